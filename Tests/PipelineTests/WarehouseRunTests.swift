import Foundation
import Pipeline
import Testing

@Suite("A run over features that a warehouse computed")
struct WarehouseRunTests {
    private static let date = "2025-04-01"

    /// A wide table of everybody who is registered: facts of registration, whether they object and are on the caseload,
    /// and the features, as `export features` computes them; and a configuration that reads nothing else.
    private func warehouse(_ nights: Nights) async throws -> (configuration: String, table: String) {
        let exported = nights.folder.appending(path: "exported.csv")
        try await FeatureExport(
            configuration: nights.configuration.path, dates: RunDates(indexDate: Self.date, runDate: nil), design: nil,
            progress: Sample.silent
        ).run(to: exported.path)
        func rows(_ path: String) throws -> [[String]] {
            try String(contentsOf: nights.folder.appending(path: path), encoding: .utf8).split(separator: "\n")
                .map(Sample.fields)
        }
        let features = try rows("exported.csv")
        let names = Array(features[0].dropFirst())
        let own = Dictionary(uniqueKeysWithValues: features.dropFirst().map { ($0[0], Array($0.dropFirst())) })
        let objecting = Set(try rows("extracts/opt_outs.csv").dropFirst().map { $0[0] })
        let caseload = Set(
            try rows("extracts/caseload.csv").dropFirst().filter { $0[1] == "listed" && $0[3].isEmpty }.map { $0[0] })
        let persons = try rows("extracts/persons.csv")
        let none = names.map { _ in "" }
        let lines = persons.dropFirst().map { person in
            person + [objecting.contains(person[0]) ? "1" : "0", caseload.contains(person[0]) ? "1" : "0"]
                + (own[person[0]] ?? none)
        }
        let header = persons[0] + ["objects", "on_caseload"] + names.map { "f_\($0)" }
        let table = nights.folder.appending(path: "wide.csv")
        try ([header] + lines).map { $0.joined(separator: ",") }.joined(separator: "\n").appending("\n")
            .write(to: table, atomically: true, encoding: .utf8)
        try catalogue(nights, names)
        return (try configuration(nights, names), table.path)
    }

    private func catalogue(_ nights: Nights, _ names: [String]) throws {
        let models = nights.folder.appending(path: "Models")
        try FileManager.default.copyItem(at: Sample.repository.appending(path: "Models"), to: models)
        let lines = names.map { "  - { name: \($0), value: ready.f_\($0) }" }.joined(separator: "\n")
        try "catalogue: warehouse\nfeatures:\n\(lines)\n"
            .write(to: models.appending(path: "catalogues/warehouse.yaml"), atomically: true, encoding: .utf8)
        // As `import --ready-table` makes it: the model states names alone.
        let file = models.appending(path: "emergency-admission-12m/1.1.0/model.json")
        var model = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let features = try #require(model["features"] as? [[String: Any]])
        model["features"] = features.map { feature in
            feature.merging(["fingerprint": "ready table: \(feature["name"]!)"]) { _, new in new }
        }
        try JSONSerialization.data(withJSONObject: model).write(to: file)
    }

    private func configuration(_ nights: Nights, _ names: [String]) throws -> String {
        let path = nights.folder.appending(path: "warehouse.yaml")
        let ready = names.map { "f_\($0)" }.joined(separator: ", ")
        try """
        anticipate: 1
        synthetic: true
        models_folder: Models
        catalogue: warehouse
        programmes: [listed.yaml]
        sources:
          - { table: persons, files: "{features}", extracted_on: \(Self.date), ignore: rest, ready: [\(ready)] }
          - table: opt_outs
            files: "{features}"
            where: objects = 1
            ignore: rest
            fields: { person_id: person_id, kind: { constant: type1 } }
          - table: caseload
            files: "{features}"
            where: on_caseload = 1
            ignore: rest
            may_be_empty: true
            fields: { person_id: person_id, programme: { constant: listed }, start_date: { constant: "2024-01-01" } }
        """.write(to: path, atomically: true, encoding: .utf8)
        return path.path
    }

    private func run(
        _ nights: Nights, _ configuration: String, _ table: String?, output: String, on date: String = date
    ) async throws {
        let request = RunRequest(
            configuration: configuration, dates: try RunDates(indexDate: date, runDate: nil),
            output: nights.folder.appending(path: output).path, isDemonstration: true, features: table)
        _ = try await NightlyRun(request, progress: Sample.silent).run()
    }

