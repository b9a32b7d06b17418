import Foundation
import Identity
import Pipeline
import Testing

@Suite struct PseudonymisedRunTests {
    @Test("No NHS number of the population is in anything that a run leaves, and the lists are of the same people")
    func everything() async throws {
        let numbered = try await NumberedNights(settings: "formats: [csv, json, html, xlsx, fhir]")
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        try await nights.run("2025-03-08")
        let numbers = Set(numbered.numbers.values).union([NumberedNights.stranger])
        #expect(try NumberedNights.files(below: nights.folder.appending(path: "out"), naming: numbers) == [])
        #expect(try NumberedNights.contents(below: nights.folder.appending(path: "out")).count > 20)

        // The same people without a key: a list of as many, the same risks, and nobody twice.
        let plain = try await Nights()
        try await plain.run("2025-03-01")
        try await plain.run("2025-03-08")
        let risks = try plain.members().map { [$0["place"]!, $0["risk"]!] }.sorted { $0.joined() < $1.joined() }
        #expect(try nights.members().map { [$0["place"]!, $0["risk"]!] }.sorted { $0.joined() < $1.joined() } == risks)
        let members = try nights.members().map { $0["person_id"]! }
        #expect(members.allSatisfy { $0.count == 16 && $0.hasPrefix("p") } && Set(members).count == members.count)
    }

    @Test("Everybody scored stands in the order of their pseudonyms, which is the published order")
    func order() async throws {
        let numbered = try await NumberedNights(persons: 600)
        try await numbered.nights.run("2025-03-01")
        let ids = try numbered.nights.published("scores.csv.gz").map { $0["person_id"]! }.filter { !$0.isEmpty }
        #expect(ids.count > 500)
        #expect(ids == ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test("NHS numbers without a key are refused, and so is a key for pseudonyms")
    func settings() async throws {
        let nights = try await Nights(persons: 600, settings: "person_id: nhs_number")
        let problem =
            "person_id: nhs_number needs a key under which the numbers become pseudonyms: make one with "
            + "`anticipate key --out FILE` and say identity: { key: FILE }"
        await #expect { try await nights.run("2025-03-01") } throws: { error in
            "\(error)".contains(problem) && ExitStatus.code(of: error) == 78
        }
        try nights.edit("configuration.yaml") {
            $0.replacing("person_id: nhs_number", with: "identity: { key: k.key }")
        }
        await #expect { try await nights.run("2025-03-01") } throws: { error in
            "\(error)".contains("identity: key is for person_id: nhs_number") && ExitStatus.code(of: error) == 78
        }
        try nights.edit("configuration.yaml") { "person_id: nhs_number\n" + $0 }
        await #expect { try await nights.run("2025-03-01") } throws: { ExitStatus.code(of: $0) == 78 }
        _ = try KeyMaking.makeKey(at: nights.folder.appending(path: "k.key").path)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o440], ofItemAtPath: nights.folder.appending(path: "k.key").path)
        await #expect { try await nights.run("2025-03-01") } throws: { ExitStatus.code(of: $0) == 77 }
    }

    @Test("A run that fails on bad rows tells no number, on standard error or in its status")
    func failure() async throws {
        let numbered = try await NumberedNights(persons: 600)
        let nights = numbered.nights
        try nights.change("admissions") { row in [row[0], row[0]] + row.dropFirst(2) + ["9434765919"] }
        var sentence = ""
        do { try await nights.run("2025-03-01") } catch { sentence = "\(error)" }
        #expect(sentence.contains("malformed"))
        #expect(!sentence.contains(#/[0-9]{10}/#))
        let out = nights.folder.appending(path: "out")
        #expect(try NumberedNights.files(below: out, naming: Set(numbered.numbers.values)) == [])
        #expect(try String(contentsOf: out.appending(path: "STATUS.json"), encoding: .utf8).contains("malformed"))
    }

    @Test("Reviews come back by pseudonym and hold, while other sources have NHS numbers")
    func reviews() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try nights.edit("listed.yaml") { $0 + "\nafter_review: { unsuitable: leave out for 365 days }\n" }
        try await nights.run("2025-03-01")
        let reviewed = try #require(try nights.members().first?["person_id"])
        let header = try String(
            contentsOf: nights.folder.appending(path: "extracts/reviews.csv"), encoding: .utf8
        ).split(separator: "\n")[0].split(separator: ",").map(String.init)
        let fields = [
            "person_id": reviewed, "programme": "listed", "reviewed_on": "2025-03-02", "outcome": "seen",
            "suitable": "0", "reason": "moves soon",
        ]
        try nights.add(header.map { fields[$0] ?? "" }.joined(separator: ","), to: "reviews")
        try await nights.run("2025-03-08")
        #expect(try !nights.members().contains { $0["person_id"] == reviewed })
        let history = try LedgerQuestions(output: nights.output).history(of: reviewed)
        #expect(history.contains { $0.contains("seen, unsuitable, moves soon") })
        // By the NHS number too, under the key.
        let configuration = nights.folder.appending(path: "configuration.yaml").path
        let key = try PseudonymKey(file: numbered.key)
        let number = try #require(numbered.numbers.values.first { key.pseudonym(of: $0) == reviewed })
        let found = try LedgerQuestions(output: nights.output).history(of: number, configuration: configuration)
        #expect(found == history)
    }

    @Test("Another key is noticed: the run is refused until it is said, and then nobody of before stays")
    func otherKey() async throws {
        let numbered = try await NumberedNights()
        let nights = numbered.nights
        try await nights.run("2025-03-01")
        try FileManager.default.removeItem(atPath: numbered.key)
        _ = try KeyMaking.makeKey(at: numbered.key)
        await #expect { try await nights.run("2025-03-08") } throws: { error in
            "\(error)" == "\(PipelineError.otherKey)" && ExitStatus.code(of: error) == 78
        }
        let before = Set(try nights.members().map { $0["person_id"]! })
        let request = RunRequest(
            configuration: nights.folder.appending(path: "configuration.yaml").path,
            dates: try RunDates(indexDate: "2025-03-08", runDate: nil), output: nights.output, isDemonstration: true,
            hasNewKey: true)
        _ = try await NightlyRun(request, progress: Sample.silent).run()
        let now = try nights.members()
        #expect(!now.isEmpty && now.allSatisfy { !before.contains($0["person_id"]!) })
        #expect(try nights.movement().allSatisfy { $0["movement"] == "new" })
        #expect(try nights.issue()["number"] as? Int == 2)
        let manifest = try #require(try nights.manifest()["facts"] as? [String: Any])
        #expect((manifest["pseudonym_key"] as? String)?.count == 16)
        try await nights.run("2025-03-15")
    }
}
