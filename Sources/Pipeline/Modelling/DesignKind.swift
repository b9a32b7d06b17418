import Configuration

/// What a design is of. Each kind has a key that the other has not.
enum DesignKind: String {
    case extracts = "outcome"
    case table

    /// Whether a design has the key of this kind.
    func isOf(_ setting: Setting) -> Bool {
        guard case .mapping(let entries) = setting.value else { return false }
        return entries.contains { $0.key == rawValue }
    }

    /// - Throws: `SettingsRefused` where the design is of the other kind: else every key of it would be called unknown.
    func check(_ setting: Setting) throws {
        guard case .mapping(let entries) = setting.value else { return }
        let keys = entries.map(\.key)
        let other: Self = self == .extracts ? .table : .extracts
        guard !keys.contains(rawValue), let key = entries.first(where: { $0.key == other.rawValue }) else { return }
        let problems = Problems()
        problems.add("this is a design of \(other.words); say \(other.option), or name another design", at: key.value)
        try problems.throwIfAny()
    }

    private var words: String {
        switch self {
        case .extracts: "extracts, as \"outcome\" tells"
        case .table: "a ready table, as \"table\" tells"
        }
    }

    private var option: String {
        switch self {
        case .extracts: "--config"
        case .table: "--table"
        }
    }
}
