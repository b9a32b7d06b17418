import Evaluation
import Foundation
import Scoring
import Testing

@testable import Pipeline

/// A table of 4,000 made-up rows, of which half are to test on.
@Suite("On a ready table")
struct ModellingCommandTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "table-" + UUID().uuidString)

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var text = "person_id,y,split,sex,age,visits,smoking,bmi\n"
        var state: UInt64 = 7
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
        for row in 0..<4000 {
            let (age, visits) = ((18 + draw() * 80).rounded(), (-log(1 - draw()) * 1.5).rounded(.down))
            let smoking = ["never", "ex", "current"][Int(draw() * 3)]
            let bmi = draw() < 0.1 ? "" : "\((200 + draw() * 150).rounded() / 10)"
            let predictor = -4 + 0.03 * age + 0.6 * log(1 + visits) + (smoking == "current" ? 0.7 : 0)
            let outcome = draw() < 1 / (1 + exp(-predictor)) ? 1 : 0
            text +=
                "p\(row / 2),\(outcome),\(row % 4 < 2 ? "train" : "test"),\(row % 3 == 0 ? "f" : "m"),"
                + "\(age),\(visits),\(smoking),\(bmi)\n"
        }
        try text.write(to: folder.appending(path: "table.csv"), atomically: false, encoding: .utf8)
        let design = """
            design: made-up
            version: 1.0.0
            table: { id: person_id, outcome: y, groups: sex }
            outcome_words: something that happens
            train: split = train
            test: split = test
            basis: [{ features: age, as: spline 4 }, { features: visits, as: log1p }]
            penalty: { kind: elastic_net, alpha: 0.5, lambdas: 12, folds: 4 }
            synthetic: true

            """
        try design.write(to: folder.appending(path: "design.yaml"), atomically: false, encoding: .utf8)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private var source: EvaluationSource { .table(path: path("table.csv")) }

    private func train(threads: Int = 2) async throws {
        try await TableTrainingRun(design: path("design.yaml"), threads: threads, progress: Sample.silent)
            .run(table: path("table.csv"), to: path("model"))
    }

    private func evaluation(_ name: String) throws -> ModelEvaluation {
        try ModelEvaluation(json: Data(contentsOf: folder.appending(path: "\(name)/evaluation.json")))
    }

    @Test("a model is trained, evaluated, recalibrated and compared")
    func wholeWay() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await train()
        let first = try evaluation("model")
        #expect(first.measures.auroc.value.map { (0.6..<0.8).contains($0) } ?? false)

        // Evaluating it again finds the same.
        try await EvaluationRun(model: path("model"), source: source, design: nil, progress: Sample.silent)
            .run(to: path("evaluation"))
        #expect(try evaluation("evaluation").measures == first.measures)
        for file in ["report.html", "figures/roc.csv", "figures/subgroups.csv"] {
            #expect(FileManager.default.fileExists(atPath: path("evaluation/\(file)")), "\(file)")
        }

        // Recalibrated on the rows it is evaluated on, its risks add up to the events, and it ranks as it did.
        for method in RecalibrationRun.Method.allCases {
            let out = "recalibrated-\(method.rawValue)"
            try await RecalibrationRun(model: path("model"), source: source, design: nil, progress: Sample.silent)
                .run(method, version: "1.0.1", to: path(out))
            try await EvaluationRun(model: path(out), source: source, design: nil, progress: Sample.silent)
                .run(to: path(out + "-evaluation"))
            let measures = try evaluation(out + "-evaluation").measures
            #expect(abs((measures.observedOverExpected.value ?? 0) - 1) < 1e-6, "\(method)")
            if method != .isotonic { #expect(measures.auroc.value == first.measures.auroc.value) }
        }

        try await ComparisonRun(
            champion: path("model"), challenger: path("recalibrated-isotonic"), source: source, design: nil,
            progress: Sample.silent
        ).run(to: path("comparison"))
        let comparison = try ModelComparison(
            json: Data(contentsOf: folder.appending(path: "comparison/comparison.json")))
        #expect(comparison.champion == "made-up 1.0.0")
    }

    @Test("somebody else's scores are compared with a model's, and rows that they lack are told")
    func otherScores() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await train()
        var text = "person_id,score\n"
        for person in 0..<1900 { text += "p\(person),\(Double((person * 7919) % 1000) / 1000)\n" }
        try text.write(toFile: path("scores.csv"), atomically: false, encoding: .utf8)
        try await ComparisonRun(
            champion: path("model"), challenger: path("scores.csv"), source: source, design: nil,
            progress: Sample.silent
        ).run(to: path("comparison"))
        let json = try String(contentsOfFile: path("comparison/comparison.json"), encoding: .utf8)
        #expect(json.contains("100 rows have no score of one of the two, and are left out of both."))
    }

    @Test("a model does not depend on the number of threads")
    func threads() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await train(threads: 1)
        let one = try Data(contentsOf: folder.appending(path: "model/model.json"))
        try FileManager.default.removeItem(at: folder.appending(path: "model"))
        try await train(threads: 2)
        #expect(try Data(contentsOf: folder.appending(path: "model/model.json")) == one)
    }
}
