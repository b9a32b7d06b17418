import Foundation
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Small random populations through whole nights: who objects is nowhere, a practice sees its own people, and people
/// are conserved.
///
/// So few by default that a test run does not wait for them; with `ANTICIPATE_FUZZ=1` ten thousand, with another number
/// so many: `make fuzz`.
@Suite struct RandomPopulationTests {
    private static let asked = ProcessInfo.processInfo.environment["ANTICIPATE_FUZZ"].flatMap(Int.init)
    private static let count = asked.map { $0 == 1 ? 10_000 : $0 } ?? 60
    private static let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)

    @Test("In random populations no objector is in any output, no practice has another's people, and nobody is lost")
    func populations() async throws {
        let began = ContinuousClock.now
        let sums = try await withThrowingTaskGroup(of: Sums.self) { group in
            for worker in 0..<Self.workers { group.addTask { try await Self.sums(ofWorker: worker) } }
            return try await group.reduce(into: Sums()) { $0 += $1 }
        }
        #expect(sums.nights + sums.nobodyScored == Self.count)
        // They are worth looking at: lists have people, and people object.
        #expect(sums.listed > 2 * Self.count && sums.objecting > Self.count)
        guard Self.asked != nil else { return }
        print(
            "\(Self.count) populations, \(sums.nights) published and \(sums.nobodyScored) with nobody to score: "
                + "\(sums.people) people, \(sums.objecting) of them objecting, \(sums.listed) places on lists of "
                + "practices, \(sums.faults) at fault; \(ContinuousClock.now - began)")
    }

    private struct Sums: Sendable {
        var nights = 0
        var nobodyScored = 0
        var people = 0
        var objecting = 0
        var listed = 0
        var faults = 0

        static func += (left: inout Sums, right: Sums) {
            left.nights += right.nights
            left.nobodyScored += right.nobodyScored
            left.people += right.people
            left.objecting += right.objecting
            left.listed += right.listed
            left.faults += right.faults
        }
    }

    /// Every population whose number is the worker's, counted in steps of the workers. A population is a function of its
    /// number alone, so that one at fault is found again.
    private static func sums(ofWorker worker: Int) async throws -> Sums {
        let world = try RandomWorld()
        var sums = Sums()
        for number in stride(from: worker, to: count, by: workers) {
            var generator = SplitMix(state: 20_250_301 + UInt64(number))
            let people = RandomPeople(&generator)
            let faults = try await world.faults(of: people)
            #expect(faults.problems == [], "population \(number)")
            if asked != nil, number % 500 == 0 { print("population \(number)") }
            sums += Sums(
                nights: faults.isPublished ? 1 : 0, nobodyScored: faults.isPublished ? 0 : 1,
                people: people.persons.count, objecting: people.objectors.count, listed: faults.listed,
                faults: faults.problems.count)
        }
        return sums
    }
}

/// Some registered people, what happened to them, and who objects.
struct RandomPeople {
    struct Person {
        let id: String
        /// Where they are registered; two where nothing tells which holds.
        var practices: [String]
        /// Whether they have died or left by the run date.
        let isGone: Bool
    }

    private(set) var persons: [Person] = []
    private(set) var objectors: Set<String> = []
    /// By table, the text of its extract.
    private(set) var extracts: [String: String] = [:]

    static let runDate = "2025-03-05"

