import Evaluation
import FeatureData
import Scoring

/// Makes a model file's content of a fit and the facts of its population.
public struct ModelBuilder: Sendable {
    public var name: String
    public var version: String
    public var catalogue: String
    /// yyyy-mm-dd.
    public var indexDates: [String]
    /// SHA-256, as hexadecimal digits, of the matrix and the outcomes.
    public var populationFingerprint: String
    /// Whether the people were made up.
    public var synthetic: Bool
    /// The column of the rows' offsets; nil where they have none.
    public var offset: String?

    public init(
        name: String, version: String, catalogue: String, indexDates: [String], populationFingerprint: String,
        synthetic: Bool, offset: String? = nil
    ) {
        self.name = name
        self.version = version
        self.catalogue = catalogue
        self.indexDates = indexDates
        self.populationFingerprint = populationFingerprint
        self.synthetic = synthetic
        self.offset = offset
    }

    /// The model, with reference histograms of the features and golden vectors that are nobody's. Terms without weight
    /// are left out, and so are features that no term is left of.
    ///
    /// - Parameters:
    ///   - fitted: a fit on these features.
    ///   - matrix: n rows by p features.
    /// - Throws: `TrainingError.columnCount` where the fit is of other features.
    public func model(_ fitted: FittedModel, of matrix: FeatureMatrix) throws(TrainingError) -> RiskModel {
        guard fitted.features.count == matrix.columns.count else {
            throw .columnCount(features: fitted.features.count, columns: matrix.columns.count)
        }
        let terms = fitted.weighed
        let used = Set(terms.flatMap { $0.basis.inputs.map(\.feature) })
        var model = RiskModel(
            name: name, version: version, link: .logit, intercept: fitted.fit.intercept,
            features: fitted.features.filter { used.contains($0.name) }, terms: terms, offset: offset,
            training: population(fitted.fit),
            histograms: ReferenceHistogram.histograms(of: matrix).filter { used.contains($0.feature) })
        model.goldenVectors = goldenVectors(for: model, matrix.columns.filter { used.contains($0.name) })
        return model
    }

    private func population(_ fit: PenalisedFit) -> TrainingPopulation {
        TrainingPopulation(
            fingerprint: populationFingerprint, indexDates: indexDates,
            rows: DisclosureControl.released(fit.rows) ?? 0, events: DisclosureControl.released(fit.events) ?? 0,
            synthetic: synthetic, catalogue: catalogue)
    }

    /// The usual values; each of them and one more; each of them and 0, 1, 2, 3, 4, 0, 1, ... more.
    private func goldenVectors(for model: RiskModel, _ columns: [FeatureColumn]) -> [GoldenVector] {
        let usual = columns.map(\.usual)
        let rows = [usual, usual.map { $0 + 1 }, usual.enumerated().map { $1 + Double($0 % 5) }]
        return rows.map { GoldenVector(values: $0, linearPredictor: model.linearPredictor(of: $0)) }
    }
}
