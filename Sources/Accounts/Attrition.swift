/// Where the candidates for a design's rows went, at one index date or over a period. Each loss is under a named rule.
public struct Attrition: Sendable, Equatable {
    /// Those whom one rule concerns.
    public struct Loss: Sendable, Equatable {
        public let rule: String
        public let rows: Int

        public init(_ rule: String, _ rows: Int) {
            self.rule = rule
            self.rows = rows
        }
    }

    /// The index date as YYYY-MM-DD, or the period as `discharges of YYYY-MM-DD to YYYY-MM-DD`.
    public let at: String
    /// Persons registered, or discharges.
    public let candidates: Int
    /// Who is no row, each under the first rule that applies, in their order.
    public let excluded: [Loss]
    public let rows: Int
    /// Rows with the outcome.
    public let events: Int
    /// Rows that died or left before the end of the time at risk, and count as having no outcome.
    public let endedEarly: [Loss]

    public init(at: String, candidates: Int, excluded: [Loss], rows: Int, events: Int, endedEarly: [Loss]) {
        self.at = at
        self.candidates = candidates
        self.excluded = excluded
        self.rows = rows
        self.events = events
        self.endedEarly = endedEarly
    }

    /// Anything but 0 is a broken invariant.
    public var difference: Int { candidates - excluded.reduce(0) { $0 + $1.rows } - rows }
}
