import Configuration
import Evaluation
import FeatureData
import Foundation
import Records
import TestSupport
import Testing

@testable import Pipeline

/// Archives of a small population of its own, which a test may change afterwards.
@Suite("Archives")
final class ArchiveTests {
    private let folder = TestFolder.path("archive")
    private var archives: String { folder.appending(path: "archives").path }
    private var configuration: String { folder.appending(path: "configuration.yaml").path }
    private var design: String { folder.appending(path: "design.yaml").path }

    private static let text = """
        design: made-up
        version: 1.0.0
        catalogue: default
        eligible: age >= 18
        outcome:
          words: an emergency admission
          within: 12 months
          any_of: [{ table: admissions, where: "admission_method in [21, 22, 23, 24, 25, 28, 2A, 2D]" }]
        index_dates: [2023-04-01]
        test_index_dates: [2024-04-01]
        ridge: 0.001

        """

    /// Fifteen hundred synthetic people, written once.
    private static let extracts = Task {
        let folder = TestFolder.path("archive-extracts")
        try await Synthesis(
            persons: 1500, seed: 12, folder: folder.path, isCompressed: false, personsPerPractice: 500, tasks: 2,
            truthDay: nil
        ).run()
        return folder
    }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    // MARK: Helpers

    private func prepare() async throws {
        try await FileManager.default.copyItem(
            at: Self.extracts.value, to: folder.appending(path: "extracts"))
        let people = try await TrainingPopulation.shared.value
        try FileManager.default.copyItem(at: people.configuration, to: URL(filePath: configuration))
        try Self.text.write(toFile: design, atomically: true, encoding: .utf8)
    }

    private func archive(_ date: String, catalogue: String? = nil) async throws {
        try await ArchiveRun(
            configuration: configuration, dates: RunDates(indexDate: date, runDate: nil), catalogue: catalogue,
            progress: Sample.silent
        ).run(into: archives)
    }

    private func train(archive: String?, to name: String) async throws -> URL {
        let model = folder.appending(path: name)
        try await TrainingRun(
            configuration: configuration, design: design, dates: nil, archive: archive, progress: Sample.silent
        ).run(to: model.path)
        return model
    }

    private func text(_ model: URL, _ file: String) throws -> String {
        try String(contentsOf: model.appending(path: file), encoding: .utf8)
    }

    private func evaluation(_ model: URL) throws -> ModelEvaluation {
        try ModelEvaluation(json: Data(contentsOf: model.appending(path: "evaluation.json")))
    }

    /// Changes the lines of an extract; the header is the first.
    private func editExtract(_ table: String, _ change: ([String]) -> [String]) throws {
        let file = folder.appending(path: "extracts/\(table).csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        try (change(lines).joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }

    private func editFacts(_ date: String, _ change: (inout [String: Any]) -> Void) throws {
        let file = folder.appending(path: "archives/\(date)/archive.json")
        var facts = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] ?? [:]
        change(&facts)
        try JSONSerialization.data(withJSONObject: facts).write(to: file)
    }

    /// The sentence of what is thrown.
    private func failure(_ body: () async throws -> Void) async -> (sentence: String, code: Int32) {
        do {
            try await body()
        } catch {
            return ("\(error)", ExitStatus.code(of: error))
        }
        Issue.record("nothing was thrown")
        return ("", 0)
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// By the system's own sha256sum.
    private func digest(_ path: String) throws -> String {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = [path]
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(String(decoding: output, as: UTF8.self).prefix(64))
    }

    // MARK: What is written

    @Test("An archive holds what export writes, the registration facts and the digests, for its owner alone")
    func content() async throws {
        try await prepare()
        try await archive("2024-04-01")
        let own = archives + "/2024-04-01"
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: own)) == ["features.csv.gz", "archive.json"])
        #expect(try permissions(archives) == 0o700 && permissions(own) == 0o700)
        #expect(try permissions(own + "/features.csv.gz") == 0o600 && permissions(own + "/archive.json") == 0o600)

