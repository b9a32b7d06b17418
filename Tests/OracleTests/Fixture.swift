import Configuration
import FeatureData
import Features
import Foundation
import Hashing
import Ingest
import Records
import Tabular
import TestSupport

/// The fixture of `Tests/Oracle`, read by the engine and by the plainest reader there is.
enum Fixture {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let folder = root.appending(path: "Tests/Oracle/Fixtures")

    static func ingest(shuffledBy seed: UInt64?) async throws -> IngestResult {
        let extracts = try seed.map { try shuffled($0) } ?? folder.appending(path: "extracts")
        defer { if seed != nil { try? FileManager.default.removeItem(at: extracts) } }
        var ingest = Ingest(
            IngestPlan(
                sources: try sources(seed == nil ? ".csv.gz" : ".csv"), optOuts: .listed, idKind: .pseudonym,
                directory: extracts, retention: try catalogue().retention,
                runDate: Day(year: 2025, month: 4, day: 1), refusesFutureExtracts: true, threads: 2))
        return try await ingest.run()
    }

    private static func sources(_ suffix: String) throws -> [Source] {
        let problems = Problems()
        let settings = Table.allCases.map {
            "- table: \($0.rawValue)\n  files: \($0.rawValue)\(suffix)\n  extracted_on: 2025-04-01\n"
                + "  may_be_empty: true\n"
        }
        guard case .list(let items) = try Setting.parse(settings.joined(), file: "run.yaml").value else { return [] }
        let sources = items.compactMap { Source($0, problems: problems) }
        try problems.throwIfAny()
        return sources
    }

    static func catalogue() throws -> Catalogue {
        try Catalogue(
            path: root.appending(path: "Models/catalogues/default.yaml").path,
            codeLists: root.appending(path: "Models/codelists").path
        ) { SHA256Digest(of: $0).hexadecimal }
    }

    /// The features of all who are scored on a day, by id.
    static func features(_ population: Population, on day: Day) -> (names: [String], rows: [String: [Double]]) {
        let histories = population.histories(at: day)
        guard let plan = try? catalogue().plan(for: histories) else { return ([], [:]) }
        let persons = (0..<population.persons.count).filter {
            population.persons.standing(of: $0, at: day) == .scored
        }
        var matrix = FeatureMatrix(columns: plan.columns)
        var evaluator = plan.evaluator()
        evaluator.evaluate(persons.map(Int32.init)[...], into: &matrix)
        let rows = persons.enumerated().map { (population.persons.ids[$1], matrix.row($0)) }
        return (plan.columns.map(\.name), Dictionary(uniqueKeysWithValues: rows))
    }

    /// The oracle's values by id and feature.
    static func expected(_ date: String) throws -> [String: [String: Double]] {
        let lines = try text(folder.appending(path: "expected-\(date).csv.gz")).split(separator: "\n")
        let names = lines[0].split(separator: ",").map(String.init)
        var rows: [String: [String: Double]] = [:]
        for line in lines.dropFirst() {
            let values = line.split(separator: ",", omittingEmptySubsequences: false)
            rows[String(values[0])] = Dictionary(
                uniqueKeysWithValues: zip(names, values).dropFirst().map { ($0, Double($1) ?? .nan) })
        }
        return rows
    }

    /// A folder with the extracts' rows in another order.
    private static func shuffled(_ seed: UInt64) throws -> URL {
        let folder = TestFolder.path("anticipate")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var random = SplitMix(state: seed)
        for table in Table.allCases {
            let extract = Self.folder.appending(path: "extracts/\(table.rawValue).csv.gz")
            let lines = try text(extract).split(separator: "\n")
            let rows = [lines[0]] + lines.dropFirst().shuffled(using: &random)
            try Data(rows.joined(separator: "\n").utf8).write(to: folder.appending(path: "\(table.rawValue).csv"))
        }
        return folder
    }

    private static func text(_ file: URL) throws -> String {
        let source = try GzipSource(MemorySource(Array(Data(contentsOf: file))), name: file.lastPathComponent)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}
