/// How far the people of a run lie from those whom a model was trained on, by the population stability index.
public struct ModelDrift: Sendable, Equatable {
    /// Name and version.
    public let model: String
    /// What was found, or why nothing was.
    public let finding: Finding

    public enum Finding: Sendable, Equatable {
        case compared(Comparison)
        /// The reason, in words.
        case notCompared(String)
    }

    public struct Comparison: Sendable, Equatable {
        /// Who was compared, in words, and how many.
        public let who: String
        public let people: Int
        /// Of the risk, against the people on whom the model was evaluated; nil where it was not, or they are too few.
        public let risk: Double?
        /// Of each feature, against those on whom it was trained; the largest first. Indexes have four decimals, as in
        /// files, so that an account that is read back says the same.
        public let features: [Feature]

        public init(who: String, people: Int, risk: Double?, features: [Feature]) {
            self.who = who
            self.people = people
            self.risk = risk.map(ModelDrift.rounded)
            self.features = features.sorted { ($1.index, $0.name) < ($0.index, $1.name) }
        }
    }

    public struct Feature: Sendable, Equatable {
        public let name: String
        public let index: Double

        public init(name: String, index: Double) {
            self.name = name
            self.index = ModelDrift.rounded(index)
        }
    }

    private static func rounded(_ index: Double) -> Double { (index * 10_000).rounded() / 10_000 }

    public init(model: String, finding: Finding) {
        self.model = model
        self.finding = finding
    }
}