        let exported = folder.appending(path: "features.csv")
        try await FeatureExport(
            configuration: configuration, dates: RunDates(indexDate: "2024-04-01", runDate: nil), design: nil,
            progress: Sample.silent
        ).run(to: exported.path)
        let archived = try Sample.text(URL(filePath: own + "/features.csv.gz")).split(separator: "\n").map(
            Sample.fields)
        let groups = archived[0].filter { $0.hasPrefix("group.") }
        #expect(groups.contains("group.practice") && groups.contains("group.sex"))
        let plain = try String(contentsOf: exported, encoding: .utf8).split(separator: "\n").map(Sample.fields)
        #expect(archived.map { [$0[0]] + $0.dropFirst(1 + groups.count) } == plain)

        let facts = try FeatureArchive(archives).facts(at: Day("2024-04-01")!)
        #expect(facts.rows == plain.count - 1 && facts.isSynthetic && !facts.isOfTheDay)
        #expect(facts.catalogue == "default" && facts.columns.map(\.name) == Array(plain[0].dropFirst()))
        #expect(facts.extractedOn["persons"] == "2025-04-01")
        #expect(facts.files == ["features.csv.gz": try digest(own + "/features.csv.gz")])
    }

    @Test("What a killed program left is no archive and is cleared away, and a date that has an archive keeps it")
    func existing() async throws {
        try await prepare()
        try FileManager.default.createDirectory(
            atPath: archives + "/.2024-04-01.partial", withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(filePath: archives + "/.2024-04-01.partial/features.csv.gz"))
        #expect(FeatureArchive(archives).datesIfAny == [])
        try await archive("2024-04-01")
        #expect(try FeatureArchive(archives).dates == [Day("2024-04-01")!])
        #expect(!FileManager.default.fileExists(atPath: archives + "/.2024-04-01.partial"))

        let file = URL(filePath: archives + "/2024-04-01/features.csv.gz")
        let before = try Data(contentsOf: file)
        let end = await failure { try await self.archive("2024-04-01") }
        #expect(end.sentence == "2024-04-01: is there already; name another, or remove it" && end.code == 73)
        #expect(try Data(contentsOf: file) == before)
    }

    // MARK: What a run keeps

    @Test("A run keeps what archive writes, once a month, after its lists and without a change to them")
    func nightly() async throws {
        let nights = try await Nights(settings: "archive: { folder: kept, each: month, catalogue: wide }")
        let plain = try await Nights()
        let kept = nights.folder.appending(path: "kept").path
        for date in ["2024-03-20", "2024-03-27", "2024-04-03"] {
            try await nights.run(date)
            try await plain.run(date)
        }
        #expect(try FeatureArchive(kept).dates.map(\.description) == ["2024-03-20", "2024-04-03"])
        for path in ["scores.csv.gz", "restricted/members/listed.csv.gz"] {
            #expect(try nights.published(path) == plain.published(path), "\(path)")
        }
        let other = nights.folder.appending(path: "archived").path
        try await ArchiveRun(
            configuration: nights.folder.appending(path: "configuration.yaml").path,
            dates: RunDates(indexDate: "2024-04-03", runDate: nil), catalogue: "wide", progress: Sample.silent
        ).run(into: other)
        for file in ["features.csv.gz", "archive.json"] {
            let bytes = try Data(contentsOf: URL(filePath: "\(kept)/2024-04-03/\(file)"))
            #expect(try bytes == Data(contentsOf: URL(filePath: "\(other)/2024-04-03/\(file)")), "\(file)")
        }
    }

    @Test("A run stands where its archive cannot be written, and its status says so")
    func unwritable() async throws {
        let nights = try await Nights(settings: "archive: { folder: no/where, each: night }")
        let run = try await nights.run("2024-04-01")
        let data = try Data(contentsOf: nights.folder.appending(path: "out/STATUS.json"))
        let status = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        let warnings = status["warnings"] as? [String] ?? []
        #expect(warnings.count { $0.hasPrefix("the archive of 2024-04-01 was not kept: ") } == 1)
        #expect(nights.folder.appending(path: "out/latest").resolvingSymlinksInPath().lastPathComponent == run)
        #expect(try !nights.members().isEmpty)
    }

    @Test("What a configuration says of archives is held against what there is, with everything else")
    func settings() async throws {
        let sentences = await failure {
            _ = try await Nights(settings: "archive: { each: week, catalogue: none-such }").run("2024-04-01")
        }.sentence
        #expect(sentences.contains(": \"each\" must be one of: night, month"))
        #expect(sentences.contains("\"folder\""))
        let unknown = await failure {
            _ = try await Nights(settings: "archive: { folder: kept, catalogue: none-such }").run("2024-04-01")
        }
        #expect(unknown.sentence.contains("none-such") && unknown.code == 78)
    }

    // MARK: What is trained

    @Test("Where nothing has changed, an archive gives the model that reconstruction gives")
    func unchanged() async throws {
        try await prepare()
        try await archive("2023-04-01")
        try await archive("2024-04-01")
        let (plain, archived) = (
            try await train(archive: nil, to: "plain"), try await train(archive: archives, to: "archived")
        )
        #expect(try text(plain, "model.json") == text(archived, "model.json"))
        #expect(try text(plain, "attrition.csv") == text(archived, "attrition.csv"))
        var (left, right) = (try evaluation(plain), try evaluation(archived))
        #expect(
            right.limits == [
                "Features and registration facts are those archived on the index date; outcomes are those of the extracts.",
                "The archive of 2024-04-01 was made on a later day than its index date: it is itself a reconstruction.",
                "Had the features been reconstructed from the extracts of today, all would be the same.",
                "Rows of the fit: The archive of 2023-04-01 was made on a later day than its index date: it is itself a "
                    + "reconstruction.",
            ])
        (left.limits, right.limits) = ([], [])
        // A value that nobody has is told of the extracts, and not of the archive.
        for (one, other) in zip(left.subgroups, right.subgroups) {
            #expect(one.name == other.name && one.levels.filter { $0.people != 0 } == other.levels, "\(one.name)")
        }
        (left.subgroups, right.subgroups) = ([], [])
        // Nor is it told of an archive for how many something stands for a value.
        let standIns = left.missingness.filter { $0.name == "imd_decile" || $0.name == "egfr_last" }
        #expect(left.missingness.filter { !standIns.contains($0) } == right.missingness)
        (left.missingness, right.missingness) = ([], [])
        #expect(left == right)
    }

    /// The rows of the design, changed a little or not.
    private func table(archive: String?, _ change: (String) -> String = { $0 }) async throws -> (
        TrainingTable, Population
    ) {
        let settings = try RunConfiguration(path: configuration)
        let design = try Design(text: change(Self.text), file: "d.yaml", codeLists: settings.modelsFolder.codeLists)
        let catalogue = try #require(Preparation.catalogue(settings, named: design.catalogue, Problems()))
        let stage = PopulationStage(
            configuration: settings, dates: RunDates(backTestOn: Day("2024-04-01")!), purposes: [.training],
            progress: Sample.silent)
        let population = try await stage.ingest(catalogue.retention.union(design.retention)).population
        let builder = TrainingTableBuilder(population: population, catalogue: catalogue, design: design, threads: 2)
        let rows = try design.rows(overriddenBy: nil)
        let archived = try archive.map {
            try ArchivedFeatures(FeatureArchive($0), for: [rows], design: design.name, catalogue: catalogue)
        }
        return (try await builder.table(of: rows, archived), population)
    }

    @Test("Stacked dates are those dates one after the other, with the facts of each")
    func stacked() async throws {
        try await prepare()
        for date in ["2022-04-01", "2023-04-01"] { try await archive(date) }
        let dates: (String) -> String = { $0.replacing("[2023-04-01]", with: "[2022-04-01, 2023-04-01]") }
        let (own, population) = try await table(archive: archives, dates)
        let (plain, _) = try await table(archive: nil, dates)
        #expect(own.persons == plain.persons && own.indexDays == plain.indexDays && own.foldKeys == plain.foldKeys)
        #expect(own.matrix.columns == plain.matrix.columns && own.matrix.rowStarts == plain.matrix.rowStarts)
        #expect(own.matrix.cellColumns == plain.matrix.cellColumns && own.matrix.cellValues == plain.matrix.cellValues)
        #expect(own.outcomes == plain.outcomes && own.attrition == plain.attrition)
        let facts = try #require(own.facts)
        let expected = Attributes(population, rows: plain.persons)
        #expect(facts.all.map(\.name) == expected.all.map(\.name))
        for (one, other) in zip(facts.all, expected.all) {
            #expect(own.persons.indices.allSatisfy { one[RowID($0)] == other[RowID($0)] }, "\(one.name)")
        }
    }

    @Test("Who is eligible goes by the practice of then, and who objects today is no row")
    func eligible() async throws {
        try await prepare()
        try await archive("2023-04-01")
        let (all, population) = try await table(archive: archives)
        let practices = try #require(Attributes(population, rows: all.persons)["practice"])
        let practice = practices.values[1]
        let ofOne = all.persons.indices.filter { practices[RowID($0)] == practice }
            .map { population.persons.ids[Int(all.persons[$0])] }
        #expect(ofOne.count > 100 && ofOne.count < all.persons.count)
        // All move to another practice, and one objects.
        try editExtract("persons") { lines in
            let place = Sample.fields(Substring(lines[0])).firstIndex(of: "practice_code")!
            return lines.enumerated().map { row, line in
                var fields = Sample.fields(Substring(line))
                if row > 0 { fields[place] = practices.values[0] }
                return fields.joined(separator: ",")
            }
        }
        try editExtract("opt_outs") { lines in
            let place = Sample.fields(Substring(lines[0])).firstIndex(of: "person_id")!
            var fields = Sample.fields(Substring(lines[1]))
            fields[place] = ofOne[0]
            return lines + [fields.joined(separator: ",")]
        }
        let (own, later) = try await table(archive: archives) {
            $0.replacing("eligible: age >= 18", with: "eligible: age >= 18 and practice = \(practice)")
        }
        #expect(own.persons.map { later.persons.ids[Int($0)] } == Array(ofOne.dropFirst()))
        let account = try #require(own.attrition.first)
        #expect(account.difference == 0)
        func optedOut(_ table: TrainingTable) -> Int? {
            table.attrition[0].excluded.first { $0.rule == "opted out" }?.rows
        }
        #expect(optedOut(own) == (optedOut(all) ?? 0) + 1)
    }

    @Test("Who has gone is counted, who has moved is told by the practice of then, and what differs is told")
    func changed() async throws {
        try await prepare()
        for date in ["2023-04-01", "2024-04-01"] { try await archive(date) }
        let before = try evaluation(await train(archive: archives, to: "before"))
        // Every hundredth person goes, and all others move to one practice.
        try editExtract("persons") { lines in
            let header = Sample.fields(Substring(lines[0]))
            let practice = header.firstIndex(of: "practice_code")!
            let only = Sample.fields(Substring(lines[1]))[practice]
            return [lines[0]]
                + lines.dropFirst().enumerated().filter { $0.offset % 100 != 0 }.map { _, line in
                    var fields = Sample.fields(Substring(line))
                    fields[practice] = only
                    return fields.joined(separator: ",")
                }
        }
        // Prescriptions have been lost since.
        try editExtract("prescriptions") { Array($0.prefix($0.count / 2)) }
        let model = try await train(archive: archives, to: "archived")
        let attrition = try text(model, "attrition.csv")
        #expect(attrition.contains("2023-04-01,excluded: no longer in the extracts,"))
        #expect(attrition.contains("2024-04-01,excluded: no longer in the extracts,"))
        let after = try evaluation(model)
        func names(_ evaluation: ModelEvaluation) -> [String] {
            evaluation.subgroups.first { $0.name == "practice" }?.levels.map(\.name) ?? []
        }
        #expect(names(after) == names(before) && names(after).count > 1)
        let fitted = try #require(after.limits.last)
        #expect(fitted.hasPrefix("Rows of the fit: Had the features been reconstructed from the extracts of today, "))
        let limit = try #require(after.limits.last { !$0.hasPrefix("Rows of the fit: ") })
        #expect(limit.hasPrefix("Had the features been reconstructed from the extracts of today, "))
        let words = #/today, [0-9.]+% of the people would differ in some; most often in [a-z_0-9]+ \([0-9.]+%\), /#
        #expect(limit.firstMatch(of: words) != nil)
        // Ten features at most.
        #expect(limit.split(separator: "%)").count <= 11)
        let plain = try evaluation(await train(archive: nil, to: "plain"))
        #expect(names(plain).count == 1)
    }

    @Test("evaluate takes an archive as train does")
    func evaluate() async throws {
        try await prepare()
        for date in ["2023-04-01", "2024-04-01"] { try await archive(date) }
        let model = try await train(archive: archives, to: "archived")
        let run = try EvaluationRun(
            model: model.path, source: .extracts(configuration: configuration, dates: nil, archive: archives),
            design: nil, progress: Sample.silent)
        try await run.run(to: folder.appending(path: "evaluated").path)
        // What the rows of the fit cannot tell, only training knows.
        var trained = try evaluation(model)
        trained.limits.removeAll { $0.hasPrefix("Rows of the fit: ") }
        #expect(try evaluation(folder.appending(path: "evaluated")) == trained)
    }

    // MARK: What is refused

    @Test("Each thing that makes an archive of no use has its sentence")
    func refusals() async throws {
        try await prepare()
        let none = await failure { _ = try await self.train(archive: self.archives, to: "m") }
        #expect(none.sentence == "there is no archive of 2023-04-01; the folder holds none" && none.code == 66)
        try await archive("2024-04-01")
        let one = await failure { _ = try await self.train(archive: self.archives, to: "m") }
        #expect(one.sentence == "there is no archive of 2023-04-01; there are those of 2024-04-01" && one.code == 66)
        try await archive("2023-04-01")

        let original = try Data(contentsOf: URL(filePath: archives + "/2023-04-01/archive.json"))
        try editFacts("2023-04-01") { facts in
            var features = facts["features"] as? [[String: Any]] ?? []
            features[0]["fingerprint"] = "another"
            features[2]["fingerprint"] = "another"
            facts["features"] = features
        }
        let names = try FeatureArchive(archives).facts(at: Day("2024-04-01")!).columns.map(\.name)
        let other = await failure { _ = try await self.train(archive: self.archives, to: "m") }
        #expect(
            other.sentence == "the archive of 2023-04-01 has other definitions of \(names[0]), \(names[2]) than the "
                + "catalogue; take the catalogue and the code lists of then, or leave these features out")
        #expect(other.code == 78)

        try original.write(to: URL(filePath: archives + "/2023-04-01/archive.json"))
        try editFacts("2023-04-01") { $0["format_version"] = 2 }
        let format = await failure { _ = try await self.train(archive: self.archives, to: "m") }
        #expect(
            format.sentence
                == "the archive of 2023-04-01 cannot be used: it is of format 2, and this program reads 1")

        try original.write(to: URL(filePath: archives + "/2023-04-01/archive.json"))
        let file = URL(filePath: archives + "/2023-04-01/features.csv.gz")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        let changed = await failure { _ = try await self.train(archive: self.archives, to: "m") }
        #expect(
            changed.sentence
                == "the archive of 2023-04-01 cannot be used: features.csv.gz is not as it was written"
                && changed.code == 65)
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "m/model.json").path))
    }

    @Test("A feature that an archive lacks is left out, and told")
    func lacking() async throws {
        try await prepare()
        try await archive("2023-04-01")
        try editFacts("2023-04-01") { facts in
            facts["features"] = (facts["features"] as? [[String: Any]] ?? []).filter { $0["name"] as? String != "male" }
        }
        let (table, _) = try await table(archive: archives)
        #expect(table.unavailable.map(\.feature) == ["male"])
        #expect(table.unavailable.first?.reason == "the archive of 2023-04-01 does not have it")
        #expect(
            !table.matrix.columns.contains { $0.name == "male" } && table.matrix.columns.contains { $0.name == "age" })
    }
}
