import Configuration

/// A feature's name, in which `*` stands for any letters: `em_adm_*`.
public struct FeaturePattern: Sendable, Equatable {
    let text: String
    private let parts: [Substring]

    public init(_ text: String) {
        self.text = text
        parts = text.split(separator: "*", omittingEmptySubsequences: false)
    }

    public func matches(_ name: String) -> Bool {
        guard parts.count > 1 else { return name == parts[0] }
        guard name.hasPrefix(parts[0]) else { return false }
        var rest = name.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }

    /// Tells of each pattern that matches none of the names.
    static func check(
        _ patterns: [FeaturePattern], at setting: Setting, among names: [String], _ problems: Problems
    ) {
        for pattern in patterns where !names.contains(where: pattern.matches) {
            problems.add("no feature is named like \"\(pattern.text)\"", at: setting)
        }
    }
}
