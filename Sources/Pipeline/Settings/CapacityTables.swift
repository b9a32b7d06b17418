import Cohorts
import Configuration
import Foundation
import Hashing
import Ingest
import Tabular

/// How many places each practice has for a programme, in a CSV file beside the configuration.
///
/// ```yaml
/// capacities:
///   complex-long-term-conditions: { file: community-matrons.csv, others: refuse }   # or a number
/// ```
///
/// The file has the columns `practice_code` and `places`, a row for each practice. `others` says what becomes of a practice
/// that it does not name: the run is refused, or it has that number, and its list says so.
struct CapacityTables: Sendable {
    private let tables: [String: Capacity.Table]
    /// Where each stands in the configuration.
    private let settings: [String: Setting]
    /// By programme: the file's name and SHA-256.
    private let fingerprints: [String: (file: String, sha256: String)]

    private static let columns = ["practice_code", "places"]

    init(_ map: SettingMap, directory: URL, problems: Problems) {
        var tables: [String: Capacity.Table] = [:]
        var settings: [String: Setting] = [:]
        var fingerprints: [String: (file: String, sha256: String)] = [:]
        for entry in map.pairs("capacities") {
            settings[entry.key] = entry.value
            let map = SettingMap(entry.value, allowed: ["file", "others"], problems: problems)
            guard case .mapping = entry.value.value else { continue }
            let path = map.requiredText("file")
            let others = Self.others(map)
            guard let path, let others else { continue }
            let url = URL(filePath: RunConfiguration.absolute(path, directory))
            guard let text = try? String(contentsOf: url, encoding: .utf8) else {
                problems.add("there is no such file, or it is not UTF-8 text", at: map["file"] ?? entry.value)
                continue
            }
            let file = url.lastPathComponent
            tables[entry.key] = Capacity.Table(
                file: file, places: Self.places(text, file: file, problems), others: others.number)
            fingerprints[entry.key] = (file, SHA256Digest(of: text).hexadecimal)
        }
        (self.tables, self.settings, self.fingerprints) = (tables, settings, fingerprints)
    }

    private enum Others {
        case refuse
        case number(Int)

        var number: Int? { if case .number(let number) = self { number } else { nil } }
    }

    private static let placesRule =
        "a whole number from \(Capacity.placesRange.lowerBound) to \(Capacity.placesRange.upperBound)"

    private static func others(_ map: SettingMap) -> Others? {
        guard map.required("others") != nil else { return nil }
        return map.parsed("others", expected: "refuse, or \(placesRule)") { text in
            text == "refuse" ? .refuse : number(text).map(Others.number)
        }
    }

    private static func number(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text).flatMap { Capacity.placesRange.contains($0) ? $0 : nil }
    }

    private static func places(_ text: String, file: String, _ problems: Problems) -> [String: Int] {
        var places: [String: Int] = [:]
        for row in CSVText.rows(text, file: file, allowed: columns, required: columns, problems: problems) {
            func problem(_ column: String, _ message: String) {
                problems.add(
                    SettingProblem(file: file, line: row.line, column: row.place(of: column), message: message))
            }
            let practice = row["practice_code"]
            if !PracticeCode.isValid(practice) { problem("practice_code", "practice_code: \(PracticeCode.rule)") }
            if places[practice] != nil {
                problem("practice_code", "this practice stands above already: name each once")
            }
            guard let number = number(row["places"]) else {
                problem("places", "places must be \(placesRule)")
                continue
            }
            places[practice] = number
        }
        return places
    }

    /// Tells of tables for what is none of the programmes.
    func check(programmes: [String], _ problems: Problems) {
        for (id, setting) in settings where !programmes.contains(id) {
            problems.add("capacities: \(id) is none of the programmes", at: setting)
        }
    }

    /// Gives each programme its table; tells of tables for those that do not take so many of each practice.
    func applied(to programmes: [Programme], _ problems: Problems) -> [Programme] {
        programmes.map { programme in
            guard let table = tables[programme.id], let setting = settings[programme.id] else { return programme }
            if let taking = programme.taking(table) { return taking }
            problems.add(
                "capacities: the programme \(programme.id) does not take so many of each practice: its select has no "
                    + "per_practice", at: setting)
            return programme
        }
    }

    /// What an operator should know: practices that a table names, and nobody is registered with.
    /// - Parameter registered: by practice code.
    func warnings(registered: [String: Int]) -> [String] {
        tables.sorted { $0.key < $1.key }.compactMap { id, table in
            let unknown = table.places.keys.filter { registered[$0] == nil }.sorted()
            guard !unknown.isEmpty else { return nil }
            return "capacities of \(id): nobody is registered with these practices of \(table.file): "
                + unknown.joined(separator: ", ")
        }
    }

    /// For the manifest: by programme, the file and its SHA-256; nil where there is none.
    var json: JSONValue? {
        guard !fingerprints.isEmpty else { return nil }
        return .object(
            fingerprints.mapValues { file, sha256 in ["file": .string(file), "sha256": .string(sha256)] })
    }
}