    @Test("lists whom the extracts list, with the same ranks and risks, and says what it takes on trust")
    func same() async throws {
        let nights = try await Nights()
        try await nights.run(Self.date)
        let expected = try nights.members()
        let (configuration, table) = try await warehouse(nights)
        try await run(nights, configuration, table, output: "warehouse")
        let latest = nights.folder.appending(path: "warehouse/latest").resolvingSymlinksInPath()
        let text = try Sample.text(latest.appending(path: "restricted/members/listed.csv.gz"))
        let lines = text.split(separator: "\n").map(Sample.fields)
        let members = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
        let told = ["person_id", "place", "rank", "rank_practice", "risk", "predictor"]
        #expect(!expected.isEmpty)
        #expect(members.map { row in told.map { row[$0] } } == expected.map { row in told.map { row[$0] } })

        let manifest = try String(contentsOf: latest.appending(path: "MANIFEST.json"), encoding: .utf8)
        #expect(manifest.contains("features_on_trust") && manifest.contains("ready.f_em_adm_12m"))
        let lists = latest.appending(path: "lists/listed")
        let headers = try FileManager.default.contentsOfDirectory(atPath: lists.path).filter { $0.hasSuffix(".json") }
        for header in headers {
            let text = try String(contentsOf: lists.appending(path: header), encoding: .utf8)
            #expect(text.contains("Features were computed elsewhere"))
        }
    }

    @Test("says why it cannot tell what people were at the last issue, where the features are of tonight alone")
    func past() async throws {
        let nights = try await Nights(persons: 600)
        let (configuration, table) = try await warehouse(nights)
        try nights.edit("warehouse.yaml") { "issue: { every: 1 day }\n" + $0 }
        try await run(nights, configuration, table, output: "warehouse")
        // The same values, of the day after.
        try nights.edit("warehouse.yaml") {
            $0.replacing("extracted_on: \(Self.date)", with: "extracted_on: 2025-04-02")
        }
        try await run(nights, configuration, table, output: "warehouse", on: "2025-04-02")
        let status = try Data(contentsOf: nights.folder.appending(path: "warehouse/STATUS.json"))
        let told = String(decoding: status, as: UTF8.self)
        #expect(
            told.contains(
                "listed: why people came on to the lists is told without what they were at the last issue, by which they "
                    + "cannot be scored: "))
    }

    @Test("is checked with the table, column by column, and without it as far as that goes")
    func checked() async throws {
        let nights = try await Nights(persons: 600)
        let (configuration, table) = try await warehouse(nights)
        let whole = try ConfigurationCheck(configuration: configuration, features: table).run()
        #expect(whole.problems == [] && !whole.notes.contains { $0.contains("--features") })

        let without = try ConfigurationCheck(configuration: configuration).run()
        #expect(without.problems == [])
        #expect(
            without.notes.contains(
                "persons, opt_outs, caseload: the columns of the table that a run is given are not checked; say "
                    + "--features"))

        // A column that a mapping names and the table does not have, and one that a model needs and no mapping names.
        let text = try String(contentsOfFile: table, encoding: .utf8)
        try text.replacing("on_caseload", with: "on_a_caseload", maxReplacements: 1)
            .write(toFile: table, atomically: true, encoding: .utf8)
        try nights.edit("warehouse.yaml") { $0.replacing("f_em_adm_12m, ", with: "") }
        let faulty = try ConfigurationCheck(configuration: configuration, features: table).run()
        #expect(faulty.problems.count == 2)
        #expect(faulty.problems.contains { $0.contains("caseload") && $0.contains("on_caseload") })
        #expect(
            faulty.problems.contains(
                "the programme listed needs features that somebody else computes and no source of persons gives: add "
                    + "to its ready: f_em_adm_12m"))

        let unread = #expect(throws: PipelineError.self) {
            _ = try ConfigurationCheck(configuration: nights.configuration.path, features: table)
        }
        #expect("\(unread!)".hasPrefix("no source reads the table of --features"))
        let missing = try ConfigurationCheck(configuration: configuration, features: table + "2").run()
        #expect(missing.problems.count == 4)
    }

    @Test("is refused without the table, and on another day than the table's")
    func refused() async throws {
        let nights = try await Nights(persons: 600)
        let (configuration, table) = try await warehouse(nights)
        let missing = await #expect(throws: PipelineError.self) {
            try await run(nights, configuration, nil, output: "none")
        }
        #expect("\(missing!)" == "persons, opt_outs, caseload: reads the table that a run is given; say --features")
        let unread = await #expect(throws: PipelineError.self) {
            try await run(nights, nights.configuration.path, table, output: "none")
        }
        #expect("\(unread!)".hasPrefix("no source reads the table of --features"))
        let day = await #expect(throws: (any Error).self) {
            try await run(nights, configuration, table, output: "none", on: "2025-04-02")
        }
        #expect("\(day!)".contains("computed elsewhere, as at 2025-04-01, which is not the index date"))
    }
}
