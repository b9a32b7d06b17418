/// Where the people went, from registration to a programme's lists. Each loss is under a named rule.
public struct PeopleAccount: Sendable, Equatable {
    /// Persons with a registration row and a usable id.
    public let registered: Int
    public let scored: Int
    /// Not scored, by reason.
    public let notScored: [String: Int]

    public init(registered: Int, scored: Int, notScored: [String: Int]) {
        self.registered = registered
        self.scored = scored
        self.notScored = notScored
    }

    /// Anything but 0 is a broken invariant.
    public var difference: Int { registered - scored - notScored.values.reduce(0, +) }
}
