import Foundation
import Ledger
import Pipeline
import SyntheticPopulation
import TestSupport

/// A small synthetic population of its own, and nights on which it is run.
final class Nights {
    let folder: URL
    var output: String { folder.appending(path: "out").path }
    var ledgerPath: String { output + "/ledger.sqlite" }
    var configuration: URL { folder.appending(path: "configuration.yaml") }
    private var programme: URL { folder.appending(path: "listed.yaml") }
    private let persons: Int

    /// - Parameters:
    ///   - programme: lines that the programme has beside the usual ones.
    ///   - settings: lines that the configuration has beside the usual ones.
    init(persons: Int = 1_500, programme more: String = "", settings: String = "") async throws {
        folder = TestFolder.path("nights")
        self.persons = persons
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await synthesise()
        try """
        title: Listed
        model: emergency-admission-12m
        eligible: age >= 18
        select: { share: 4% }
        \(more)
        """.write(to: programme, atomically: true, encoding: .utf8)
        let tables = [
            "persons", "practices", "admissions", "emergency_attendances", "outpatient_appointments", "gp_events",
            "prescriptions", "community_contacts", "mental_health_contacts", "social_care_services", "opt_outs",
            "caseload", "reviews",
        ]
        let sources = tables.map {
            "  - { table: \($0), files: \"extracts/\($0).csv\", extracted_on: 2025-04-01, may_be_empty: true }\n"
        }
        try """
        anticipate: 1
        synthetic: true
        models_folder: \(Sample.repository.appending(path: "Models").path)
        programmes: [listed.yaml]
        threads: 2
        \(settings)
        sources:
        \(sources.joined())
        """.write(to: configuration, atomically: true, encoding: .utf8)
    }

    private func synthesise(effect: PlantedEffect? = nil) async throws {
        try await Synthesis(
            persons: persons, seed: 5, folder: folder.appending(path: "extracts").path, isCompressed: false,
            personsPerPractice: 500, tasks: 2, truthDay: nil, effect: effect
        ).run()
    }

    /// Makes the extracts again, with an effect on those who are on the last issue.
    /// - Parameter change: such as `-10%`.
    func plant(_ change: String, on date: String) async throws {
        let treated = folder.appending(path: "treated.csv")
        try (["person_id,from"] + members().map { "\($0["person_id"]!),\(date)" }).joined(separator: "\n")
            .write(to: treated, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(at: folder.appending(path: "extracts"))
        try await synthesise(effect: TreatedPeople(path: treated.path).effect(change))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// - Returns: the run that is published then.
    @discardableResult
    func run(_ date: String, issues: Bool = false, acceptsChanges: Bool = false) async throws -> String {
        let request = RunRequest(
            configuration: configuration.path, dates: try RunDates(indexDate: date, runDate: nil), output: output,
            isDemonstration: true, acceptsChanges: acceptsChanges, issues: issues)
        return try await NightlyRun(request, progress: Sample.silent).run().id.description
    }

    /// Changes an extract, line by line; a line becomes nothing where the change gives nil.
    func change(_ table: String, _ change: ([String]) -> [String]?) throws {
        let url = folder.appending(path: "extracts/\(table).csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let changed = rows.compactMap { change($0)?.joined(separator: ",") }
        try ([String(lines[0])] + changed).joined(separator: "\n").appending("\n")
            .write(to: url, atomically: true, encoding: .utf8)
    }

    func add(_ line: String, to table: String) throws {
        let handle = try FileHandle(forWritingTo: folder.appending(path: "extracts/\(table).csv"))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data((line + "\n").utf8))
        try handle.close()
    }

    func edit(_ file: String, _ change: (String) -> String) throws {
        let url = folder.appending(path: file)
        try change(String(contentsOf: url, encoding: .utf8)).write(to: url, atomically: true, encoding: .utf8)
    }

    func published(_ path: String) throws -> [[String: String]] {
        let url = folder.appending(path: "out/latest").resolvingSymlinksInPath().appending(path: path)
        let lines = try Sample.text(url).split(separator: "\n").map(Sample.fields)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    func write(_ text: String, to file: String) throws {
        try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
    }

    /// The names of an extract's columns.
    func header(of table: String) throws -> [String] {
        let text = try String(contentsOf: folder.appending(path: "extracts/\(table).csv"), encoding: .utf8)
        return text.split(separator: "\n").first.map(Sample.fields) ?? []
    }

    /// The rows of an extract, by column.
    func extract(_ table: String) throws -> [[String: String]] {
        let url = folder.appending(path: "extracts/\(table).csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(Sample.fields)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    func members() throws -> [[String: String]] { try published("restricted/members/listed.csv.gz") }
    func movement() throws -> [[String: String]] { try published("restricted/movement/listed.csv.gz") }

    func manifest() throws -> [String: Any] {
        let url = folder.appending(path: "out/latest/MANIFEST.json")
        return try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
    }

    func issue() throws -> [String: Any] {
        (try manifest()["facts"] as? [String: Any])?["issue"] as? [String: Any] ?? [:]
    }

    func ledgerText() throws -> String {
        let ledger = try Ledger(opening: ledgerPath)
        defer { try? ledger.close() }
        return try ledger.text()
    }

    /// What the ledger would be if it were made again.
    func rebuiltText() throws -> String {
        _ = try LedgerQuestions(output: output).rebuild()
        return try ledgerText()
    }
}
