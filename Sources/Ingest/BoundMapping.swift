import Configuration
import Records
import Tabular

/// A source's mapping, tied to the columns of one file.
struct BoundMapping: Sendable {
    struct BoundField: Sendable {
        let mapping: FieldMapping
        /// Places of the mapping's columns in the file.
        let columns: [Int]
        let lookup: Lookup?
        /// Whether a later stage looks at it.
        let isKept: Bool
        /// What tells its sensitive codes; nil where it can have none.
        let sensitive: SensitiveCodes.Test?

        var field: Field { mapping.field }
        /// The column to name in a message.
        var columnName: String { mapping.columns.first ?? field.name }
    }

    let source: Source
    let scanner: RecordScanner
    let filter: RowFilter?
    let fields: [BoundField]
    let receivedColumn: Int?
    let keyColumns: [Int]
    /// Nil where there are no versions, or the day of the file is a row's.
    let versionColumn: Int?
    /// The column that numbers the episodes of a spell.
    let episodeColumn: Int?
    /// Stands for what is made of a row's bytes: rows of the same bytes are the same only under the same mapping.
    let salt: UInt64

    /// Ties a mapping to the names of a file's columns.
    /// - Parameters:
    ///   - headerLine: empty where the configuration declares the names.
    ///   - lookups: by the file that the mapping names.
    /// - Throws: the first of `problems`.
    init(
        _ source: Source, file: String, names: [String], headerLine: [UInt8], kept: Set<String>,
        lookups: [FieldMapping.LookupReference: Lookup], sensitive: SensitiveCodes = .none
    ) throws {
        let problems = Self.problems(source, file: file, names: names, isHeader: !headerLine.isEmpty)
        if let first = problems.first { throw first }
        let places = Self.places(names)
        func place(_ column: String) -> Int? { places[column.lowercased()] }

        self.source = source
        scanner = RecordScanner(
            delimiter: source.delimiter, columnCount: names.count, multiline: source.multiline, header: headerLine,
            keepsDamaged: source.table == .optOuts || source.table == .persons)
        filter = source.filter.map { RowFilter($0) { place($0)! } }
        fields = source.fields.compactMap { mapping in
            let columns = mapping.columns.compactMap(place)
            guard columns.count == mapping.columns.count else { return nil }
            return BoundField(
                mapping: mapping, columns: columns, lookup: mapping.lookup.flatMap { lookups[$0] },
                isKept: kept.contains(mapping.field.name), sensitive: sensitive.test(of: mapping))
        }
        receivedColumn = source.received.flatMap { place($0.column) }
        keyColumns = source.versions?.key.compactMap(place) ?? []
        versionColumn = source.versions?.column.flatMap(place)
        episodeColumn = source.merge?.order.flatMap(place)
        salt = Self.salt(fields)
    }

    /// The place of a field among the mapping's.
    func place(of field: String?) -> Int? { fields.firstIndex { $0.field.name == field } }

    private static func salt(_ fields: [BoundField]) -> UInt64 {
        let text = fields.map { "\($0.columns) \($0.mapping.identity)" }.joined(separator: "\n")
        let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
        return padded.withUnsafeBufferPointer { ByteHash.hash($0.baseAddress!, padded.count - 16) }
    }

    /// What keeps a mapping from being tied to the names of a file's columns.
    /// - Parameter isHeader: whether the names come from the file; otherwise the configuration declares them.
    static func problems(_ source: Source, file: String, names: [String], isHeader: Bool) -> [IngestError] {
        let used = usedColumns(source)
        let optional = optionalColumns(source)
        if isHeader, !Self.names(names, areHeaderOf: used.subtracting(optional), used, id: source.idColumn) {
            return [.notAHeader(file: file)]
        }
        let places = places(names)
        let repeated = names.enumerated().filter { places[$1.lowercased()] != $0 }
        let missing = used.filter { places[$0.lowercased()] == nil && !optional.contains($0) }.sorted()
        return repeated.map { .duplicateHeader(file: file, column: HeaderLine.shown($1, place: $0)) }
            + (unknownColumns(source, names: names, used: used, file: file).map { [$0] } ?? [])
            + (missing.isEmpty ? [] : [.missingColumns(file: file, columns: missing)])
    }

    /// A row that stands where the header should be is not shown: its values may be identifiers. One of them may be a
    /// column's name by chance. So a header names the column of the ids, or half of what it has is known, or half of the
    /// columns that must be there are in it.
    private static func names(
        _ names: [String], areHeaderOf needed: Set<String>, _ used: Set<String>, id: String?
    ) -> Bool {
        let known = Set(used.map { $0.lowercased() })
        guard !known.isEmpty else { return true }
        let named = Set(names.map { $0.lowercased() })
        if let id, named.contains(id.lowercased()) { return true }
        let found = needed.count { named.contains($0.lowercased()) }
        return found > 0 && 2 * found >= needed.count || 2 * named.intersection(known).count >= names.count
    }

    private static func places(_ names: [String]) -> [String: Int] {
        Dictionary(names.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func usedColumns(_ source: Source) -> Set<String> {
        columnsBesideFields(source).union(source.fields.flatMap(\.columns))
    }

    /// The columns that rows are left out, replaced, dated or put in order by.
    private static func columnsBesideFields(_ source: Source) -> Set<String> {
        var columns = source.filter?.fields ?? []
        columns.formUnion(source.versions?.key ?? [])
        columns.formUnion([source.versions?.column, source.received?.column, source.merge?.order].compactMap { $0 })
        return columns
    }

    /// Columns that may be absent: those of fields that are not required and are mapped by their own name only.
    private static func optionalColumns(_ source: Source) -> Set<String> {
        Set(
            source.fields.filter {
                !$0.field.isRequired && !$0.isRequired && $0.columns == [$0.field.name] && $0.isDirect
            }
            .map(\.field.name)
        ).subtracting(columnsBesideFields(source))
    }

    private static func unknownColumns(
        _ source: Source, names: [String], used: Set<String>, file: String
    ) -> IngestError? {
        guard case .named(let ignored) = source.ignored else { return nil }
        let known = Set((used.union(ignored)).map { $0.lowercased() })
        let unknown = names.enumerated().filter { !known.contains($1.lowercased()) }
            .map { HeaderLine.shown($1, place: $0) }
        return unknown.isEmpty ? nil : .unknownColumns(file: file, columns: unknown, known: known.sorted())
    }
}

extension Source {
    /// The column that people's ids stand in; nil where there is none, or several make one.
    fileprivate var idColumn: String? {
        let columns = fields.first { $0.field.name == "person_id" }?.columns ?? []
        return columns.count == 1 ? columns[0] : nil
    }
}
