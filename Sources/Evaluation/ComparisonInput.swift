/// Two models, or somebody else's scores, on the same rows.
public struct ComparisonInput: Sendable {
    public struct Contestant: Sendable {
        /// "emergency-admission-12m 1.0.0", "the supplier's scores".
        public let name: String
        public let scored: ScoredOutcomes

        public init(name: String, scored: ScoredOutcomes) {
            self.name = name
            self.scored = scored
        }
    }

    public var champion: Contestant
    public var challenger: Contestant
    /// In words of the design.
    public var outcome: String
    public var population: String
    /// yyyy-mm-dd.
    public var indexDates: [String]
    /// Whether either was trained on people who do not exist.
    public var isSynthetic: Bool
    /// n keys: the same for the rows of one person.
    public var persons: [UInt64]
    public var groupings: [Grouping] = []
    public var cuts: [ShareCut] = ShareCut.standard
    public var mainCut = ShareCut.main
    /// Inner ends of the bands of risk that people may change between.
    public var bandEnds: [Double] = [0.05, 0.1, 0.2, 0.4]
    /// Sentences that the report tells: rows that one of the two could not score, and the like.
    public var limits: [String] = []

    /// - Parameters: both contestants have the same outcomes and weights, row by row.
    public init(
        champion: Contestant, challenger: Contestant, outcome: String, population: String, indexDates: [String],
        isSynthetic: Bool, persons: [UInt64]
    ) {
        precondition(champion.scored.outcomes == challenger.scored.outcomes)
        precondition(champion.scored.weights == challenger.scored.weights)
        precondition(persons.count == champion.scored.count)
        self.champion = champion
        self.challenger = challenger
        self.outcome = outcome
        self.population = population
        self.indexDates = indexDates
        self.isSynthetic = isSynthetic
        self.persons = persons
    }
}
