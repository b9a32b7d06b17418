/// Somebody who came on to a list on an index day, or might have: their events in so many days before it, and in as many
/// from it on. Who died or left within them has the events that they had.
public struct FollowedPerson: Sendable, Equatable {
    /// The same for all rows of a person, and of nobody else.
    public let key: UInt64
    public let before: Int
    public let after: Int
    /// Within the days from the index day on.
    public let hasDied: Bool

    public init(key: UInt64, before: Int, after: Int, hasDied: Bool) {
        self.key = key
        self.before = before
        self.after = after
        self.hasDied = hasDied
    }
}
