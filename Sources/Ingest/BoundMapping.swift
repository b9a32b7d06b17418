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

    /// Ties a mapping to the names of a file's columns.
    /// - Parameters:
    ///   - isHeader: whether the names come from the file; otherwise the configuration declares them.
    ///   - lookups: by the file that the mapping names.
    init(
        _ source: Source, file: String, names: [String], headerLine: [UInt8], kept: Set<String>,
        lookups: [FieldMapping.LookupReference: Lookup]
    ) throws {
        let used = Self.usedColumns(source)
        let places = try Self.places(names, known: used, file: file)
        try Self.checkUnknown(source, names: names, used: used, file: file)
        let optional = Self.optionalColumns(source)
        let missing = used.filter { places[$0.lowercased()] == nil && !optional.contains($0) }.sorted()
        guard missing.isEmpty else { throw IngestError.missingColumns(file: file, columns: missing) }
        func place(_ column: String) -> Int? { places[column.lowercased()] }

        self.source = source
        scanner = RecordScanner(
            delimiter: source.delimiter, columnCount: names.count, multiline: source.multiline, header: headerLine)
        filter = source.filter.map { RowFilter($0) { place($0)! } }
        fields = source.fields.compactMap { mapping in
            let columns = mapping.columns.compactMap(place)
            guard columns.count == mapping.columns.count else { return nil }
            return BoundField(
                mapping: mapping, columns: columns, lookup: mapping.lookup.flatMap { lookups[$0] },
                isKept: kept.contains(mapping.field.name))
        }
        receivedColumn = source.receivedColumn.flatMap(place)
        keyColumns = source.versions?.key.compactMap(place) ?? []
        versionColumn = source.versions.flatMap { place($0.version) }
    }

    private static func places(_ names: [String], known: Set<String>, file: String) throws -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() {
            guard places.updateValue(place, forKey: name.lowercased()) == nil else {
                throw IngestError.duplicateHeader(
                    file: file, column: HeaderLine.words(for: names, at: [place], known: known)[0])
            }
        }
        return places
    }

    private static func usedColumns(_ source: Source) -> Set<String> {
        var used = Set(source.fields.flatMap(\.columns))
        used.formUnion(source.filter?.fields ?? [])
        used.formUnion(source.versions?.key ?? [])
        used.formUnion([source.versions?.version, source.receivedColumn].compactMap { $0 })
        return used
    }

    /// Columns that may be absent: those of fields that are not required and are mapped by their own name only.
    private static func optionalColumns(_ source: Source) -> Set<String> {
        Set(
            source.fields.filter {
                !$0.field.isRequired && !$0.isRequired && $0.columns == [$0.field.name] && $0.isDirect
            }
            .map(\.field.name)
        ).subtracting(source.filter?.fields ?? [])
    }

    private static func checkUnknown(_ source: Source, names: [String], used: Set<String>, file: String) throws {
        guard case .named(let ignored) = source.ignored else { return }
        let known = Set((used.union(ignored)).map { $0.lowercased() })
        let unknown = names.indices.filter { !known.contains(names[$0].lowercased()) }
        guard unknown.isEmpty else {
            throw IngestError.unknownColumns(
                file: file, columns: HeaderLine.words(for: names, at: unknown, known: known), known: known.sorted())
        }
    }
}
