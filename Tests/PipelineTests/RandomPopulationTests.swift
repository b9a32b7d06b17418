import Foundation
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Small random populations through whole nights: who objects is nowhere, a practice sees its own people, and people
/// are conserved.
///
/// So few by default that a test run does not wait for them; with `ANTICIPATE_FUZZ=1` ten thousand.
@Suite struct RandomPopulationTests {
    private static let count = ProcessInfo.processInfo.environment["ANTICIPATE_FUZZ"] == "1" ? 10_000 : 150

    @Test("In random populations no objector is in any output, no practice has another's people, and nobody is lost")
    func populations() async throws {
        let world = try RandomWorld()
        var generator = SplitMix(state: 20_250_301)
        var (listed, objecting) = (0, 0)
        for number in 0..<Self.count {
            let people = RandomPeople(&generator)
            let faults = try await world.faults(of: people)
            #expect(faults.problems == [], "population \(number)")
            listed += faults.listed
            objecting += people.objectors.count
        }
        // They are worth looking at: lists have people, and people object.
        #expect(listed > 2 * Self.count && objecting > Self.count)
    }
}

/// Some registered people, what happened to them, and who objects.
struct RandomPeople {
    private(set) var persons: [(id: String, practice: String, row: String)] = []
    private(set) var objectors: Set<String> = []
    private(set) var extracts: [String: String] = [:]

    private static let headers = [
        "persons":
            "person_id,date_of_birth,sex,practice_code,neighbourhood,registered_from,registered_to,date_of_death",
        "opt_outs": "person_id,kind,recorded_on",
        "admissions": "person_id,spell_id,admission_date,discharge_date,admission_method,primary_diagnosis",
        "emergency_attendances": "person_id,arrival,acuity",
        "gp_events": "person_id,event_date,code",
    ]

    init(_ generator: inout SplitMix) {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        func day(_ years: ClosedRange<Int>) -> String {
            Day(year: number(years), month: number(1...12), day: number(1...28)).description
        }
        var lines = Self.headers.mapValues { [$0] }
        let practices = number(1...4)
        for place in 0..<number(5...30) {
            let id = "person\(1_000 + place)"
            let practice = "A8100\(number(1...practices))"
            let (from, to) = (number(0...5) == 0 ? day(2024...2025) : "", number(0...7) == 0 ? day(2024...2025) : "")
            let death = number(0...9) == 0 ? day(2024...2025) : ""
            let row = "\(id),\(day(1930...2020)),\(number(1...2)),\(practice),N\(practice.last!),\(from),\(to),\(death)"
            lines["persons"]!.append(row)
            persons.append((id, practice, row))
            // Now and then somebody is registered twice, here or elsewhere.
            if number(0...14) == 0 { lines["persons"]!.append(row.replacing(practice, with: "A81001")) }
            if number(0...4) == 0 {
                objectors.insert(id)
                let kind = ["type1", "national", "risk_stratification"][number(0...2)]
                lines["opt_outs"]!.append("\(id),\(kind),\(day(2020...2024))")
            }
            for event in 0..<number(0...4) {
                lines["admissions"]!.append("\(id),\(place)\(event),\(day(2022...2024)),,21,J449")
                lines["emergency_attendances"]!.append("\(id),\(day(2022...2024)),\(number(1...5))")
                lines["gp_events"]!.append("\(id),\(day(2015...2024)),\(number(1...9))")
            }
        }
        lines["opt_outs"]!.append("person9999,type1,2020-01-01")
        objectors.insert("person9999")
        for table in lines.keys.sorted() {
            let rows = [lines[table]![0]] + lines[table]!.dropFirst().shuffled(using: &generator)
            extracts[table] = rows.joined(separator: "\n") + "\n"
        }
    }
}

/// The place in which one population after the other is run.
private final class RandomWorld {
    private let folder: URL
    private let preparation: Preparation
    private let dates: RunDates

