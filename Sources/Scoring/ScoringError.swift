/// Why a model cannot be read, or cannot score the features there are.
///
/// `path` is the place in the file, as `features[3].scale`; empty for the whole file.
public enum ScoringError: Error, Equatable, Sendable {
    case notJSON(file: String)
    case unknownFormatVersion(file: String, found: Int, supported: Int)
    case unknownKeys(file: String, path: String, keys: [String], allowed: [String])
    case missingKey(file: String, path: String, key: String)
    case wrongType(file: String, path: String, expected: String)
    case unknownChoice(file: String, path: String, allowed: [String])
    case notFinite(file: String, path: String)
    case notPositive(file: String, path: String)
    case duplicateFeature(file: String, name: String)
    case offsetIsFeature(file: String, name: String)
    case duplicateTerm(file: String, name: String)
    /// A term of no feature, or of one that is not among the model's.
    case termInputs(file: String, path: String)
    case isotonicShape(file: String)
    case histogramShape(file: String, feature: String)
    /// A key that an object has twice.
    case repeatedKey(file: String, key: String)
    case noGoldenVectors(file: String)
    case goldenVectorLength(file: String, index: Int, values: Int, features: Int)
    case goldenVectorDiffers(file: String, index: Int, stored: Double, computed: Double)
    /// A table of coefficients of a risk without an intercept.
    case noIntercept(file: String)
    /// A table of coefficients that says another link.
    case otherLink(file: String, link: RiskModel.Link)
    /// An isotonic calibration, which is no row of coefficients.
    case calibrationNotInTable(model: String, version: String)
    /// A name or a word that the table has another meaning for.
    case namesNotInTable(model: String, version: String)
    /// All of what keeps the model from these features, told at once.
    case unusable(model: String, version: String, problems: [BindingProblem])
}

/// Why one feature of a model cannot be had.
public enum BindingProblem: Equatable, Sendable {
    /// No such column in the catalogue.
    case missing(feature: String)
    /// The catalogue has it, and this run cannot compute it.
    case unavailable(feature: String, reason: String)
    /// The column that is the model's offset is not there.
    case offset(column: String)
    /// It is defined otherwise than in training.
    case otherFingerprint(feature: String, model: String, catalogue: String)
}
