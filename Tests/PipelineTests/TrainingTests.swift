import Accounts
import Configuration
import Evaluation
import Foundation
import Records
import Tabular
import Testing

@testable import Pipeline

@Suite("Training on designs")
struct TrainingTests {
    private static let emergency: Set = ["21", "22", "23", "24", "25", "28", "2A", "2D"]

    /// The same design with a month of discharges to train on and a fortnight to evaluate: a day more takes a while in
    /// a debug build.
    private static func briefly(_ text: String) -> String {
        text.replacing("from: 2022-04-01", with: "from: 2024-02-01").replacing("to: 2024-03-31", with: "to: 2024-03-10")
            .replacing("test_to: 2025-02-28", with: "test_to: 2024-05-20")
    }

    /// The rows of a design of the repository, changed a little or not.
    private func table(
        _ name: String, _ change: (String) -> String = { $0 }, threads: Int = 2
    ) async throws -> (table: TrainingTable, population: Population) {
        let people = try await TrainingPopulation.shared.value
        let configuration = try RunConfiguration(path: people.configuration.path)
        let text = try String(contentsOfFile: TrainingPopulation.design(name), encoding: .utf8)
        let design = try Design(
            text: change(text), file: "d.yaml", codeLists: configuration.modelsFolder.codeLists)
        let problems = Problems()
        let catalogue = try #require(Preparation.catalogue(configuration, named: design.catalogue, problems))
        let stage = PopulationStage(
            configuration: configuration, dates: RunDates(backTestOn: Day("2024-04-01")!), purposes: [.training],
            progress: Sample.silent)
        let population = try await stage.ingest(catalogue.retention.union(design.retention)).population
        let builder = TrainingTableBuilder(
            population: population, catalogue: catalogue, design: design, threads: threads)
        return (try await builder.table(of: design.rows(overriddenBy: nil)), population)
    }

    private func fingerprint(_ table: TrainingTable) -> String {
        table.modelling(words: [], groups: []).fingerprint
    }

