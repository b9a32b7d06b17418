import Tabular

/// Where the eligible people of a list's place went.
public struct ListCounts: Sendable, Equatable {
    /// Those who would have been on the list but for a rule of the programme.
    public struct LeftOut: Sendable, Equatable {
        /// The rule, in plain words.
        public let why: String
        public let people: Int
        /// Why it is not known whom the rule leaves out, in plain words; nil where it is. Nobody is counted then.
        public var unknown: String?

        public init(why: String, people: Int, unknown: String? = nil) {
            self.why = why
            self.people = people
            self.unknown = unknown
        }

        /// Whether there is anything to tell.
        var isTold: Bool { people > 0 || unknown != nil }

        /// How many, between the number and the rule these words.
        func words(_ between: String) -> String {
            unknown.map { "not known how many\(between)\(why), as \($0)" } ?? "\(Figure.count(people))\(between)\(why)"
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
