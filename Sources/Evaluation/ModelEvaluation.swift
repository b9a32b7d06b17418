/// How a model did on people whose outcome is known, as `evaluation.json` holds it: aggregates, safe to release.
///
/// Counts are under `DisclosureControl`, which `disclosureControl` puts in words; a key that is left out was
/// suppressed, or cannot be computed.
public struct ModelEvaluation: ReleasedDocument, Sendable, Equatable {
    public static let currentFormat = 2

    public var formatVersion: Int
    public var model: EvaluatedModel
    public var disclosureControl: String
    public var bootstrap: BootstrapFacts
    /// Rows, the people they are of, and the rows with the outcome.
    public var rows: Int?
    public var persons: Int?
    public var events: Int?
    public var isWeighted: Bool
    public var measures: Measures
    /// The standard error of the AUROC by DeLong, which takes every row for a person of their own.
    public var aurocStandardError: Double?
    public var cuts: [ReleasedCut]
    /// The cut of which subgroups are told.
    public var mainCut: String
    public var rules: [ReleasedCut]
    public var calibration: Calibration
    public var roc: [RankingPoint]
    public var netBenefit: [NetBenefitPoint]
    public var histogram: [HistogramBar]
    public var subgroups: [Subgroup]
    public var missingness: [NamedNumber]
    public var importance: [NamedNumber]
    public var attrition: [NamedCount]
    public var limits: [String]
    public var retraining: String?
    /// What groups of features are worth; nil where the design asks for none.
    public var ablation: AblationTable?

    public struct BootstrapFacts: Codable, Sendable, Equatable {
        public var replicates: Int
        public var seed: UInt64
        /// What is drawn.
        public var unit: String
        /// The share of replicates within an interval.
        public var level: Double
    }

    public struct NamedNumber: Codable, Sendable, Equatable {
        public var name: String
        public var value: Double?
    }

    public struct NamedCount: Codable, Sendable, Equatable {
        public var name: String
        public var people: Int?
    }
}
