import Configuration
import Foundation
import Identity
import Ingest
import Records
import TestSupport

/// A delivery of extracts, in a folder of its own while it is read, and the settings that read it.
struct Delivery {
    var files: [String: [UInt8]] = [:]
    /// By table: the settings of each of its sources, a line each, beside `table`.
    var sources: [Table: [[String]]] = [:]
    var optOuts: OptOutPolicy = .listed
    var idKind: IdentifierKind = .pseudonym
    var key: PseudonymKey?
    var sensitive = SensitiveCodes.none
    var runDate = Day(year: 2024, month: 6, day: 1)
    var refusesFutureExtracts = true
    var threads = 2
    /// Told the folder before it is read.
    var preparation: (@Sendable (URL) throws -> Void)?

    /// Persons and nobody who objects.
    static func persons(_ count: Int = 5) -> Delivery {
        var delivery = Delivery()
        delivery.optOuts = .appliedUpstream(by: "a", evidence: "b", on: "2024-06-01")
        delivery[.persons] = CleanTable.text(.persons, rows: count, persons: count)
        return delivery
    }

    /// Every table, clean.
    static func complete(rows: Int = 20, persons: Int = 10) -> Delivery {
        var delivery = Delivery()
        for table in Table.allCases {
            delivery[table] = CleanTable.text(table, rows: table == .persons ? persons : rows, persons: persons)
        }
        // Half of the people object at most.
        delivery[.optOuts] = CleanTable.text(.optOuts, rows: 2, persons: persons)
        return delivery
    }

    /// The text of a table's only file.
    subscript(table: Table) -> String {
        get { String(decoding: files["\(table.rawValue).csv"] ?? [], as: UTF8.self) }
        set {
            files["\(table.rawValue).csv"] = Array(newValue.utf8)
            if sources[table] == nil { sources[table] = [["files: \(table.rawValue).csv"]] }
        }
    }

    mutating func set(_ table: Table, _ bytes: [UInt8], settings: String...) {
        files["\(table.rawValue).csv"] = bytes
        sources[table] = [["files: \(table.rawValue).csv"] + settings]
    }

    /// Adds a line to the settings of a table's only source.
    mutating func setting(_ table: Table, _ lines: String...) {
        sources[table, default: [["files: \(table.rawValue).csv"]]][0] += lines
    }

    /// Lets half of a table's rows be damaged, where one alone would refuse the run.
    mutating func allowDamage(_ table: Table) {
        if table == .optOuts { setting(table, "quarantine_limit: 50%") }
    }

    /// Adds a source of a table.
    mutating func source(_ table: Table, _ lines: String...) { sources[table, default: []].append(lines) }

    /// The settings as an operator would write them.
    var settings: String {
        Table.allCases.flatMap { table in
            (sources[table] ?? []).enumerated().map { place, lines in
                "- table: \(table.rawValue)\n  name: \(table.rawValue)\(place == 0 ? "" : "-\(place)")\n"
                    + lines.map { "  \($0)\n" }.joined()
            }
        }.joined()
    }

    func parsedSources() throws -> [Source] {
        let problems = Problems()
        let setting = try Setting.parse(settings, file: "run.yaml")
        guard case .list(let items) = setting.value else { return [] }
        let sources = items.compactMap { Source($0, problems: problems) }
        Source.checkTogether(sources, problems)
        try problems.throwIfAny()
        return sources
    }

    /// - Parameter progress: told of each block.
    func ingest(progress: @escaping @Sendable (Ingest.Step) -> Void = { _ in }) async throws -> IngestResult {
        try await read(progress: progress) { ingest in try await ingest.run() }
    }

    func register(numbersOf practices: Set<String>) async throws -> Register {
        try await read { ingest in try await ingest.register(numbersOf: practices) }
    }

    /// A folder that holds a delivery's files.
    struct Written {
        let url: URL

        func remove() { try? FileManager.default.removeItem(at: url) }
    }

    func written() throws -> Written {
        // Thousands of deliveries are written.
        let folder = Written(url: TestFolder.path("delivery", isInMemory: true))
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        for (name, bytes) in files { try Data(bytes).write(to: folder.url.appending(path: name)) }
        return folder
    }

    private func read<Result>(
        progress: @escaping @Sendable (Ingest.Step) -> Void = { _ in }, _ body: (inout Ingest) async throws -> Result
    ) async throws -> Result {
        let folder = try written()
        defer { folder.remove() }
        try preparation?(folder.url)
        var ingest = Ingest(
            IngestPlan(
                sources: try parsedSources(), optOuts: optOuts, idKind: idKind, key: key, sensitive: sensitive,
                directory: folder.url, retention: Self.everything, runDate: runDate,
                refusesFutureExtracts: refusesFutureExtracts, threads: threads), progress: progress)
        return try await body(&ingest)
    }

    /// The sentence with which the delivery is refused; nil where it is taken.
    func refusal() async -> String? {
        do {
            _ = try await ingest()
            return nil
        } catch {
            return "\(error)"
        }
    }

    static let everything = Retention(
        fields: Dictionary(uniqueKeysWithValues: Table.allCases.map { ($0, Set($0.fields.map(\.name))) }))
}
