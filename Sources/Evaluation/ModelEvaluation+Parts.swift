extension ModelEvaluation {
    public struct Measures: Codable, Sendable, Equatable {
        public var prevalence: Estimate
        public var auroc: Estimate
        public var averagePrecision: Estimate
        public var auprcTrapezoid: Estimate
        public var brierScore: Estimate
        public var scaledBrierScore: Estimate
        public var logLoss: Estimate
        public var observedOverExpected: Estimate
        public var calibrationInTheLarge: Estimate
        public var calibrationIntercept: Estimate
        public var calibrationSlope: Estimate
    }

    public struct ReleasedCut: Codable, Sendable, Equatable {
        /// The share taken, or the rule's words.
        public var rule: String
        public var taken: Int?
        /// The lowest risk among the taken.
        public var threshold: Double?
        public var positivePredictiveValue: Estimate
        public var sensitivity: Estimate
        public var specificity: Estimate
        public var lift: Estimate
        /// What a ranking that knows the outcomes, and drawing by lot, would find.
        public var oracleSensitivity: Double?
        public var oraclePositivePredictiveValue: Double?
        public var randomSensitivity: Double?
    }

    public struct Calibration: Codable, Sendable, Equatable {
        /// From the lowest risk to the highest.
        public var groups: [Group]
        /// A restricted cubic spline's.
        public var curve: [CurvePoint]
        /// The mean distance of the curve from the risks.
        public var integratedCalibrationIndex: Double?

        public struct Group: Codable, Sendable, Equatable {
            public var people: Int?
            public var meanRisk: Double
            public var observed: Estimate
        }

        public struct CurvePoint: Codable, Sendable, Equatable {
            public var predicted: Double
            public var observed: Double
        }
    }

    /// What taking all down to a place in the ranking comes to.
    public struct RankingPoint: Codable, Sendable, Equatable {
        /// Of all, of those without the outcome, and of those with it, the share taken.
        public var shareTaken: Double
        public var falsePositiveRate: Double
        public var sensitivity: Double
        /// The share of the taken with the outcome; nil where nobody is taken.
        public var precision: Double?
    }

    public struct NetBenefitPoint: Codable, Sendable, Equatable {
        public var threshold: Double
        public var model: Estimate
        /// Of taking everybody. Of taking nobody it is 0.
        public var all: Double
    }

    /// People by risk.
    public struct HistogramBar: Codable, Sendable, Equatable {
        public var from: Double
        public var to: Double
        public var rows: Int?
        public var events: Int?
    }

    public struct Subgroup: Codable, Sendable, Equatable {
        public var name: String
        public var levels: [Level]

        /// The cut is the one of all rows, as it was drawn: replicates keep it.
        public struct Level: Codable, Sendable, Equatable {
            public var name: String
            public var people: Int?
            public var rows: Int?
            public var events: Int?
            public var taken: Int?
            public var prevalence: Estimate
            public var auroc: Estimate
            public var observedOverExpected: Estimate
            public var calibrationInTheLarge: Estimate
            public var calibrationSlope: Estimate
            public var positivePredictiveValue: Estimate
            public var sensitivity: Estimate
        }
    }
}

extension ModelEvaluation.Measures {
    static let none = Self(values: [], replicates: [])

    /// - Parameters:
    ///   - values: by `Measure`, or none.
    ///   - replicates: of `values`, each by `Measure`.
    init(values: [Double], replicates: [[Double]]) {
        func estimate(_ measure: Measure) -> Estimate {
            guard !values.isEmpty else { return Estimate(value: nil) }
            return Estimate(values[measure.rawValue], replicates: replicates.map { $0[measure.rawValue] })
        }
        prevalence = estimate(.prevalence)
        auroc = estimate(.auroc)
        averagePrecision = estimate(.averagePrecision)
        auprcTrapezoid = estimate(.auprcTrapezoid)
        brierScore = estimate(.brierScore)
        scaledBrierScore = estimate(.scaledBrierScore)
        logLoss = estimate(.logLoss)
        observedOverExpected = estimate(.observedOverExpected)
        calibrationInTheLarge = estimate(.calibrationInTheLarge)
        calibrationIntercept = estimate(.calibrationIntercept)
        calibrationSlope = estimate(.calibrationSlope)
    }
}
