/// A champion and a challenger on the same rows, as `comparison.json` holds it: aggregates, safe to release.
///
/// A difference is the challenger's less the champion's, its interval from the same people drawn for both.
public struct ModelComparison: ReleasedDocument, Sendable, Equatable {
    public static let currentFormat = 1

    public var formatVersion: Int
    public var champion: String
    public var challenger: String
    public var outcome: String
    public var population: String
    public var indexDates: [String]
    public var isSynthetic: Bool
    public var disclosureControl: String
    public var bootstrap: ModelEvaluation.BootstrapFacts
    public var rows: Int?
    public var persons: Int?
    public var events: Int?
    public var measures: Measures
    public var cuts: [CutPair]
    public var mainCut: String
    public var overlap: Overlap
    public var reclassification: Reclassification
    public var subgroups: [Subgroup]
    /// Points of each ranking's curve.
    public var championCurve: [ModelEvaluation.RankingPoint]
    public var challengerCurve: [ModelEvaluation.RankingPoint]
    public var championCalibration: ModelEvaluation.Calibration
    public var challengerCalibration: ModelEvaluation.Calibration
    public var limits: [String]

    public struct Pair: Codable, Sendable, Equatable {
        public var champion: Estimate
        public var challenger: Estimate
        public var difference: Estimate
    }

    public struct Measures: Codable, Sendable, Equatable {
        public var auroc: Pair
        public var averagePrecision: Pair
        public var brierScore: Pair
        public var scaledBrierScore: Pair
        public var logLoss: Pair
        public var observedOverExpected: Pair
        public var calibrationInTheLarge: Pair
        public var calibrationSlope: Pair
    }

    public struct CutPair: Codable, Sendable, Equatable {
        public var rule: String
        public var taken: Int?
        public var positivePredictiveValue: Pair
        public var sensitivity: Pair
    }

    /// Who is taken at the main cut by both, and by one alone.
    public struct Overlap: Codable, Sendable, Equatable {
        public var staying: Int?
        public var leaving: Int?
        public var entering: Int?
        /// Of those whom the champion takes, the share whom the challenger takes as well.
        public var sharedShare: Estimate
        /// The share with the outcome.
        public var stayingRate: Estimate
        public var leavingRate: Estimate
        public var enteringRate: Estimate
        /// The rate of those who enter less that of those who leave.
        public var difference: Estimate
    }

    /// Rows by band of risk: the champion's from the top down, the challenger's across.
    public struct Reclassification: Codable, Sendable, Equatable {
        public var bandEnds: [Double]
        public var events: [[Int?]]
        public var others: [[Int?]]
    }

    public struct Subgroup: Codable, Sendable, Equatable {
        public var name: String
        public var levels: [Level]

        public struct Level: Codable, Sendable, Equatable {
            public var name: String
            public var people: Int?
            public var auroc: Pair
            public var observedOverExpected: Pair
            public var sensitivity: Pair
            public var positivePredictiveValue: Pair
            /// What the challenger does worse, with an interval that leaves no doubt: "auroc", "sensitivity".
            public var worse: [String]
        }
    }

}

extension ModelComparison.Pair {
    static let none = Self(
        champion: Estimate(value: nil), challenger: Estimate(value: nil), difference: Estimate(value: nil))

    /// - Parameter replicates: of both, in the same order.
    init(_ champion: Double, _ challenger: Double, replicates: [(champion: Double, challenger: Double)]) {
        self.champion = Estimate(champion, replicates: replicates.map(\.champion))
        self.challenger = Estimate(challenger, replicates: replicates.map(\.challenger))
        difference = Estimate(challenger - champion, replicates: replicates.map { $0.challenger - $0.champion })
    }
}
