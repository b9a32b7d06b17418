/// The issue that a list is: what a practice receives, weekly or by hand, while runs are nightly.
public struct ListIssue: Sendable, Equatable {
    /// From 1, a programme's own.
    public let number: Int
    /// An ISO date.
    public let date: String
    /// People of this list's place who entered and left since the issue before.
    public let entered: Int
    public let left: Int

    public init(number: Int, date: String, entered: Int, left: Int) {
        self.number = number
        self.date = date
        self.entered = entered
        self.left = left
    }
}
