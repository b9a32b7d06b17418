import Foundation
import Pipeline
import Testing

/// Issues that practices received, and that the published run no longer stands on.
@Suite("An issue that was rolled back from")
struct WithdrawnIssueTests {
    /// Two issues, the second by a model of another version, and back to the first.
    private func rolledBack() async throws -> (nights: Nights, listed: [String], run: String) {
        let nights = try await Nights()
        let first = try await nights.run("2025-03-01", issues: true)
        try FileManager.default.copyItem(at: Sample.modelFolder, to: nights.folder.appending(path: "model"))
        try nights.edit("model/model.json") { $0.replacing("\"1.1.0\"", with: "\"1.1.1\"") }
        try nights.edit("configuration.yaml") { "models: { emergency-admission-12m: model }\n" + $0 }
        let second = try await nights.run("2025-03-08", issues: true)
        let listed = try nights.members().map { $0["person_id"]! }
        let manager = try Accountable(user: "A. Manager", purpose: "the model is wrong")
        _ = try RunAdministration(output: nights.output).rollbackUnfiltered(to: first, by: manager)
        return (nights, listed, second)
    }

    @Test("is recalled still, from its run, and after the ledger was made again")
    func recall() async throws {
        let (nights, listed, run) = try await rolledBack()
        let questions = try LedgerQuestions(output: nights.output)
        for isRebuilt in [false, true] {
            if isRebuilt { _ = try questions.rebuild() }
            let file = nights.folder.appending(path: "ids-\(isRebuilt).txt")
            let lines = try questions.recall("emergency-admission-12m/1.1.1", namingIn: file.path)
            #expect(lines[0] == "people listed at issues: \(listed.count)")
            #expect(
                lines.contains(
                    "rolled back: issue 2 of 2025-03-08: listed, listed \(listed.count), in runs/\(run)/lists/listed"))
            let ids = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
            #expect(ids == listed.sorted())
            // The model of the issue that stands is recalled as before.
            let standing = try questions.recall("emergency-admission-12m/1.1.0")
            #expect(standing[0] != "people listed at issues: 0" && !standing.contains { $0.hasPrefix("rolled back") })
        }
    }

    @Test("is told in a person's history, beside the issues that stand")
    func history() async throws {
        let (nights, listed, _) = try await rolledBack()
        let standing = try Set(nights.members().map { $0["person_id"]! })
        let (both, only) = (listed.first(where: standing.contains), listed.first { !standing.contains($0) })
        let questions = try LedgerQuestions(output: nights.output)
        for (person, isStanding) in [(both, true), (only, false)] {
            guard let person else { continue }
            let lines = try questions.history(of: person)
            #expect(lines.count { $0.hasPrefix("rolled back: listed, ") } == 1)
            #expect(lines.contains { $0.hasPrefix("  issue 2 of 2025-03-08: ") && $0.contains("/1.1.1") })
            #expect(lines.contains { $0.hasPrefix("  issue 1 of 2025-03-01: ") } == isStanding)
        }
        try #require(both != nil)
    }

    @Test("is not told of where another run of its day has taken its place, but for whom that no longer lists")
    func again() async throws {
        let nights = try await Nights()
        try await nights.run("2025-03-01", issues: true)
        let first = try Set(nights.members().map { $0["person_id"]! })
        try nights.edit("listed.yaml") { $0.replacing("share: 4%", with: "share: 2%") }
        try await nights.run("2025-03-01", issues: true)
        let second = try Set(nights.members().map { $0["person_id"]! })
        try #require(!second.isEmpty && second.isStrictSubset(of: first))
        let questions = try LedgerQuestions(output: nights.output)
        #expect(try !questions.history(of: second.first!).contains { $0.contains("made again") })
        let dropped = try #require(first.subtracting(second).first)
        #expect(try questions.history(of: dropped)[0].hasPrefix("made again: listed, "))
        let lines = try questions.recall("emergency-admission-12m/1.1.0")
        #expect(lines[0] == "people listed at issues: \(first.count)")
    }
}