    init(_ generator: inout SplitMix) {
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        func day(_ years: ClosedRange<Int>) -> String {
            Day(year: number(years), month: number(1...12), day: number(1...28)).description
        }
        var lines: [Table: [String]] = [:]
        func add(_ values: [String: String], to table: Table) {
            lines[table, default: []].append(table.fields.map { values[$0.name] ?? "" }.joined(separator: ","))
        }
        let practices = number(1...4)
        for place in 0..<number(5...30) {
            let id = "person\(1_000 + place)"
            var row = [
                "person_id": id, "date_of_birth": day(1930...2020), "sex": String(number(1...2)),
                "imd_decile": String(number(1...10)), "care_home": "0",
                "registered_from": number(0...5) == 0 ? day(2024...2025) : "",
                "registered_to": number(0...7) == 0 ? day(2024...2025) : "",
                "date_of_death": number(0...9) == 0 ? day(2024...2025) : "",
            ]
            let isGone = ["registered_to", "date_of_death"].contains { row[$0]! != "" && row[$0]! <= Self.runDate }
            var person = Person(id: id, practices: [], isGone: isGone)
            // Now and then somebody is registered twice, here or elsewhere.
            for _ in 0...(number(0...14) == 0 ? 1 : 0) {
                let practice = number(1...practices)
                (row["practice_code"], row["neighbourhood"]) = ("A8100\(practice)", "N\(practice)")
                person.practices.append("A8100\(practice)")
                add(row, to: .persons)
            }
            persons.append(person)
            if number(0...4) == 0 {
                objectors.insert(id)
                let kind = ["type1", "national", "risk_stratification"][number(0...2)]
                add(["person_id": id, "kind": kind, "recorded_on": day(2020...2024)], to: .optOuts)
            }
            for event in 0..<number(0...4) {
                add(
                    [
                        "person_id": id, "spell_id": "\(place)\(event)", "admission_date": day(2022...2024),
                        "admission_method": "21", "primary_diagnosis": "J449",
                    ], to: .admissions)
                add(
                    ["person_id": id, "arrival": day(2022...2024), "acuity": String(number(1...5))],
                    to: .emergencyAttendances)
                add(["person_id": id, "event_date": day(2015...2024), "code": String(number(1...9))], to: .gpEvents)
            }
        }
        add(["person_id": "person9999", "kind": "type1", "recorded_on": "2020-01-01"], to: .optOuts)
        objectors.insert("person9999")
        for table in Table.allCases {
            let header = table.fields.map(\.name).joined(separator: ",")
            let rows = [header] + (lines[table] ?? []).shuffled(using: &generator)
            extracts[table.rawValue] = rows.joined(separator: "\n") + "\n"
        }
    }
}

/// The place in which one population after the other is run.
private final class RandomWorld {
    private let folder: URL
    private let preparation: Preparation
    private let dates: RunDates

    init() throws {
        folder = TestFolder.path("populations", isInMemory: true)
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
        let sources = Table.allCases.map { table in
            // Of so few people two who are registered twice would be many.
            let limits = table == .persons ? ", rule_limits: { conflicting_registrations: 100% }" : ""
            return
                "  - { table: \(table.rawValue), files: \"extracts/\(table.rawValue).csv\", may_be_empty: true\(limits) }\n"
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
        dates = try RunDates(indexDate: "2025-03-01", runDate: RandomPeople.runDate)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What is wrong after a night of some people, and how many are listed.
    func faults(of people: RandomPeople) async throws -> (problems: [String], listed: Int, isPublished: Bool) {
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
            return ([], 0, false)
        }
        let latest = out.appending(path: "latest").resolvingSymlinksInPath()
        let files = try NumberedNights.contents(below: out)
        var problems = NumberedNights.files(files, naming: people.objectors).map { "\($0): an objector" }
        problems += self.problems(of: files.filter { $0.name.hasPrefix("runs/") }, people)
        let quality = try JSONSerialization.jsonObject(with: Data(contentsOf: latest.appending(path: "quality.json")))
        let account = (quality as? [String: Any])?["people"] as? [String: Any]
        if account?["difference"] as? Int != 0 { problems.append("people are not conserved") }
        if account?["registered"] as? Int != people.persons.count { problems.append("people are not all registered") }
        let scores = files.first { $0.name.hasSuffix("scores.csv.gz") }?.text.split(separator: "\n").count ?? 0
        if scores != people.persons.count + 1 { problems.append("people are not all in the scores") }
        let listed = files.filter { $0.name.contains("/ids/practice/") }
            .reduce(0) { $0 + $1.text.split(separator: "\n").count }
        return (problems, listed, true)
    }

    /// People on lists of practices that are not theirs, and people who have died or left.
    private func problems(of files: [(name: String, text: String)], _ people: RandomPeople) -> [String] {
        let persons = Dictionary(uniqueKeysWithValues: people.persons.map { ($0.id, $0) })
        var problems: [String] = []
        for file in files where file.name.contains("/ids/") {
            let place = file.name.split(separator: "/").last!.dropLast(4)
            for id in file.text.split(separator: "\n") {
                guard let person = persons[String(id)] else {
                    problems.append("\(file.name): somebody unknown")
                    continue
                }
                if person.isGone { problems.append("\(file.name): somebody who is gone") }
                // Practice A81001 is of the neighbourhood N1.
                if !person.practices.contains(where: { $0.last == place.last }) {
                    problems.append("\(file.name): another's person")
                }
            }
        }
        return problems
    }
}
