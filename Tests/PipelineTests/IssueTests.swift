import Foundation
import Pipeline
import Testing

@Suite struct IssueTests {
    @Test("The first run is an issue, the next after seven days; between them movement is counted against the last")
    func weekly() async throws {
        let nights = try await Nights()
        var issues: [[String]] = []
        for date in ["2025-03-01", "2025-03-02", "2025-03-07", "2025-03-08", "2025-03-14", "2025-03-16"] {
            try await nights.run(date)
            let issue = try nights.issue()
            issues.append([issue["number"], issue["date"], issue["is_issue"]].map { "\($0 ?? "")" })
        }
        #expect(
            issues == [
                ["1", "2025-03-01", "1"], ["1", "2025-03-01", "0"], ["1", "2025-03-01", "0"], ["2", "2025-03-08", "1"],
                ["2", "2025-03-08", "0"], ["3", "2025-03-16", "1"],
            ])
        let runs = try FileManager.default.contentsOfDirectory(atPath: nights.output + "/runs")
        #expect(runs.count == 6)
        let churn = try LedgerQuestions(output: nights.output).churn(of: "listed")
        #expect(churn.count == 4 && churn[3].hasPrefix("listed,3,2025-03-16,"))
    }

    @Test("A run of the same day and inputs is the same run, and no second issue")
    func rerun() async throws {
        let nights = try await Nights()
        let first = try await nights.run("2025-03-01")
        #expect(try await nights.run("2025-03-01") == first)
        try await nights.run("2025-03-02")
        let issue = try await nights.run("2025-03-08")
        let text = try nights.ledgerText()
        #expect(try await nights.run("2025-03-08") == issue)
        #expect(try nights.issue()["number"] as? Int == 2)
        #expect(try nights.ledgerText() == text)
    }

    @Test("Issued by hand, lists are issued when the operator says so, and at first")
    func byHand() async throws {
        let nights = try await Nights(settings: "issue: by_hand")
        try await nights.run("2025-02-01")
        try await nights.run("2025-03-01")
        #expect(try nights.issue()["is_issue"] as? Bool == false)
        try await nights.run("2025-03-02", issues: true)
        #expect(try nights.issue()["is_issue"] as? Bool == true && nights.issue()["number"] as? Int == 2)
        let days = try Set(nights.movement().filter { $0["movement"] == "staying" }.map { $0["days"]! })
        #expect(days == ["29"])
    }

    @Test("After a rollback the last issue is the last at or before that run, and the ledger forgets those after it")
    func rollback() async throws {
        let nights = try await Nights(settings: "issue: { every: 2 days }")
        try await nights.run("2025-03-01")
        let second = try await nights.run("2025-03-03")
        try await nights.run("2025-03-05")
        _ = try RunAdministration(output: nights.output).rollbackUnfiltered(
            to: second, by: Accountable(user: "clerk", purpose: "a test"))
        try await nights.run("2025-03-04")
        #expect(try nights.issue()["number"] as? Int == 2 && nights.issue()["date"] as? String == "2025-03-03")
        try await nights.run("2025-03-06")
        #expect(try nights.issue()["number"] as? Int == 3)
        let text = try nights.ledgerText()
        let issues = text.split(separator: "\n").filter { $0.hasPrefix("issues|") }
        #expect(issues.map { $0.suffix(10) } == ["2025-03-01", "2025-03-03", "2025-03-06"])
        #expect(try nights.rebuiltText() == text)
    }

    @Test("An issue that cannot be is refused", arguments: ["weekly", "{ every: 0 days }", "{ every: 7 }", "{}"])
    func refused(setting: String) async throws {
        let nights = try await Nights(persons: 10, settings: "issue: \(setting)")
        let error = await #expect(throws: (any Error).self) { try await nights.run("2025-03-01") }
        #expect(error.map(ExitStatus.code) == 78)
    }

    @Test("Where the last issue cannot be read, the night goes on, says so and knows nobody who stays")
    func lost() async throws {
        let nights = try await Nights()
        let first = try await nights.run("2025-03-01")
        try await nights.run("2025-03-02")
        try FileManager.default.removeItem(atPath: nights.output + "/runs/\(first)/restricted/members/listed.csv.gz")
        try await nights.run("2025-03-08")
        #expect(try nights.issue()["number"] as? Int == 2)
        #expect(try Set(nights.members().map { $0["entry_reason"]! }) == ["last_issue_lost"])
        let status = try Data(contentsOf: URL(filePath: nights.output + "/STATUS.json"))
        #expect(String(decoding: status, as: UTF8.self).contains("issue 1 of 2025-03-01 cannot be read"))
    }
}
