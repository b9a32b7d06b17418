import Configuration

extension Condition {
    /// What the condition asks that a table's fields cannot answer, in sentences; empty where nothing.
    /// - Parameter fields: those that may be tested, in the order in which to tell them.
    public func faults(table: Table, fields: [Field]) -> [String] {
        switch self {
        case .all(let parts), .any(let parts): return parts.flatMap { $0.faults(table: table, fields: fields) }
        case .not(let part): return part.faults(table: table, fields: fields)
        case .isIn(let name, _), .isInList(let name, _), .startsWith(let name, _), .compares(let name, _, _),
            .isMissing(let name):
            guard let field = fields.first(where: { $0.name == name }) else {
                let known = fields.map(\.name).joined(separator: ", ")
                return ["\(table.rawValue) has no field \"\(name)\"; it has: \(known)"]
            }
            return fault(field).map { [$0] } ?? []
        }
    }

    /// The same, and what the code lists that it names do not go with.
    public func faults(table: Table, fields: [Field], lists: CodeLists) -> [String] {
        faults(table: table, fields: fields)
            + listTests.compactMap { test in
                fields.first { $0.name == test.field }.flatMap { lists.fault(of: test.list, against: $0) }
            }
    }

    /// The tests against code lists.
    private var listTests: [(field: String, list: String)] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.listTests)
        case .not(let part): part.listTests
        case .isInList(let field, let list): [(field, list)]
        default: []
        }
    }

    /// What is wrong with a test of one field.
    private func fault(_ field: Field) -> String? {
        if case .isMissing = self { return nil }
        switch field.kind {
        case .day, .dayOrMoment, .moment:
            return "the field \"\(field.name)\" holds days: test only whether it is given or missing"
        case .ready:
            return "the field \"\(field.name)\" is a feature's, and can only be its value"
        case .personID, .text:
            return "the field \"\(field.name)\" holds words: test only whether it is given or missing"
        case .number:
            guard case .compares(_, _, let value) = self, Setting.number(value) != nil else {
                return "the field \"\(field.name)\" holds numbers: compare it with one, or test that it is given"
            }
            return nil
        case .oneOf(let values): return fault(field, among: values)
        case .code, .icd10, .icd10List, .practiceCode: return orderFault
        }
    }

    private func fault(_ field: Field, among values: [String]) -> String? {
        var named: [String] = []
        switch self {
        case .isIn(_, let texts): named = texts
        case .compares(_, .equal, let text), .compares(_, .notEqual, let text): named = [text]
        default: return orderFault
        }
        guard let unknown = named.first(where: { !values.contains($0) }) else { return nil }
        return "the field \"\(field.name)\" has no value \"\(unknown)\"; it has: \(values.joined(separator: ", "))"
    }

    private var orderFault: String? {
        guard case .compares(let field, let comparison, let value) = self, comparison != .equal,
            comparison != .notEqual, Setting.number(value) == nil
        else { return nil }
        return "\"\(comparison.rawValue)\" compares the field \"\(field)\" with a number only"
    }
}
