import Configuration

/// A model as a table of coefficients, for those that were fitted elsewhere or published.
///
/// A CSV without quotes, `#` for comments, and a header with `features`, `coefficient` and, where needed, `transforms`,
/// `mean`, `scale` and `missing_as`. A row is a term: its feature, or several joined by ` * `, whose transforms are
/// joined likewise (`Transform.forms`, or `is WORD` for a feature of words). One row is the `(intercept)`.
public struct CoefficientTable: Sendable {
    static let intercept = "(intercept)"
    private static let columns = ["features", "transforms", "coefficient", "mean", "scale", "missing_as"]

    /// The comments that stand before the header, without their `#`: source and licence, for the card.
    public let comments: [String]
    public private(set) var intercept = 0.0
    /// In the order in which terms name them; without fingerprints.
    public private(set) var features: [RiskModel.Feature] = []
    public private(set) var terms: [RiskModel.Term] = []

    /// - Throws: `SettingsRefused` with everything that is wrong in it, by line.
    public init(_ text: String, file: String) throws(SettingsRefused) {
        let problems = Problems()
        comments = text.split(whereSeparator: \.isNewline).prefix { $0.hasPrefix("#") }
            .map { $0.dropFirst().drop { $0 == " " } }.map(String.init)
        let rows = CSVText.rows(text, file: file, allowed: Self.columns, problems: problems)
        var reader = CoefficientRowReader(file: file, problems: problems)
        let parsed = rows.map { ($0, reader.read($0)) }
        let intercepts = rows.filter { $0["features"] == Self.intercept }
        for row in intercepts.dropFirst() {
            problems.add(SettingProblem(file: file, line: row.line, column: 1, message: "there is a second intercept"))
        }
        if parsed.allSatisfy({ $0.1 == nil }) {
            problems.add(SettingProblem(file: file, line: 1, column: 1, message: "there is no term"))
        }
        try problems.throwIfAny()
        for (row, term) in parsed {
            if let term { terms.append(term) } else { intercept = Setting.number(row["coefficient"]) ?? 0 }
        }
        features = reader.features
    }

    /// The model of these terms.
    ///
    /// - Parameter fingerprint: that of a feature's definition.
    /// - Throws: `ScoringError` where the terms make no model.
    public func model(
        name: String, version: String, link: RiskModel.Link, fingerprint: (String) -> String
    ) throws(ScoringError) -> RiskModel {
        var model = RiskModel(
            name: name, version: version, link: link, intercept: intercept,
            features: features.map {
                RiskModel.Feature(
                    name: $0.name, fingerprint: fingerprint($0.name), missingAs: $0.missingAs, levels: $0.levels)
            }, terms: terms)
        // 0, 1, 2, 3, 4, 0, 1, ... for each feature, and all of them 1.
        for values in [features.indices.map { Double($0 % 5) }, features.map { _ in 1 }] {
            model.goldenVectors.append(
                GoldenVector(values: values, linearPredictor: model.linearPredictor(of: values)))
        }
        try model.validate(file: "model.json")
        return model
    }
}

/// Reads the rows of a table of coefficients, and gathers the features that they name.
private struct CoefficientRowReader {
    let file: String
    let problems: Problems
    private(set) var features: [RiskModel.Feature] = []

    init(file: String, problems: Problems) {
        self.file = file
        self.problems = problems
    }

    /// nil for the intercept, and for a row with a problem.
    mutating func read(_ row: CSVText.Row) -> RiskModel.Term? {
        let coefficient = number(row, "coefficient", otherwise: nil)
        guard row["features"] != CoefficientTable.intercept, let coefficient else { return nil }
        let (mean, scale) = (number(row, "mean", otherwise: 0) ?? 0, number(row, "scale", otherwise: 1) ?? 1)
        if scale <= 0 { problem(row, "scale must be more than 0") }
        let names = Self.parts(row["features"])
        var transforms = Self.parts(row["transforms"])
        if row["transforms"].isEmpty { transforms = names.map { _ in "" } }
        guard names.count == transforms.count, names.allSatisfy({ !$0.isEmpty }) else {
            problem(row, "there must be as many transforms as features, both joined by \" * \"")
            return nil
        }
        var inputs: [BasisTerm.Input] = []
        for (name, text) in zip(names, transforms) {
            let place = place(of: name)
            if !row["missing_as"].isEmpty { features[place].missingAs = number(row, "missing_as", otherwise: nil) }
            guard let list = chain(of: text, place) else {
                problem(row, "\"transforms\": expected \(Transform.forms) or is WORD, joined by \"then\"")
                return nil
            }
            inputs.append(BasisTerm.Input(name, list))
        }
        let label = zip(names, transforms).map { $1.isEmpty ? $0 : "\($0): \($1)" }.joined(separator: " * ")
        return RiskModel.Term(
            BasisTerm(name: label, inputs: inputs), coefficient: coefficient, mean: mean, scale: scale)
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: " * ", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ").joined(separator: " ") }
    }

    private mutating func chain(of text: String, _ place: Int) -> [Transform]? {
        guard text.hasPrefix("is ") else { return Transform.list(text) }
        let word = String(text.dropFirst(3))
        if let known = features[place].levels.firstIndex(of: word) { return [.equals(Double(known))] }
        features[place].levels.append(word)
        return [.equals(Double(features[place].levels.count - 1))]
    }

    private mutating func place(of feature: String) -> Int {
        if let known = features.firstIndex(where: { $0.name == feature }) { return known }
        features.append(RiskModel.Feature(name: feature, fingerprint: ""))
        return features.count - 1
    }

    /// - Parameter otherwise: what an empty field is; nil where it may not be.
    private func number(_ row: CSVText.Row, _ column: String, otherwise: Double?) -> Double? {
        if row[column].isEmpty, let otherwise { return otherwise }
        if let number = Setting.number(row[column]) { return number }
        problem(row, "\"\(column)\" must be a number")
        return nil
    }

    private func problem(_ row: CSVText.Row, _ message: String) {
        problems.add(SettingProblem(file: file, line: row.line, column: 1, message: message))
    }
}
