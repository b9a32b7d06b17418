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

    public init(
        name: String, version: String, catalogue: String, indexDates: [String], populationFingerprint: String,
        synthetic: Bool
    ) {
        self.name = name
        self.version = version
        self.catalogue = catalogue
        self.indexDates = indexDates
        self.populationFingerprint = populationFingerprint
        self.synthetic = synthetic
    }

    /// The model, with reference histograms of the matrix and golden vectors that are nobody's.
    ///
    /// - Parameters:
    ///   - fit: a fit of this matrix.
    ///   - matrix: n rows by p columns.
    /// - Throws: `TrainingError.columnCount` where the fit is of another matrix.
    public func model(_ fit: RidgeFit, of matrix: FeatureMatrix) throws(TrainingError) -> RiskModel {
        guard fit.coefficients.count == matrix.columns.count else {
            throw .columnCount(coefficients: fit.coefficients.count, columns: matrix.columns.count)
        }
        var model = RiskModel(
            name: name, version: version, link: .logit, intercept: fit.intercept,
            features: matrix.columns.map { RiskModel.Feature(name: $0.name, fingerprint: $0.fingerprint) },
            terms: terms(fit, matrix.columns), training: population(fit),
            histograms: ReferenceHistogram.histograms(of: matrix))
        model.goldenVectors = goldenVectors(for: model, matrix.columns)
        return model
    }

    private func terms(_ fit: RidgeFit, _ columns: [FeatureColumn]) -> [RiskModel.Term] {
        columns.indices.map { column in
            RiskModel.Term(
                BasisTerm(columns[column].name), coefficient: fit.coefficients[column],
                mean: fit.standardisation.means[column], scale: fit.standardisation.scales[column])
        }
    }

    private func population(_ fit: RidgeFit) -> TrainingPopulation {
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
