import Foundation
import Pipeline
import Testing

@Suite struct ListMovementTests {
    /// The rows of every practice's list, and each list's issue.
    private func lists(_ nights: Nights) throws -> (rows: [[String: String]], issues: [[String: Any]]) {
        let folder = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
            .appending(path: "lists/listed")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let issues = try names.filter { $0.hasSuffix(".json") }.map { name in
            let data = try Data(contentsOf: folder.appending(path: name))
            let header = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            return try #require(header["issue"] as? [String: Any])
        }
        let rows = try names.filter { $0.hasSuffix(".csv") }.flatMap { try nights.published("lists/listed/\($0)") }
        return (rows, issues)
    }

    @Test("Lists say what the run's movement says: who is new, how long the others stay, and what changed")
    func movement() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-02-01")
        let first = try lists(nights)
        #expect(first.rows.allSatisfy { $0["standing"] == "" && $0["days_on_list"] == "" && $0["changes"] == "" })
        #expect(first.issues.allSatisfy { $0["number"] as? Int == 1 && $0["entered"] is NSNull })

        try await nights.run("2025-03-01")
        let (rows, issues) = try lists(nights)
        let movement = try nights.movement()
        let left = movement.filter { $0["movement"] == "left" }
        let listed = Dictionary(uniqueKeysWithValues: rows.map { ($0["person_id"]!, $0) })
        for one in movement where one["movement"] != "left" {
            let row = try #require(listed[one["person_id"]!])
            #expect(row["standing"] == one["movement"])
            #expect(row["days_on_list"] == (one["movement"] == "staying" ? "28" : ""))
            let changes = row["changes"]!
            #expect((changes.isEmpty ? "" : changes.replacing("; ", with: ". ") + ".") == one["words"])
        }
        #expect(Set(rows.map { $0["standing"]! }) == ["new", "staying"])
        #expect(rows.contains { $0["changes"]!.contains("emergency admissions") })
        // Families in plain words: no feature's name is told.
        #expect(rows.allSatisfy { !$0["changes"]!.contains("_") && !$0["changes"]!.contains("{") })
        #expect(issues.allSatisfy { $0["number"] as? Int == 2 && $0["is_issue"] as? Bool == true })
        #expect(issues.reduce(0) { $0 + ($1["entered"] as? Int ?? 0) } == rows.count { $0["standing"] == "new" })
        #expect(issues.reduce(0) { $0 + ($1["left"] as? Int ?? 0) } == left.count)
    }

    @Test("Between issues a list says so, and a held list tells tonight's days")
    func heldBetweenIssues() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-03-01")
        let own = try nights.members()
        let practice = try #require(own.first?["place"])
        let ids = Set(own.map { $0["person_id"]! })
        var dropped = 0
        try nights.change("persons") { fields in
            guard fields[6] == practice, !ids.contains(fields[0]), dropped < 200 else { return fields }
            dropped += 1
            return nil
        }
        try await nights.run("2025-03-04")
        let rows = try nights.published("lists/listed/\(practice).csv")
        #expect(rows.map { $0["person_id"]! } == own.filter { $0["place"] == practice }.map { $0["person_id"]! })
        #expect(rows.allSatisfy { $0["standing"] == "staying" && $0["days_on_list"] == "3" })
        let page = try String(
            contentsOf: nights.folder.appending(path: "out/latest/lists/listed/\(practice).html"), encoding: .utf8)
        #expect(page.contains("HELD: ") && page.contains("Not issued; the last was issue 1 of 1 March 2025."))
        #expect(page.contains("On the list for 3 days") && page.contains("Since that issue, 0 came onto this list"))
    }
}