    init() throws {
        let memory = URL(filePath: "/dev/shm")
        let parent =
            FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
        folder = parent.appending(path: "populations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "extracts"), withIntermediateDirectories: true)
        for split in ["practice", "neighbourhood"] {
            try """
            title: Listed by \(split)
            model: emergency-admission-12m
            eligible: age >= 18
            select: { share: 30% }
            lists_by: \(split)
            """.write(to: folder.appending(path: "\(split).yaml"), atomically: true, encoding: .utf8)
        }
        let tables = ["persons", "admissions", "emergency_attendances", "gp_events", "opt_outs"]
        let absent = [
            "outpatient_appointments", "prescriptions", "community_contacts", "mental_health_contacts",
            "social_care_services",
        ]
        for table in absent {
            let fields = Table(rawValue: table)!.fields.map(\.name).joined(separator: ",") + "\n"
            try fields.write(
                to: folder.appending(path: "extracts/\(table).csv"), atomically: true, encoding: .utf8)
        }
        let sources = (tables + absent).map {
            "  - { table: \($0), files: \"extracts/\($0).csv\", may_be_empty: true, quarantine_limit: 100% }\n"
        }
        try """
        anticipate: 1
        synthetic: true
        models_folder: \(Sample.repository.appending(path: "Models").path)
        programmes: [practice.yaml, neighbourhood.yaml]
        formats: [csv, json, html]
        threads: 1
        sources:
        \(sources.joined())
        """.write(to: folder.appending(path: "configuration.yaml"), atomically: true, encoding: .utf8)
        preparation = try Preparation(
            RunConfiguration(path: folder.appending(path: "configuration.yaml").path), allowsSyntheticModels: true)
        dates = try RunDates(indexDate: "2025-03-01", runDate: "2025-03-05")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What is wrong after a night of some people, and how many are listed.
    func faults(of people: RandomPeople) async throws -> (problems: [String], listed: Int) {
        for (table, text) in people.extracts {
            try text.write(to: folder.appending(path: "extracts/\(table).csv"), atomically: false, encoding: .utf8)
        }
        let out = folder.appending(path: "out")
        defer { try? FileManager.default.removeItem(at: out) }
        let request = RunRequest(
            configuration: folder.appending(path: "configuration.yaml").path, dates: dates, output: out.path,
            isDemonstration: true)
        do {
            _ = try await NightlyRun(request, preparation, progress: Sample.silent).run()
        } catch PipelineError.nobodyScored {
            return ([], 0)
        }
        let latest = out.appending(path: "latest").resolvingSymlinksInPath()
        let files = try NumberedNights.contents(below: out)
        var problems = try NumberedNights.files(below: out, naming: people.objectors).map { "\($0): an objector" }
        problems += try self.problems(of: files.filter { $0.name.hasPrefix("runs/") }, people)
        let quality = try JSONSerialization.jsonObject(with: Data(contentsOf: latest.appending(path: "quality.json")))
        let account = (quality as? [String: Any])?["people"] as? [String: Any]
        if account?["difference"] as? Int != 0 { problems.append("people are not conserved") }
        if account?["registered"] as? Int != people.persons.count { problems.append("people are not all registered") }
        let scores = files.first { $0.name.hasSuffix("scores.csv.gz") }?.text.split(separator: "\n").count ?? 0
        if scores != people.persons.count + 1 { problems.append("people are not all in the scores") }
        let listed = files.filter { $0.name.contains("/ids/practice/") }
            .reduce(0) { $0 + $1.text.split(separator: "\n").count }
        return (problems, listed)
    }

    /// People on lists of practices that are not theirs, and people who have died or left.
    private func problems(of files: [(name: String, text: String)], _ people: RandomPeople) throws -> [String] {
        var problems: [String] = []
        let gone = people.persons.filter { person in
            let fields = person.row.split(separator: ",", omittingEmptySubsequences: false)
            return !fields[6].isEmpty && fields[6] <= "2025-03-05" || !fields[7].isEmpty && fields[7] <= "2025-03-05"
        }
        let registered = Dictionary(
            grouping: people.extracts["persons"]!.split(separator: "\n").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }, by: { $0[0] })
        for file in files where file.name.contains("/ids/") {
            let parts = file.name.split(separator: "/")
            let place = parts.last!.dropLast(4)
            for id in file.text.split(separator: "\n").map(String.init) {
                if gone.contains(where: { $0.id == id }) { problems.append("\(file.name): somebody who is gone") }
                let places = registered[id, default: []].map { parts[parts.count - 2] == "practice" ? $0[3] : $0[4] }
                if !places.contains(String(place)) { problems.append("\(file.name): another's person") }
            }
        }
        return problems
    }
}
