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
    let versionColumn: Int?
    /// The column that numbers the episodes of a spell.
    let episodeColumn: Int?
    /// Stands for what is made of a row's bytes: rows of the same bytes are the same only under the same mapping.
    let salt: UInt64

    /// Ties a mapping to the names of a file's columns.
    /// - Parameters:
    ///   - isHeader: whether the names come from the file; otherwise the configuration declares them.
    ///   - lookups: by the file that the mapping names.
    init(
        _ source: Source, file: String, names: [String], headerLine: [UInt8], kept: Set<String>,
        lookups: [FieldMapping.LookupReference: Lookup], sensitive: SensitiveCodes = .none
    ) throws {
        let used = Self.usedColumns(source)
        if !headerLine.isEmpty { try Self.checkIsHeader(names, used: used, file: file) }
        let places = try Self.places(names, file: file)
        try Self.checkUnknown(source, names: names, used: used, file: file)
        let optional = Self.optionalColumns(source)
        let missing = used.filter { places[$0.lowercased()] == nil && !optional.contains($0) }.sorted()
        guard missing.isEmpty else { throw IngestError.missingColumns(file: file, columns: missing) }
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
        receivedColumn = source.receivedColumn.flatMap(place)
        keyColumns = source.versions?.key.compactMap(place) ?? []
        versionColumn = source.versions.flatMap { place($0.version) }
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

    /// A row that stands where the header should be is not shown: its values may be identifiers.
    private static func checkIsHeader(_ names: [String], used: Set<String>, file: String) throws {
        let known = Set(used.map { $0.lowercased() })
        guard known.isEmpty || names.contains(where: { known.contains($0.lowercased()) }) else {
            throw IngestError.notAHeader(file: file)
        }
    }

    private static func places(_ names: [String], file: String) throws -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() {
            guard places.updateValue(place, forKey: name.lowercased()) == nil else {
                throw IngestError.duplicateHeader(file: file, column: HeaderLine.shown(name, place: place))
            }
        }
        return places
    }

    private static func usedColumns(_ source: Source) -> Set<String> {
        columnsBesideFields(source).union(source.fields.flatMap(\.columns))
    }

    /// The columns that rows are left out, replaced, dated or put in order by.
    private static func columnsBesideFields(_ source: Source) -> Set<String> {
        var columns = source.filter?.fields ?? []
        columns.formUnion(source.versions?.key ?? [])
        columns.formUnion([source.versions?.version, source.receivedColumn, source.merge?.order].compactMap { $0 })
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

    private static func checkUnknown(_ source: Source, names: [String], used: Set<String>, file: String) throws {
        guard case .named(let ignored) = source.ignored else { return }
        let known = Set((used.union(ignored)).map { $0.lowercased() })
        let unknown = names.enumerated().filter { !known.contains($1.lowercased()) }
            .map { HeaderLine.shown($1, place: $0) }
        guard unknown.isEmpty else {
            throw IngestError.unknownColumns(
                file: file, columns: unknown, known: known.sorted())
        }
    }
}
