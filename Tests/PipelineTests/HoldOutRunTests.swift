import Evaluation
import Foundation
import Pipeline
import Testing

@Suite("A run with a hold-out")
struct HoldOutRunTests {
    private static let words = "drawn by lot to be left out, so that it can be told whether the list helps"
    private static let lines = "holdout: { share: 20%, seed: 4 }"

    /// To five standard deviations of a binomial count.
    private static func isAFifth(_ part: Int, of whole: Int) -> Bool {
        let (share, deviation) = (0.2 * Double(whole), (0.16 * Double(whole)).squareRoot())
        return abs(Double(part) - share) < 5 * deviation
    }

    private func heldOut(_ nights: Nights) throws -> [[String: String]] {
        try nights.published("restricted/held-out/listed.csv.gz")
    }

    private func ids(_ rows: [[String: String]]) -> Set<String> { Set(rows.map { $0["person_id"]! }) }

    @Test("records whom it left out, and leaves the same people out night after night")
    func recorded() async throws {
        let nights = try await Nights(persons: 3_000, programme: Self.lines)
        try await nights.run("2025-03-01", issues: true)
        let first = try heldOut(nights)
        let listed = ids(try nights.members())
        #expect(!listed.isEmpty && ids(first).isDisjoint(with: listed))
        let eligible = try nights.published("scores.csv.gz").count { !($0["rank"] ?? "").isEmpty }
        #expect(Self.isAFifth(first.count, of: eligible))
        let reached = first.filter { $0["would_be_listed"] == "1" }
        let lowest = try nights.members().map { Double($0["risk"]!)! }.min()!
        #expect(reached.allSatisfy { Double($0["risk"]!)! >= lowest - 1e-6 })
        #expect(first.filter { $0["would_be_listed"] == "0" }.allSatisfy { Double($0["risk"]!)! <= lowest + 1e-6 })

        let facts = try #require(try nights.manifest()["facts"] as? [String: Any])
        let recorded = try #require((facts["hold_outs"] as? [String: [String: Any]])?["listed"])
        #expect(recorded["share"] as? String == "20%" && recorded["seed"] as? Int == 4)
        #expect(recorded["held_out"] as? Int == first.count && recorded["would_be_listed"] as? Int == reached.count)

        let folder = nights.folder.appending(path: "out/latest").resolvingSymlinksInPath()
        let lists = folder.appending(path: "lists/listed")
        let headers = try FileManager.default.contentsOfDirectory(atPath: lists.path).filter { $0.hasSuffix(".json") }
            .map { try String(contentsOf: lists.appending(path: $0), encoding: .utf8) }
        #expect(!headers.isEmpty && headers.allSatisfy { $0.contains(Self.words) })
        for id in ids(first) { #expect(!headers.contains { $0.contains(id) }) }

        try await nights.run("2025-03-08", issues: true)
        // People come and go; those of both nights are drawn on both or on neither.
        let second = ids(try heldOut(nights))
        #expect(second.isDisjoint(with: ids(try nights.members())) && second.isDisjoint(with: listed))
        #expect(second.intersection(ids(first)).count > first.count * 9 / 10)
    }

    @Test("takes those on its lists off them, with that reason")
    func movement() async throws {
        let nights = try await Nights(persons: 3_000)
        try await nights.run("2025-03-01", issues: true)
        let before = ids(try nights.members())
        try nights.edit("listed.yaml") { $0 + "\n" + Self.lines }
        try await nights.run("2025-03-08", issues: true)
        let drawn = ids(try heldOut(nights)).intersection(before)
        let left = try nights.movement().filter { $0["movement"] == "left" && drawn.contains($0["person_id"]!) }
        #expect(!drawn.isEmpty && ids(left) == drawn)
        #expect(left.allSatisfy { $0["reason"] == "excluded" && $0["detail"] == Self.words })
    }

    @Test("lets a model be evaluated on people whose outcome no list changed")
    func evaluation() async throws {
        let nights = try await Nights(persons: 3_000, programme: Self.lines)
        let source = HoldOutSource(programme: "listed", runs: nights.output)
        func evaluate(_ folder: String, _ holdOut: HoldOutSource?) async throws -> ModelEvaluation {
            let out = nights.folder.appending(path: folder)
            try await EvaluationRun(
                model: Sample.modelFolder.path,
                source: .extracts(
                    configuration: nights.configuration.path,
                    dates: try RunDates(indexDate: "2024-03-01", runDate: nil), holdOut: holdOut),
                design: nil, progress: Sample.silent
            ).run(to: out.path)
            return try ModelEvaluation(json: Data(contentsOf: out.appending(path: "evaluation.json")))
        }
        try await nights.run("2025-03-20", issues: true)
        let none = await #expect(throws: PipelineError.self) { _ = try await evaluate("none", source) }
        #expect("\(none!)".hasPrefix("no issue of listed recorded a hold-out for the time at risk from 2024-03-01"))
        #expect(ExitStatus.code(of: none!) == 65)

        try FileManager.default.removeItem(atPath: nights.output)
        try await nights.run("2024-02-20", issues: true)
        try await nights.run("2024-09-01", issues: true)
        let all = try await evaluate("all", nil)
        let held = try await evaluate("held", source)
        #expect(try Self.isAFifth(#require(held.persons), of: #require(all.persons)))
        #expect(held.attrition.contains { $0.name.hasSuffix("not in the hold-out") })
        let words = try #require(held.retraining)
        #expect(
            words.hasPrefix(
                "Only the hold-out of listed was evaluated: 20% of people, drawn by lot and left out of its 2 issues "
                    + "from 2024-02-20 to 2024-09-01."))
        let report = try String(contentsOf: nights.folder.appending(path: "held/report.html"), encoding: .utf8)
        #expect(report.contains("Only the hold-out of listed was evaluated"))

        // An issue without it may have changed anybody's outcome.
        try nights.edit("listed.yaml") { $0.replacing(Self.lines, with: "") }
        try await nights.run("2024-10-01", issues: true)
        let broken = await #expect(throws: PipelineError.self) { _ = try await evaluate("broken", source) }
        #expect("\(broken!)".hasPrefix("the issue of listed on 2024-10-01 kept no hold-out"))
    }
}
