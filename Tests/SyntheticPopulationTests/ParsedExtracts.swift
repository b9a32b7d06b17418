import Testing

/// Extracts as tables of named fields.
struct ParsedExtracts: Sendable {
    private let tables: [String: ParsedTable]

    init(_ extracts: Extracts) {
        tables = Dictionary(
            uniqueKeysWithValues: extracts.files.filter { $0.key.hasSuffix(".csv") }.map { name, bytes in
                (String(name.dropLast(4)), ParsedTable(bytes))
            })
    }

    subscript(_ table: String) -> ParsedTable {
        get throws { try #require(tables[table]) }
    }

    var names: [String] { tables.keys.sorted() }
}
