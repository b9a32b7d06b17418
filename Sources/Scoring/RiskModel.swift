/// A risk model, or a published points score, as `model.json` holds it: everything that scoring needs.
///
/// The linear predictor of a person is intercept + the sum of coefficient x (transform(value) - mean) / scale.
public struct RiskModel: Sendable, Equatable {
    /// The version of the file format that this program reads and writes.
    public static let formatVersion = 1

    public var name: String
    public var version: String
    public var link: Link
    public var intercept: Double
    /// p features, of different names, in catalogue order.
    public var features: [Feature]
    public var calibration: Calibration
    /// nil for a published score, which was not trained here.
    public var training: TrainingPopulation?
    /// What the features looked like in the training population, to tell drift by; at most one a feature.
    public var histograms: [ReferenceHistogram]
    /// Rows with the linear predictor they must have.
    public var goldenVectors: [GoldenVector]

    /// How the linear predictor becomes a score.
    public enum Link: String, Codable, Sendable, CaseIterable {
        /// The risk, 1 / (1 + exp(-eta)).
        case logit
        /// The linear predictor itself: points.
        case identity
    }

    /// What is done to a value before it is centred and scaled.
    public enum Transform: String, Codable, Sendable, CaseIterable {
        case identity

        func callAsFunction(_ value: Double) -> Double {
            switch self {
            case .identity: value
            }
        }
    }

    public init(
        name: String, version: String, link: Link, intercept: Double, features: [Feature],
        calibration: Calibration = .identity, training: TrainingPopulation? = nil,
        histograms: [ReferenceHistogram] = [], goldenVectors: [GoldenVector] = []
    ) {
        self.name = name
        self.version = version
        self.link = link
        self.intercept = intercept
        self.features = features
        self.calibration = calibration
        self.training = training
        self.histograms = histograms
        self.goldenVectors = goldenVectors
    }

    /// The linear predictor of one row of p values in the order of `features`, written out as the definition has it.
    public func linearPredictor(of values: [Double]) -> Double {
        precondition(values.count == features.count)
        return zip(features, values).reduce(intercept) { $0 + $1.0.contribution($1.1) }
    }
}
