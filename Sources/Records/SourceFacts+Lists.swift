import Configuration

/// Lists of a code system can only be held against a field of that system, and of a source that records them.
extension SourceFacts {
    /// Why a condition's code lists cannot be held against a table of this source, in a sentence; nil where they can.
    public func reason(against condition: Condition, of table: Table, lists: CodeLists) -> String? {
        switch condition {
        case .all(let parts), .any(let parts):
            parts.lazy.compactMap { reason(against: $0, of: table, lists: lists) }.first
        case .not(let part): reason(against: part, of: table, lists: lists)
        case .isInList(let field, let list): reason(against: list, of: table, field: field, only: nil, lists: lists)
        default: nil
        }
    }

    /// The same for one list.
    /// - Parameter only: the one system of the list that counts; all of them where it is nil.
    public func reason(
        against list: String, of table: Table, field: String, only: String?, lists: CodeLists
    ) -> String? {
        if lacks(list: list) { return "the source of \(table.rawValue) does not record \(list)" }
        guard let own = fields[field] ?? nil else { return nil }
        let systems = only.map { [$0] } ?? (lists[list]?.systems.sorted() ?? [])
        guard !systems.contains(own) else { return nil }
        return "\(field) of \(table.rawValue) is in the code system \(own), not \(systems.joined(separator: " or "))"
    }
}
