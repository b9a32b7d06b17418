/// Everything that an evaluation is made of. A row is a person at an index date; rows of one person share a key.
public struct EvaluationInput: Sendable {
    public struct Named: Sendable {
        public let name: String
        public let value: Double

        public init(name: String, value: Double) {
            self.name = name
            self.value = value
        }
    }

    public struct Loss: Sendable {
        /// "registered at the index date", "under 18".
        public let name: String
        public let people: Int

        public init(name: String, people: Int) {
            self.name = name
            self.people = people
        }
    }

    public var model: EvaluatedModel
    public var scored: ScoredOutcomes
    /// n keys: the same for the rows of one person, and the same in a later evaluation for the same draws.
    public var persons: [UInt64]
    public var groupings: [Grouping] = []
    public var cuts: [ShareCut] = ShareCut.standard
    /// The cut of which subgroups are told PPV and sensitivity.
    public var mainCut = ShareCut.main
    public var rules: [SelectionRule] = []
    /// Share of rows in which each predictor is missing, 0 to 1.
    public var missingness: [Named] = []
    /// Standard deviation of each predictor's (or family's) contribution to the linear predictor over these rows.
    public var importance: [Named] = []
    /// People from registration to these rows, each step under its name.
    public var attrition: [Loss] = []
    /// Sentences: what could not be reconstructed as it was on the index date.
    public var limits: [String] = []
    /// What was done about people whose outcome a list may have changed.
    public var retraining: String?

    public init(model: EvaluatedModel, scored: ScoredOutcomes, persons: [UInt64]) {
        precondition(persons.count == scored.count)
        self.model = model
        self.scored = scored
        self.persons = persons
    }
}
