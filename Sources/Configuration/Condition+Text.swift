extension Condition: CustomStringConvertible {
    /// The condition as settings write it, with every value quoted and every group in parentheses: one text for one
    /// meaning, which fingerprints are taken of.
    public var description: String {
        switch self {
        case .all(let parts): "(" + parts.map(\.description).joined(separator: " and ") + ")"
        case .any(let parts): "(" + parts.map(\.description).joined(separator: " or ") + ")"
        case .not(let part): "not \(part)"
        case .isIn(let field, let values): "\(field) in \(Self.list(values))"
        case .isInList(let field, let list): "\(field) in list \(list)"
        case .startsWith(let field, let values): "\(field) starts with \(Self.list(values))"
        case .compares(let field, let comparison, let value): "\(field) \(comparison.rawValue) '\(value)'"
        case .isMissing(let field): "\(field) is missing"
        }
    }

    private static func list(_ values: [String]) -> String {
        "[" + values.map { "'\($0)'" }.joined(separator: ", ") + "]"
    }
}
