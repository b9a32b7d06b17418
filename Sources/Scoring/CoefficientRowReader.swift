import Configuration

/// Reads the rows of a table of coefficients, and gathers the features that they name.
struct CoefficientRowReader {
    let file: String
    let problems: Problems
    private(set) var terms: [RiskModel.Term] = []
    private(set) var features: [RiskModel.Feature] = []
    /// What the rows say that are no terms.
    private(set) var numbers: [CoefficientTable.Row: Double] = [:]
    private(set) var link: RiskModel.Link?
    private(set) var offset: String?
    /// Features whose words a row gave all of.
    private var haveLevels: Set<Int> = []

    init(file: String, problems: Problems) {
        self.file = file
        self.problems = problems
    }

    mutating func read(_ row: CSVText.Row) {
        let coefficient = number(row, "coefficient")
        if let kind = CoefficientTable.Row(rawValue: row["features"]) {
            if numbers[kind] != nil { problem(row, "there is a second \(kind.rawValue.dropFirst().dropLast())") }
            numbers[kind] = coefficient ?? 0
            if kind == .intercept { readLink(row) }
        } else if row["features"].hasPrefix(CoefficientTable.offset) {
            if offset != nil { problem(row, "there is a second offset") }
            if let coefficient, coefficient != 1 { problem(row, "the coefficient of an offset is 1") }
            offset = String(row["features"].dropFirst(CoefficientTable.offset.count))
        } else if let coefficient, let basis = basis(row) {
            let (mean, scale) = (number(row, "mean", otherwise: 0) ?? 0, number(row, "scale", otherwise: 1) ?? 1)
            if scale <= 0 { problem(row, "scale must be more than 0") }
            terms.append(RiskModel.Term(basis, coefficient: coefficient, mean: mean, scale: scale))
        }
    }

    private mutating func readLink(_ row: CSVText.Row) {
        guard !row["transforms"].isEmpty else { return }
        link = RiskModel.Link(rawValue: row["transforms"])
        let links = RiskModel.Link.allCases.map(\.rawValue).joined(separator: " or ")
        if link == nil { problem(row, "the \"transforms\" of the intercept are its link: \(links)") }
    }

    /// nil for a row with a problem.
    private mutating func basis(_ row: CSVText.Row) -> BasisTerm? {
        let names = Self.parts(row["features"])
        guard let transforms = parts(row, "transforms", of: names), names.allSatisfy({ !$0.isEmpty }) else {
            problem(row, "there must be as many transforms as features, both joined by \" * \"")
            return nil
        }
        // One that stands alone is for each of the features.
        let stands = Self.parts(row["missing_as"]).count == 1 ? names.map { _ in row["missing_as"] } : nil
        guard let stands = stands ?? parts(row, "missing_as", of: names), let levels = parts(row, "levels", of: names)
        else {
            problem(row, "there must be as many of \"missing_as\" and \"levels\" as features, joined by \" * \"")
            return nil
        }
        var inputs: [BasisTerm.Input] = []
        for (place, name) in names.enumerated() {
            let feature = self.place(of: name)
            take(levels: levels[place], feature, row)
            take(missingAs: stands[place], feature, row)
            guard let list = chain(of: transforms[place], feature, row) else { return nil }
            inputs.append(BasisTerm.Input(name, list))
        }
        let label = zip(names, transforms).map { $1.isEmpty ? $0 : "\($0): \($1)" }.joined(separator: " * ")
        return BasisTerm(name: label, inputs: inputs)
    }

    // MARK: What a row says of a feature

    private mutating func place(of feature: String) -> Int {
        if let known = features.firstIndex(where: { $0.name == feature }) { return known }
        features.append(RiskModel.Feature(name: feature, fingerprint: ""))
        return features.count - 1
    }

    private mutating func take(missingAs text: String, _ place: Int, _ row: CSVText.Row) {
        guard !text.isEmpty else { return }
        guard let number = Setting.number(text) else { return problem(row, "\"missing_as\" must be a number") }
        if let other = features[place].missingAs, other != number {
            problem(row, "\"missing_as\" of \(features[place].name) is another above")
        }
        features[place].missingAs = number
    }

    private mutating func take(levels text: String, _ place: Int, _ row: CSVText.Row) {
        guard !text.isEmpty else { return }
        let words = text.split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
        let name = features[place].name
        if Set(words).count != words.count || words.contains("") {
            return problem(row, "\"levels\" are different words, joined by \" | \"")
        }
        if !features[place].levels.isEmpty, features[place].levels != words {
            return problem(row, "\"levels\" of \(name) are others above; give all of them in its first row")
        }
        features[place].levels = words
        haveLevels.insert(place)
    }

    private mutating func chain(of text: String, _ place: Int, _ row: CSVText.Row) -> [Transform]? {
        guard text.hasPrefix("is ") else {
            let list = Transform.list(text)
            if list == nil {
                problem(row, "\"transforms\": expected \(Transform.forms) or is WORD, joined by \"then\"")
            }
            return list
        }
        let word = String(text.dropFirst(3))
        if let known = features[place].levels.firstIndex(of: word) { return [.equals(Double(known))] }
        if haveLevels.contains(place) {
            problem(row, "\"transforms\": the word is none of the \"levels\" of \(features[place].name)")
            return nil
        }
        features[place].levels.append(word)
        return [.equals(Double(features[place].levels.count - 1))]
    }

    // MARK: Fields

    private static func parts(_ text: String) -> [String] {
        text.split(separator: " * ", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ").joined(separator: " ") }
    }

    /// A part for each feature; nil where there are more or fewer. Where the field is empty, so are all.
    private func parts(_ row: CSVText.Row, _ column: String, of names: [String]) -> [String]? {
        if row[column].isEmpty { return names.map { _ in "" } }
        let parts = Self.parts(row[column])
        return parts.count == names.count ? parts : nil
    }

    /// - Parameter otherwise: what an empty field is; nil where it may not be.
    private func number(_ row: CSVText.Row, _ column: String, otherwise: Double? = nil) -> Double? {
        if row[column].isEmpty, let otherwise { return otherwise }
        if let number = Setting.number(row[column]) { return number }
        problem(row, "\"\(column)\" must be a number")
        return nil
    }

    private func problem(_ row: CSVText.Row, _ message: String) {
        problems.add(SettingProblem(file: file, line: row.line, column: 1, message: message))
    }
}
