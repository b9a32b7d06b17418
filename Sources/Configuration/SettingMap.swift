/// A mapping of settings, read key by key. Reads that fail add a problem and give nil (or nothing).
public struct SettingMap {
    public let setting: Setting
    private let entries: [String: Setting]
    private let problems: Problems

    /// - Parameter allowed: the keys that may stand here; another one is a problem that lists them.
    public init(_ setting: Setting, allowed: [String], problems: Problems) {
        self.setting = setting
        self.problems = problems
        guard case .mapping(let found) = setting.value else {
            problems.add("expected a mapping with keys from: \(allowed.joined(separator: ", "))", at: setting)
            entries = [:]
            return
        }
        for entry in found where !allowed.contains(entry.key) {
            problems.add(
                SettingProblem(
                    file: setting.file, line: entry.keyLine, column: entry.keyColumn,
                    message: "unknown key \"\(entry.key)\"; allowed here: \(allowed.joined(separator: ", "))"))
        }
        entries = Dictionary(found.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The setting of a key, unless it is absent or null.
    public subscript(key: String) -> Setting? {
        guard let setting = entries[key], !setting.isNull else { return nil }
        return setting
    }

    public func required(_ key: String) -> Setting? {
        if let setting = self[key] { return setting }
        problems.add("\"\(key)\" is missing", at: setting)
        return nil
    }

    public func requiredText(_ key: String) -> String? { required(key).flatMap { text($0, key) } }

    public func text(_ key: String) -> String? { self[key].flatMap { text($0, key) } }

    private func text(_ setting: Setting, _ key: String) -> String? {
        if let text = setting.text { return text }
        problems.add("\"\(key)\" must be a single value", at: setting)
        return nil
    }

    public func integer(_ key: String) -> Int? {
        parsed(key, expected: "a whole number") { Int($0) }
    }

    /// A whole number within bounds.
    public func integer(_ key: String, in bounds: ClosedRange<Int>) -> Int? {
        parsed(key, expected: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)") { text in
            Int(text).flatMap { bounds.contains($0) ? $0 : nil }
        }
    }

    /// A plain decimal number: digits, at most one point, an optional sign and exponent.
    public func number(_ key: String) -> Double? {
        parsed(key, expected: "a number", Setting.number)
    }

    public func flag(_ key: String) -> Bool? {
        parsed(key, expected: "true or false") { ["true": true, "false": false][$0] }
    }

    /// A value that must be one of some words.
    public func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
    where Choice.RawValue == String {
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return parsed(key, expected: "one of: \(words)") { Choice(rawValue: $0) }
    }

    /// A value that a parser must accept.
    public func parsed<Value>(_ key: String, expected: String, _ parse: (String) -> Value?) -> Value? {
        guard let setting = self[key] else { return nil }
        if let text = setting.text, let value = parse(text) { return value }
        problems.add("\"\(key)\" must be \(expected)", at: setting)
        return nil
    }

    /// A list, or a single item as a list of one. Empty where the key is absent.
    public func items(_ key: String) -> [Setting] {
        guard let setting = self[key] else { return [] }
        if case .list(let items) = setting.value { return items }
        return [setting]
    }

    /// A list of single values, or one of them.
    public func texts(_ key: String) -> [String] {
        items(key).compactMap { text($0, key) }
    }

    /// The entries of a mapping under a key, in their order. Empty where the key is absent.
    public func pairs(_ key: String) -> [Setting.Entry] {
        guard let setting = self[key] else { return [] }
        if case .mapping(let entries) = setting.value { return entries }
        problems.add("\"\(key)\" must be a mapping", at: setting)
        return []
    }

    public func map(_ key: String, allowed: [String]) -> SettingMap? {
        self[key].map { SettingMap($0, allowed: allowed, problems: problems) }
    }
}

extension Setting {
    /// Reads a plain decimal number; nil for anything that only a lenient reader would take (`nan`, `0x1`, `1,000`).
    public static func number(_ text: String) -> Double? {
        let allowed = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
        }
        guard allowed, let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
