import FeatureData
import Foundation
import Testing

@testable import Pipeline

@Suite("Families of features in plain words")
struct FamilyWordsTests {
    private func column(_ name: String, _ reason: String, family: String? = nil) -> FeatureColumn {
        FeatureColumn(name: name, usual: 0, fingerprint: name, reason: reason, family: family)
    }

    @Test("A family is called what the catalogue says, or what its reason tells of, and no two are called alike")
    func words() {
        let columns = [
            column("age", "aged {value}", family: "age"),
            column("ae_3m", "{value} {A&E attendance|A&E attendances} in the last 3 months", family: "ae_{window}"),
            column("ae_old", "{value} {A&E attendance|A&E attendances} before", family: "ae_old_{window}"),
            column("sc_any", "", family: "sc_any"),
        ]
        #expect(
            FamilyWords(columns).words(columns.map(\.family)) == [
                "age", "A&E attendances", "A&E attendances (ae old)", "sc any",
            ])
    }

    @Test("What is kept of an issue, and what history tells of it, has words and no feature's name")
    func history() async throws {
        let nights = try await Nights()
        try await nights.run("2025-03-01")
        try await nights.run("2025-03-08")
        let url = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
            .appending(path: "restricted/members/listed.csv.gz")
        let header = Sample.fields(try #require(try Sample.text(url).split(separator: "\n").first))
        let families = header.drop { $0 != "known" }.dropFirst()
        #expect(families.contains("A&E attendances") && families.contains("emergency admissions"))
        #expect(families.allSatisfy { !$0.contains("_") && !$0.contains("{") })
        #expect(Set(header).count == header.count)
        let person = try #require(try nights.members().first?["person_id"])
        let questions = try LedgerQuestions(output: nights.output)
        let lines = try questions.history(of: person)
        let listing = try #require(lines.first { $0.hasPrefix("  issue 1 of 2025-03-01: ") })
        let parts = listing.split(separator: "/1.1.0: ")
        try #require(parts.count == 2)
        let contributions = parts[1]
        #expect(!contributions.contains("_") && !contributions.contains("{"))
        // The same once the ledger is made again from the runs.
        _ = try questions.rebuild()
        #expect(try questions.history(of: person) == lines)
    }

    @Test("A family of an earlier issue is known again by its words, or by its name, which issues once had")
    func places() {
        let (words, names) = (["age", "A&E attendances", "falls"], ["age", "ae_{window}", "falls"])
        #expect(FamilyWords.places(of: words, names, among: ["A&E attendances", "age"]) == [1, 0, nil])
        #expect(FamilyWords.places(of: words, names, among: ["ae_{window}", "age"]) == [1, 0, nil])
    }
}
