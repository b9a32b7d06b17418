import Configuration

/// What later stages will look at, so that Ingest keeps that and no more. Every row is checked all the same.
public struct Retention: Sendable {
    /// The rows of a table that matter: those whose code is one of these, or begins with one of the prefixes.
    public struct CodesOfInterest: Sendable {
        public let field: String
        public private(set) var codes: Set<String>
        public private(set) var prefixes: Set<String>

        public init(field: String, codes: Set<String>, prefixes: Set<String>) {
            self.field = field
            self.codes = codes
            self.prefixes = prefixes
        }

        public func accepts(_ code: String) -> Bool {
            codes.contains(code) || prefixes.contains { code.hasPrefix($0) }
        }
    }

    /// The fields to keep, beside the person and the day.
    public var fields: [Table: Set<String>]
    /// Tables that are not named here keep all their accepted rows.
    public var rows: [Table: CodesOfInterest]

    public init(fields: [Table: Set<String>] = [:], rows: [Table: CodesOfInterest] = [:]) {
        self.fields = fields
        self.rows = rows
    }

    /// What either of two stages will look at.
    public func union(_ other: Retention) -> Retention {
        var union = Retention(fields: fields.merging(other.fields) { $0.union($1) })
        for (table, mine) in rows {
            // A table that the other looks at without naming codes is kept whole.
            guard other.fields[table] != nil else {
                union.rows[table] = mine
                continue
            }
            guard let theirs = other.rows[table], theirs.field == mine.field else { continue }
            union.rows[table] = CodesOfInterest(
                field: mine.field, codes: mine.codes.union(theirs.codes),
                prefixes: mine.prefixes.union(theirs.prefixes))
        }
        for (table, theirs) in other.rows where fields[table] == nil { union.rows[table] = theirs }
        return union
    }
}

extension Retention.CodesOfInterest {
    /// The codes of some tests against code lists, all of one field; nil where there is none, or they are of several.
    public init?(tests: [(field: String, list: String)], lists: CodeLists) {
        guard let field = tests.first?.field, tests.allSatisfy({ $0.field == field }) else { return nil }
        let entries = tests.flatMap { lists[$0.list]?.entries ?? [] }
        self.init(
            field: field, codes: Set(entries.filter { !$0.isPrefix }.map(\.code)),
            prefixes: Set(entries.filter(\.isPrefix).map(\.code)))
    }
}

extension Condition {
    /// The first test against a code list that every row which meets the condition must pass; nil where there is none.
    public var boundingTest: (field: String, list: String)? {
        switch self {
        case .isInList(let field, let list): (field, list)
        case .all(let parts): parts.lazy.compactMap(\.boundingTest).first
        default: nil
        }
    }
}
