/// A risk model, or a published points score, as `model.json` holds it: everything that scoring needs.
///
/// The linear predictor of a person is intercept + the sum over terms of coefficient x (term - mean) / scale, a term
/// being a function of one feature or a product of such functions; where the model has an offset, that is added.
public struct RiskModel: Sendable, Equatable {
    /// The version of the file format that this program writes; it reads all from 1.
    public static let formatVersion = 2

    public var name: String
    public var version: String
    public var link: Link
    public var intercept: Double
    /// p features, of different names, in catalogue order.
    public var features: [Feature]
    /// Terms of different names, each of features of the model.
    public var terms: [Term]
    public var calibration: Calibration
    /// The column of a known part of the linear predictor, which is added as it is, before calibration; nil for none.
    public var offset: String?
    /// The index dates of the rows that the calibration was fitted to, as yyyy-mm-dd, or what else tells which they
    /// are; empty where it comes with the terms.
    public var calibratedOn: [String]
    /// nil for a published score, which was not trained here.
    public var training: TrainingPopulation?
    /// Whether coefficients or a calibration came here from people who do not exist without their training population,
    /// as by a table of coefficients.
    public var hasSyntheticOrigin = false
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

    public init(
        name: String, version: String, link: Link, intercept: Double, features: [Feature], terms: [Term],
        calibration: Calibration = .identity, calibratedOn: [String] = [], offset: String? = nil,
        training: TrainingPopulation? = nil, histograms: [ReferenceHistogram] = [], goldenVectors: [GoldenVector] = []
    ) {
        self.name = name
        self.version = version
        self.link = link
        self.intercept = intercept
        self.features = features
        self.terms = terms
        self.calibration = calibration
        self.offset = offset
        self.calibratedOn = calibratedOn
        self.training = training
        self.histograms = histograms
        self.goldenVectors = goldenVectors
    }

    /// Whether people who do not exist had a part in it. Such a model ranks nobody real.
    public var isSynthetic: Bool { hasSyntheticOrigin || training?.synthetic == true }

    /// The linear predictor of one row of p values in the order of `features`, written out as the definition has it, and
    /// without the offset.
    public func linearPredictor(of values: [Double]) -> Double {
        precondition(values.count == features.count)
        let named = Dictionary(uniqueKeysWithValues: zip(features, values).map { ($0.name, ($0, $1)) })
        return terms.reduce(intercept) { sum, term in
            let value = term.basis.inputs.reduce(1.0) { product, input in
                guard let (feature, value) = named[input.feature] else { return .nan }
                return product * input(value, missingAs: feature.missingAs ?? .nan)
            }
            return sum + term.contribution(value)
        }
    }
}
