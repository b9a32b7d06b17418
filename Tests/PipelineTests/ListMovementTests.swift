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

    @Test("A practice is told who left its list and why, but for those who died, went or object: they are counted")
    func left() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-02-01")
        let before = try nights.members()
        let practice = try #require(before.first?["place"])
        let own = before.filter { $0["place"] == practice }.map { $0["person_id"]! }
        try #require(own.count > 5)
        let other = try #require(before.first { $0["place"] != practice }?["place"])
        let (objects, dies, goes, moves, unsuitable) = (own[0], own[1], own[2], own[3], own[4])
        try nights.add("\(objects),type1,2025-02-10", to: "opt_outs")
        let columns = try Sample.fields(
            String(contentsOf: nights.folder.appending(path: "extracts/persons.csv"), encoding: .utf8)
                .split(separator: "\n")[0])
        func place(_ column: String) -> Int { columns.firstIndex(of: column)! }
        try nights.change("persons") { row in
            var row = row
            if row[0] == dies { row[place("date_of_death")] = "2025-02-11" }
            if row[0] == goes { row[place("registered_to")] = "2025-02-11" }
            if row[0] == moves { row[place("practice_code")] = other }
            return row
        }
        try nights.write(
            """
            title: Listed
            model: emergency-admission-12m
            eligible: age >= 18
            select: { share: 4% }
            after_review: { unsuitable: leave out for 180 days }

            """, to: "listed.yaml")
        try nights.add("\(unsuitable),listed,2025-02-12,,0,no service to offer", to: "reviews")
        try await nights.run("2025-03-01")

        let names = try FileManager.default.contentsOfDirectory(
            atPath: nights.folder.appending(path: "out/latest/left/listed").path)
        let told = try names.flatMap { name in
            try nights.published("left/listed/\(name)").map {
                (String(name.dropLast(4)), $0["person_id"]!, $0["reason"]!)
            }
        }
        let toldHere = Dictionary(
            told.filter { $0.0 == practice }.map { ($0.1, $0.2) }, uniquingKeysWith: { first, _ in first })
        #expect(toldHere[unsuitable] == "found unsuitable at a review in the last 180 days")
        for hidden in [objects, dies, goes, moves] { #expect(!told.contains { $0.1 == hidden }, "\(hidden)") }
        // Everybody who is named is of the practice tonight, and on none of its lists.
        let now = Dictionary(
            try nights.published("../../../extracts/persons.csv").map { ($0["person_id"]!, $0["practice_code"]!) },
            uniquingKeysWith: { first, _ in first })
        let listed = Set(try nights.members().map { $0["person_id"]! })
        for (place, id, why) in told { #expect(now[id] == place && !listed.contains(id) && !why.isEmpty) }
        // All are counted by reason, and as many as left.
        let data = try Data(
            contentsOf: nights.folder.appending(path: "out/latest/lists/listed/\(practice).json"))
        let header = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let issue = try #require(header?["issue"] as? [String: Any])
        let reasons = Dictionary(
            uniqueKeysWithValues: try #require(issue["left_by_reason"] as? [[String: Any]]).map {
                ($0["why"] as? String ?? "", $0["people"] as? Int ?? 0)
            })
        #expect(reasons.values.reduce(0, +) == issue["left"] as? Int)
        let gone = try nights.movement().filter { $0["movement"] == "left" && $0["place"] == practice }
        for (code, words) in [("died", "died"), ("departed", "left the register or moved away")] {
            #expect(reasons[words] == gone.count { $0["reason"] == code }, "\(words)")
        }
        #expect(reasons["object to this use of their data (counted, named nowhere)"] == 1)
        let page = try String(
            contentsOf: nights.folder.appending(path: "out/latest/lists/listed/\(practice).html"), encoding: .utf8)
        #expect(page.contains("Who left this list") && page.contains(unsuitable) && !page.contains(dies))
        // Who objects now is taken out of what names those who left, too.
        let clerk = try Accountable(user: "clerk", purpose: "retention schedule")
        _ = try Purge(
            configuration: nights.configuration.path, output: nights.output, archives: [], by: clerk
        ).run(unsuitable)
        #expect(
            try NumberedNights.files(below: nights.folder.appending(path: "out"), naming: [unsuitable]) == [])
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
