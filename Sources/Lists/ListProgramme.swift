/// The programme that a list is of.
public struct ListProgramme: Sendable, Equatable {
    public let id: String
    public let title: String
    /// How many are taken, in plain words.
    public let rule: String

    public init(id: String, title: String, rule: String) {
        self.id = id
        self.title = title
        self.rule = rule
    }
}
