import Configuration

/// A model as a table of coefficients, for those that were fitted elsewhere or published, and to take one elsewhere.
///
/// A CSV with `#` for comments, and a header with `features`, `coefficient` and, where needed, `transforms`, `mean`,
/// `scale`, `missing_as` and `levels`. A row is a term: its feature, or several joined by ` * `, whose transforms are
/// joined likewise (`Transform.forms`, or `is WORD` for a feature of words), and so are what stands for their missing
/// values and their words (joined by ` | `, where the terms do not name all of them). Rows of other kinds:
///
/// - `(intercept)`; its transform may say the link, `logit` or `identity`.
/// - `(offset) COLUMN`, whose coefficient is 1.
/// - `(calibration intercept)` and `(calibration slope)` of a linear calibration.
///
/// A comment `# synthetic: true` says that the coefficients are of people who do not exist.
public struct CoefficientTable: Sendable {
    /// The rows that are no terms.
    enum Row: String, CaseIterable {
        case intercept = "(intercept)"
        case calibrationIntercept = "(calibration intercept)"
        case calibrationSlope = "(calibration slope)"
    }

    static let offset = "(offset) "
    static let columns = ["features", "transforms", "coefficient", "mean", "scale", "missing_as", "levels"]

    /// The comments that stand before the header, without their `#`: source and licence, for the card.
    public let comments: [String]
    /// Whether the coefficients are of people who do not exist: the model that they make ranks nobody real.
    public let isSynthetic: Bool
    /// nil where no row gives it.
    public private(set) var intercept: Double?
    public private(set) var calibration = RiskModel.Calibration.identity
    public private(set) var offset: String?
    /// In the order in which terms name them; without fingerprints.
    public private(set) var features: [RiskModel.Feature] = []
    public private(set) var terms: [RiskModel.Term] = []
    /// nil where the table leaves it to whoever reads it.
    private var link: RiskModel.Link?
    private let file: String

    /// - Throws: `SettingsRefused` with everything that is wrong in it, by line.
    public init(_ text: String, file: String) throws(SettingsRefused) {
        let problems = Problems()
        self.file = file
        comments = text.split(whereSeparator: \.isNewline).prefix { $0.hasPrefix("#") }
            .map { $0.dropFirst().drop { $0 == " " } }.map(String.init)
        isSynthetic = Self.saysSynthetic(text, file: file, problems)
        var reader = CoefficientRowReader(file: file, problems: problems)
        for row in CSVText.rows(text, file: file, allowed: Self.columns, problems: problems) { reader.read(row) }
        if reader.terms.isEmpty {
            problems.add(SettingProblem(file: file, line: 1, column: 1, message: "there is no term"))
        }
        try problems.throwIfAny()
        intercept = reader.numbers[.intercept]
        (link, offset) = (reader.link, reader.offset)
        let line = (reader.numbers[.calibrationIntercept], reader.numbers[.calibrationSlope])
        if line.0 != nil || line.1 != nil { calibration = .linear(intercept: line.0 ?? 0, slope: line.1 ?? 1) }
        features = reader.features
        terms = reader.terms
    }

    /// Reads `# synthetic: true`, wherever in the text it stands: a spreadsheet that sorts rows, and adds commas to a
    /// comment, takes nothing of it away.
    private static func saysSynthetic(_ text: String, file: String, _ problems: Problems) -> Bool {
        var isSynthetic = false
        // What Excel writes before the first line.
        let lines = text.trimmingPrefix("\u{FEFF}").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (place, line) in lines.enumerated() {
            let words = line.split { $0.isWhitespace || $0 == "," }.joined().lowercased()
            guard words.hasPrefix("#synthetic:") else { continue }
            switch words {
            case "#synthetic:true": isSynthetic = true
            case "#synthetic:false": break
            default:
                let message = "\"synthetic\" must be true or false"
                problems.add(SettingProblem(file: file, line: place + 1, column: 1, message: message))
            }
        }
        return isSynthetic
    }

    /// The model of these terms.
    ///
    /// - Parameter fingerprint: that of a feature's definition.
    /// - Throws: `ScoringError` where the terms make no model, or not one of this link.
    public func model(
        name: String, version: String, link: RiskModel.Link, fingerprint: (String) -> String
    ) throws(ScoringError) -> RiskModel {
        if let own = self.link, own != link { throw .otherLink(file: file, link: own) }
        // Points may well start from nothing; a risk of one half where every term is 0 is hardly meant.
        guard let intercept = intercept ?? (link == .identity ? 0 : nil) else { throw .noIntercept(file: file) }
        var model = RiskModel(
            name: name, version: version, link: link, intercept: intercept,
            features: features.map {
                RiskModel.Feature(
                    name: $0.name, fingerprint: fingerprint($0.name), missingAs: $0.missingAs, levels: $0.levels)
            }, terms: terms, calibration: calibration, offset: offset)
        model.hasSyntheticOrigin = isSynthetic
        // 0, 1, 2, 3, 4, 0, 1, ... for each feature, and all of them 1.
        for values in [features.indices.map { Double($0 % 5) }, features.map { _ in 1 }] {
            model.goldenVectors.append(
                GoldenVector(values: values, linearPredictor: model.linearPredictor(of: values)))
        }
        try model.validate(file: "model.json")
        return model
    }
}
