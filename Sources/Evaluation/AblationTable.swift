/// What groups of features are worth: a model's measures on later rows, and those of the same fit without each group.
public struct AblationTable: Codable, Sendable, Equatable {
    /// One fit's measures on the rows of the evaluation; nil where disclosure control withholds them.
    public struct Measures: Codable, Sendable, Equatable {
        public let auroc: Double?
        public let brierScore: Double?
        /// At 4%.
        public let positivePredictiveValue: Double?

        public init(auroc: Double?, brierScore: Double?, positivePredictiveValue: Double?) {
            self.auroc = auroc
            self.brierScore = brierScore
            self.positivePredictiveValue = positivePredictiveValue
        }

        /// AUROC, Brier score, PPV.
        public var all: [Double?] { [auroc, brierScore, positivePredictiveValue] }
    }

    public struct Row: Codable, Sendable, Equatable {
        /// The group's name.
        public let leftOut: String
        /// Features and terms left out.
        public let features: Int
        public let terms: Int
        public let measures: Measures

        public init(leftOut: String, features: Int, terms: Int, measures: Measures) {
            self.leftOut = leftOut
            self.features = features
            self.terms = terms
            self.measures = measures
        }
    }

    /// Of the model itself.
    public let whole: Measures
    public let rows: [Row]

    public init(whole: Measures, rows: [Row]) {
        self.whole = whole
        self.rows = rows
    }

    /// What each measure has changed by without the group; nil where either is withheld.
    public func differences(_ row: Row) -> [Double?] {
        zip(row.measures.all, whole.all).map { own, whole in own.flatMap { own in whole.map { own - $0 } } }
    }
}
