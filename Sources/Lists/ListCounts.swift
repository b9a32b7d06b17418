/// Where the eligible people of a list's place went.
public struct ListCounts: Sendable, Equatable {
    /// Those who would have been on the list but for a rule of the programme.
    public struct LeftOut: Sendable, Equatable {
        /// The rule, in plain words.
        public let why: String
        public let people: Int

        public init(why: String, people: Int) {
            self.why = why
            self.people = people
        }
    }

    public let eligible: Int
    public let shown: Int
    public let leftOut: [LeftOut]
    public let belowTheLine: Int
    /// Of those below the line: those whose risk is close to that at the line.
    public let nearMisses: Int

    public init(eligible: Int, shown: Int, leftOut: [LeftOut], belowTheLine: Int, nearMisses: Int) {
        self.eligible = eligible
        self.shown = shown
        self.leftOut = leftOut
        self.belowTheLine = belowTheLine
        self.nearMisses = nearMisses
    }
}
