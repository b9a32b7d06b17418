import Configuration
import FeatureData
import Records

/// Which rows of a ready table a condition on its columns means. Columns are read as words: they are equal as texts, and
/// by order they compare as dates or as numbers, where all their values are such. A value that is missing equals nothing,
/// so that `!=` and `not in` hold for it, and has no order.
struct TableCondition {
    private let setting: Setting
    private let key: String
    private let words: Attributes

    /// - Parameters:
    ///   - setting: where the condition stands, and the key, for messages.
    ///   - words: with every column that the condition names.
    init(at setting: Setting, key: String, words: Attributes) {
        self.setting = setting
        self.key = key
        self.words = words
    }

    /// - Returns: by row, whether the condition holds.
    /// - Throws: what makes no sense in the condition, on these columns.
    func flags(_ condition: Condition) throws(SettingProblem) -> [Bool] {
        switch condition {
        case .all(let parts): return try flags(parts, startingWith: true) { $0 && $1 }
        case .any(let parts): return try flags(parts, startingWith: false) { $0 || $1 }
        case .not(let part): return try flags(part).map { !$0 }
        case .isIn(let field, let texts): return try holds(field) { texts.contains($0) }
        case .startsWith(let field, let texts):
            return try holds(field) { text in texts.contains { text.hasPrefix($0) } }
        case .isMissing(let field): return try holds(field, missing: true) { _ in false }
        case .compares(let field, .equal, let other): return try holds(field) { $0 == other }
        case .compares(let field, .notEqual, let other): return try holds(field, missing: true) { $0 != other }
        case .compares(let field, let comparison, let other): return try flags(field, comparison, other)
        case .isInList(let field, _):
            throw problem("code lists are for features: write the values of \"\(field)\" out, as in [a, b]")
        }
    }

    private func flags(
        _ parts: [Condition], startingWith start: Bool, _ joined: (Bool, Bool) -> Bool
    ) throws(SettingProblem) -> [Bool] {
        var flags = [Bool](repeating: start, count: words.rowCount)
        for part in parts { flags = zip(flags, try self.flags(part)).map(joined) }
        return flags
    }

    /// By order, as dates or as numbers.
    private func flags(
        _ field: String, _ comparison: Condition.Comparison, _ other: String
    ) throws(SettingProblem) -> [Bool] {
        if let day = Day(other) { return try flags(field, comparison, day, "dates as YYYY-MM-DD") { Day($0) } }
        if let number = Setting.number(other) {
            return try flags(field, comparison, number, "numbers") { Setting.number($0) }
        }
        throw problem("\"\(field)\" compares by order with a date as YYYY-MM-DD or with a number")
    }

    private func flags<Value: Comparable>(
        _ field: String, _ comparison: Condition.Comparison, _ other: Value, _ kind: String, _ read: (String) -> Value?
    ) throws(SettingProblem) -> [Bool] {
        let column = try column(field)
        let values = Dictionary(
            uniqueKeysWithValues: column.values.compactMap { text in read(text).map { (text, $0) } })
        guard values.count == column.values.count else {
            throw problem(
                "not all values of \"\(field)\" are \(kind), so that they have no order: use one of = != in, not in, "
                    + "starts with, is missing, is given")
        }
        return try holds(field) { text in values[text].map { comparison.holds($0, other) } ?? false }
    }

    /// Asks each different value once.
    private func holds(
        _ field: String, missing: Bool = false, _ meets: (String) -> Bool
    ) throws(SettingProblem) -> [Bool] {
        let column = try column(field)
        let flags = column.values.map(meets)
        return column.codes.map { $0 == Attribute.missing ? missing : flags[Int($0)] }
    }

    private func column(_ field: String) throws(SettingProblem) -> Attribute {
        guard let column = words[field] else { throw problem("there is no column \"\(field)\"") }
        return column
    }

    private func problem(_ message: String) -> SettingProblem {
        SettingProblem(
            file: setting.file, line: setting.line, column: setting.column, message: "\(key): \(message)")
    }
}