    @Test("A design of each index date and one of each discharge train, and tell where everybody went")
    func train() async throws {
        let people = try await TrainingPopulation.shared.value
        for name in ["emergency-admission-12m-wide", "readmission-30d"] {
            let folder = people.folder.appending(path: name)
            let design = people.folder.appending(path: "\(name).yaml")
            try Self.briefly(String(contentsOfFile: TrainingPopulation.design(name), encoding: .utf8)).write(
                to: design, atomically: true, encoding: .utf8)
            try await TrainingRun(
                configuration: people.configuration.path, design: design.path, dates: nil,
                progress: Sample.silent
            ).run(to: folder.path)
            for file in ["model.json", "fit.json", "design.yaml", "attrition.csv", "evaluation.json", "CARD.md"] {
                #expect(FileManager.default.fileExists(atPath: folder.appending(path: file).path), "\(name) \(file)")
            }
            // What moves the risk is told in words, neither by a feature's name nor by a family's template.
            let importance = try ModelEvaluation(
                json: Data(contentsOf: folder.appending(path: "evaluation.json"))
            ).importance
            #expect(!importance.isEmpty)
            for named in importance {
                #expect(!named.name.contains("{") && !named.name.contains("_"), "\(named.name)")
            }
            let evaluation = try String(contentsOf: folder.appending(path: "evaluation.json"), encoding: .utf8)
            // A fortnight of discharges has a handful of readmissions: too few for a measure to be released.
            if name != "readmission-30d" {
                let measure = evaluation.firstMatch(of: /"auroc" *: *\{[^}]*"value" *: *([0-9.]+)/)
                #expect(try #require(measure.flatMap { Double($0.1) }) > 0.7)
            }
            let (card, report) = (
                try String(contentsOf: folder.appending(path: "CARD.md"), encoding: .utf8),
                try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8)
            )
            let within = name == "readmission-30d" ? "30 days" : "12 months"
            for text in [card, report] {
                #expect(text.contains("; counted within \(within) of the index date; whether or not"), "\(name)")
                #expect(text.contains("the index date is the day after a discharge") == (name == "readmission-30d"))
            }
            #expect(card.contains("At training:\n") && card.contains("At evaluation:\n"))
            let ethnicities =
                try ModelEvaluation(json: Data(evaluation.utf8)).subgroups
                .first { $0.name == "ethnicity" }?.levels.map(\.name) ?? []
            #expect(ethnicities.contains { $0.hasPrefix("A: White British") })
            let attrition = try String(contentsOf: folder.appending(path: "attrition.csv"), encoding: .utf8)
            #expect(attrition.hasPrefix("at,step,rows\n") && attrition.contains(",excluded: not eligible,"))
        }
    }

    @Test("Says of how many rows a value is not known, though something stands for it")
    func missingness() async throws {
        let people = try await TrainingPopulation.shared.value
        let configuration = try RunConfiguration(path: people.configuration.path)
        let text = try String(
            contentsOfFile: TrainingPopulation.design("emergency-admission-12m"), encoding: .utf8)
        let design = try Design(
            text: text + "index_dates: [2023-10-01, 2024-04-01]\n", file: "d.yaml",
            codeLists: configuration.modelsFolder.codeLists)
        let problems = Problems()
        let catalogue = try #require(Preparation.catalogue(configuration, problems))
        let stage = PopulationStage(
            configuration: configuration, dates: RunDates(backTestOn: Day("2024-04-01")!), purposes: [.training],
            progress: Sample.silent)
        let population = try await stage.ingest(catalogue.retention.union(design.retention)).population
        let builder = TrainingTableBuilder(population: population, catalogue: catalogue, design: design, threads: 2)
        let table = try await builder.table(of: design.rows(overriddenBy: nil))
        let shares = builder.standIns(of: table, isArchived: false)
        #expect(Set(shares.keys) == ["imd_decile", "egfr_last"])

        // From the extracts as they are.
        var measured: [String: Set<String>] = [:]
        for event in try people.rows("gp_events") where event["code"] == "80274001" && event["value"] != "" {
            let day = event["event_date"]!
            if day >= "2021-10-01", day < "2023-10-01" {
                measured["2023-10-01", default: []].insert(event["person_id"]!)
            }
            if day >= "2022-04-01", day < "2024-04-01" {
                measured["2024-04-01", default: []].insert(event["person_id"]!)
            }
        }
        let known = zip(table.persons, table.indexDays).count { person, day in
            measured[day.description]!.contains(population.persons.ids[Int(person)])
        }
        try #require(known > 100)
        #expect(shares["egfr_last"]! == Double(table.persons.count - known) / Double(table.persons.count))
    }

    @Test("Exports the rows that a fit of a design is of, with their days; of discharges nothing else")
    func exportedRows() async throws {
        let people = try await TrainingPopulation.shared.value
        let text = try String(
            contentsOfFile: TrainingPopulation.design("emergency-admission-12m"), encoding: .utf8)
        let design = people.folder.appending(path: "exported.yaml")
        try text.write(to: design, atomically: true, encoding: .utf8)
        func export(_ name: String, design: String, on date: String?, _ rows: FeatureExport.Rows) async throws
            -> [[Substring]]
        {
            let file = people.folder.appending(path: name)
            try await FeatureExport(
                configuration: people.configuration.path,
                dates: try date.map { try RunDates(indexDate: $0, runDate: nil) },
                design: design, rows: rows, progress: Sample.silent
            ).run(to: file.path)
            return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
        }
        // A folder that is not there.
        await #expect(throws: TabularError.writeFailed(file: people.folder.path + "/no/all.csv", errno: ENOENT)) {
            _ = try await export("no/all.csv", design: design.path, on: "2024-04-01", .everybody)
        }
        let all = try await export("all.csv", design: design.path, on: "2024-04-01", .everybody)
        let own = try await export("own.csv", design: design.path, on: "2024-04-01", .design)
        let age = try #require(all[0].firstIndex(of: "age"))
        #expect(own[0] == all[0][..<1] + ["index_date"] + all[0][1...])
        #expect(own.dropFirst().allSatisfy { $0[1] == "2024-04-01" })
        // The design's eligible are adults.
        #expect(
            own.dropFirst().map { Array($0[..<1] + $0[2...]) }
                == all.dropFirst().filter { Double($0[age])! >= 18 })

        let discharges = people.folder.appending(path: "discharges.yaml")
        try Self.briefly(
            String(contentsOfFile: TrainingPopulation.design("readmission-30d"), encoding: .utf8)
        ).write(to: discharges, atomically: true, encoding: .utf8)
        await #expect(throws: PipelineError.self) {
            try await export("no.csv", design: discharges.path, on: "2024-04-01", .everybody)
        }
        let rows = try await export("discharges.csv", design: discharges.path, on: nil, .design)
        let (table, population) = try await table("readmission-30d", Self.briefly)
        #expect(rows.dropFirst().map { String($0[0]) } == table.persons.map { population.persons.ids[Int($0)] })
        #expect(rows.dropFirst().map { String($0[1]) } == table.indexDays.map(\.description))
        #expect(rows.dropFirst().map { $0[$0.count - 1] } == table.outcomes.map { "\($0)" })
    }

    @Test("Stacked dates are those dates one after the other, and a person is one fold")
    func stacked() async throws {
        func dates(_ days: String) -> (String) -> String {
            { $0.replacing("index_dates: [2023-04-01]", with: "index_dates: \(days)") }
        }
        let both = try await table("emergency-admission-12m-wide", dates("[2022-04-01, 2023-04-01]"))
        let (first, second) = (
            try await table("emergency-admission-12m-wide", dates("[2022-04-01]")).table,
            try await table("emergency-admission-12m-wide", dates("[2023-04-01]")).table
        )
        #expect(both.table.persons == first.persons + second.persons)
        #expect(both.table.outcomes == first.outcomes + second.outcomes)
        #expect(both.table.matrix.cellValues == first.matrix.cellValues + second.matrix.cellValues)
        #expect(both.table.foldKeys == first.foldKeys + second.foldKeys)
        let twice = Set(first.persons).intersection(second.persons)
        #expect(twice.count > 2000)
        let keys = Dictionary(grouping: zip(both.table.persons, both.table.foldKeys), by: \.0)
        #expect(keys.values.allSatisfy { Set($0.map(\.1)).count == 1 })
        #expect(Set(both.table.foldKeys).count == keys.count)
    }

    @Test("The outcome is that of the extracts, everybody is under one heading, and threads change nothing")
    func outcomes() async throws {
        let (table, population) = try await self.table("emergency-admission-12m-wide")
        let days = "2023-04-01"..<"2024-04-01"
        let admitted = try Set(
            await TrainingPopulation.shared.value.rows("admissions").filter {
                Self.emergency.contains($0["admission_method"]!) && days.contains($0["admission_date"]!)
                    && !["3", "4"].contains($0["patient_classification"]!)
            }.map { $0["person_id"]! })
        for (person, outcome) in zip(table.persons, table.outcomes) {
            #expect(admitted.contains(population.persons.ids[Int(person)]) == (outcome == 1))
        }
        let account = try #require(table.attrition.first)
        #expect(table.attrition.count == 1 && account.difference == 0)
        #expect(account.candidates == 4000 && account.rows == table.persons.count)
        #expect(account.events == table.outcomes.reduce(0) { $0 + Int($1) })
        #expect(account.endedEarly.count == 2)
        let other = try await self.table("emergency-admission-12m-wide", threads: 1).table
        #expect(fingerprint(other) == fingerprint(table))
    }

    @Test("A row a discharge, as at the day after it, in order; threads change nothing")
    func discharges() async throws {
        let (table, population) = try await self.table("readmission-30d", Self.briefly)
        // The rows of who objects are withheld before anything is counted.
        let objecting = try Set(await TrainingPopulation.shared.value.rows("opt_outs").map { $0["person_id"]! })
        let discharged = try Set(
            await TrainingPopulation.shared.value.rows("admissions").filter {
                Self.emergency.contains($0["admission_method"]!)
                    && ("2024-02-01"..."2024-03-10").contains($0["discharge_date"]!)
                    && !objecting.contains($0["person_id"]!)
            }.map { "\($0["person_id"]!) \(Day($0["discharge_date"]!)!.adding(days: 1))" })
        let rows = zip(table.persons, table.indexDays).map { "\(population.persons.ids[Int($0)]) \($1)" }
        #expect(Set(rows).isSubset(of: discharged) && Set(rows).count == rows.count)
        #expect(zip(table.indexDays, table.indexDays.dropFirst()).allSatisfy { $0 <= $1 })
        let account = try #require(table.attrition.first)
        #expect(account.difference == 0 && account.candidates == discharged.count && account.rows == rows.count)
        let other = try await self.table("readmission-30d", Self.briefly, threads: 1).table
        #expect(fingerprint(other) == fingerprint(table))
    }

    @Test("Who had the outcome before, died or left is no row where the design says so, under that rule")
    func exclusions() async throws {
        let first = try await table("heart-disease-12m").table
        #expect(first.attrition.count == 2)
        for account in first.attrition {
            #expect(account.difference == 0)
            #expect(account.excluded.contains { $0.rule == "had the outcome before" && $0.rows > 20 })
        }
        func atRisk(_ rule: String) -> (String) -> String {
            { $0.replacing("  within: 12 months", with: "  within: 12 months\n  at_risk: \(rule)") }
        }
        let everybody = try await table("emergency-admission-12m-wide").table
        let observed = try await table("emergency-admission-12m-wide", atRisk("observed")).table
        let weighted = try await table("emergency-admission-12m-wide", atRisk("weighted")).table
        let early = try #require(everybody.attrition.first).endedEarly
        let (died, left) = (early[0].rows, early[1].rows)
        #expect(observed.persons.count == everybody.persons.count - died - left)
        #expect(weighted.persons.count == everybody.persons.count - left)
        #expect(everybody.weights == nil && observed.weights == nil)
        let weights = try #require(weighted.weights)
        #expect(weights.count == weighted.persons.count && weights.allSatisfy { $0 >= 1 })
        // What leaving took away is given back: those who end their time at risk stand for all who began it.
        let missing = Double(everybody.persons.count) - weights.reduce(0, +)
        #expect(abs(missing) < 0.02 * Double(left) + 1)
        for table in [observed, weighted] { #expect(table.attrition[0].difference == 0) }
    }

    @Test("Who is on a caseload is no row, or counts for less, where the design says so")
    func caseloads() async throws {
        func design(_ rule: String) -> (String) -> String {
            { $0.replacing("test_index_date: 2024-04-01", with: "index_dates: [2024-04-01]") + rule }
        }
        func rows(_ rule: String) async throws -> (ids: [String], weights: [Double]?) {
            let (table, population) = try await self.table("emergency-admission-12m", design(rule))
            return (table.persons.map { population.persons.ids[Int($0)] }, table.weights)
        }
        let entries = try await TrainingPopulation.shared.value.rows("caseload")
        let open = entries.filter {
            $0["start_date"]! < "2024-04-01" && ($0["end_date"]! == "" || $0["end_date"]! >= "2024-04-01")
        }
        let later = entries.filter { ("2024-04-01"..<"2025-04-01").contains($0["start_date"]!) }
        let (on, takenOn) = (Set(open.map { $0["person_id"]! }), Set(later.map { $0["person_id"]! }))
        let everybody = try await rows("").ids
        try #require(everybody.contains(where: on.contains) && everybody.contains(where: takenOn.contains))

        #expect(try await rows("caseload: exclude\n").ids == everybody.filter { !on.contains($0) })
        #expect(
            try await rows("caseload: { exclude: until_the_end }\n").ids
                == everybody.filter { !on.contains($0) && !takenOn.contains($0) })
        let weighted = try await rows("caseload: { weight: 0.25 }\n")
        #expect(weighted.ids == everybody && weighted.weights == everybody.map { on.contains($0) ? 0.25 : 1 })
    }
}
