import Foundation
import Pipeline
import Testing

@Suite struct NightlyRunTests {
    private static let columns =
        ["rank_practice", "rank", "person_id", "risk"] + (1...5).flatMap { ["factor\($0)", "contribution\($0)"] }
        + [
            "band", "reasons", "age_band", "sex", "risk_words", "standing", "days_on_list", "changes", "caseloads",
            "also_on", "programme", "seen_by", "date_seen", "outcome", "suitable", "why_not", "part",
        ]

    @Test("A list holds its practice's own people, each once, nobody who died, left or objected")
    func people() async throws {
        let sample = try Sample()
        try await sample.run()
        let persons = try Dictionary(uniqueKeysWithValues: sample.extract("persons").map { ($0["person_id"]!, $0) })
        let objectors = try Set(sample.extract("opt_outs").map { $0["person_id"]! })
        var listed: [String] = []
        for file in try sample.listFiles() {
            let header = try Sample.fields(Sample.text(file).split(separator: "\n")[0])
            #expect(header == Self.columns + ["note"])
            for row in try sample.rows(file) {
                let id = try #require(row["person_id"])
                let person = try #require(persons[id])
                #expect(person["practice_code"] == file.deletingPathExtension().lastPathComponent)
                #expect(person["date_of_death"]! == "" || person["date_of_death"]! >= "2025-04-01")
                #expect(person["registered_to"]! == "" || person["registered_to"]! >= "2025-04-01")
                #expect(row["note"] == "DEMONSTRATION: synthetic model, not for care")
                listed.append(id)
            }
        }
        #expect(!listed.isEmpty && Set(listed).count == listed.count && objectors.isDisjoint(with: listed))

        let scores = try sample.rows(sample.latest.appending(path: "scores.csv.gz"))
        #expect(scores.count == persons.count)
        #expect(objectors.isDisjoint(with: scores.map { $0["person_id"]! }))
        #expect(scores.filter { $0["person_id"] == "" }.count == scores.filter { $0["status"] == "opted_out" }.count)
        for score in scores { #expect((score["status"] == "scored") == (score["risk"] != "")) }
    }

    @Test("Ranks, risks and factors are those of an independent calculation from the features and the model")
    func ranking() async throws {
        let sample = try Sample()
        try await sample.run()
        let features = sample.folder.appending(path: "features.csv")
        let export = try FeatureExport(
            configuration: sample.configuration.path, dates: RunDates(indexDate: "2025-04-01", runDate: nil),
            design: nil, progress: Sample.silent)
        try await export.run(to: features.path)
        let practices = try Dictionary(
            uniqueKeysWithValues: sample.extract("persons").map { ($0["person_id"]!, $0["practice_code"]!) })
        let ranking = try SlowRanking(
            features: features, model: Sample.modelFolder.appending(path: "model.json"), practices: practices)
        let caseload = try sample.extract("caseload").filter {
            $0["programme"] == "most-complex-4pc" && $0["start_date"]! <= "2025-04-01"
                && ($0["end_date"]! == "" || $0["end_date"]! > "2025-04-01")
        }
        // Known on the index date, which a back-test's run date is: who leaves on it is not listed.
        let gone = try sample.extract("persons").filter {
            $0["date_of_death"] == "2025-04-01" || $0["registered_to"] == "2025-04-01"
        }
        let record = try SlowRecord(sample)
        let unhelped = record.scored.filter {
            record.has("palliative", $0) || record.isFoundUnsuitable(for: "most-complex-4pc", $0)
        }
        #expect(!unhelped.isEmpty)
        let cohort = ranking.cohort(leavingOut: Set((caseload + gone).map { $0["person_id"]! } + unhelped))

        let rows = try sample.listFiles().flatMap(sample.rows).sorted { Int($0["rank"]!)! < Int($1["rank"]!)! }
        #expect(rows.map { $0["person_id"]! } == cohort.map(\.id))
        for (row, person) in zip(rows, cohort) {
            #expect(row["rank"] == String(person.rank) && row["rank_practice"] == String(person.rankInPractice))
            #expect(abs(Double(row["risk"]!)! - person.risk) <= 0.51e-6)
            for (place, factor) in zip(1..., person.largest) {
                #expect(row["factor\(place)"] == factor.name)
                #expect(abs(Double(row["contribution\(place)"]!)! - factor.value) <= 0.51e-4)
            }
        }
        let scores = try sample.rows(sample.latest.appending(path: "scores.csv.gz"))
        let predictors = Dictionary(uniqueKeysWithValues: ranking.adults.map { ($0.id, $0.predictor) })
        for score in scores where predictors[score["person_id"]!] != nil {
            #expect(abs(Double(score["linear_predictor"]!)! - predictors[score["person_id"]!]!) < 1e-8)
        }
    }

    @Test("The same inputs give the same content whatever the threads and the order of rows, and only repoint latest")
    func determinism() async throws {
        let sample = try Sample()
        let first = try await sample.run(threads: 1)
        let content = try sample.content()
        #expect(try await sample.run("2025-04-02") != first)
        #expect(try await sample.run(threads: 4) == first)
        #expect(try sample.content() == content)

        let shuffled = try Sample()
        for url in try FileManager.default.contentsOfDirectory(
            at: shuffled.folder.appending(path: "SampleData/extracts"), includingPropertiesForKeys: nil)
        where url.pathExtension == "gz" {
            let lines = try Sample.text(url).split(separator: "\n")
            let plain = url.deletingPathExtension()
            try (lines.prefix(1) + lines.dropFirst().shuffled()).joined(separator: "\n").appending("\n")
                .write(to: plain, atomically: true, encoding: .utf8)
            // The name of a file is a fact of the run, so the shuffled one keeps it.
            try FileManager.default.removeItem(at: url)
            let gzip = try Process.run(URL(filePath: "/bin/gzip"), arguments: [plain.path])
            gzip.waitUntilExit()
        }
        try await shuffled.run()
        #expect(try shuffled.content() == content)
    }

    @Test("Reasons tell a fact once and never what lowers the risk")
    func reasons() async throws {
        let sample = try Sample()
        try await sample.run()
        for row in try sample.listFiles().flatMap(sample.rows) {
            let reasons = row["reasons"]!.split(separator: "; ")
            #expect((1...5).contains(reasons.count))
            for stem in ["emergency admission", "A&E attendances in", "GP contact", "aged ", "nights in hospital"] {
                #expect(reasons.filter { $0.contains(stem) }.count <= 1, "\(stem)")
            }
            #expect(!row["reasons"]!.contains(": 0"))
        }
    }

    @Test("Nothing but lists and scores names a person")
    func identifiers() async throws {
        let sample = try Sample()
        try await sample.run()
        let ids = try sample.extract("persons").map { $0["person_id"]! }
        var texts = try [
            "MANIFEST.json", "quality.json", "quality.html", "summary.json", "restricted/set-aside.csv.gz",
        ]
        .map(sample.published)
        texts.append(try String(contentsOf: sample.folder.appending(path: "out/STATUS.json"), encoding: .utf8))
        let words = Set(texts.joined(separator: " ").split { !$0.isLetter && !$0.isNumber }.map(String.init))
        #expect(words.isDisjoint(with: ids))
        #expect(!texts.joined().contains(sample.folder.path))
    }
}
