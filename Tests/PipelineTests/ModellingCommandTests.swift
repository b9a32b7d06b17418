import Evaluation
import Foundation
import Scoring
import TestSupport
import Testing

@testable import Pipeline

/// A table of 4,000 made-up rows, of which half are to test on.
@Suite("On a ready table")
final class ModellingCommandTests {
    private let folder = TestFolder.path("table")

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

    deinit { try? FileManager.default.removeItem(at: folder) }

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

    /// The design with an ablation, and a predictor that says nothing; trained.
    private func ablate(_ more: String, predictors: String = "age, visits, smoking, bmi", to name: String) async throws
    {
        let text = """
            design: made-up
            version: 1.0.0
            table: { id: person_id, outcome: y, predictors: [\(predictors)] }
            train: split = train
            test: split = test
            basis: [{ features: age, as: spline 4 }, { features: visits, as: log1p }]
            synthetic: true

            """
        try (text + more).write(toFile: path(name + ".yaml"), atomically: false, encoding: .utf8)
        try await TableTrainingRun(design: path(name + ".yaml"), threads: 2, progress: Sample.silent)
            .run(table: path("table.csv"), to: path(name))
    }

    @Test("an ablation tells what the same model is worth without a group, and nothing of what has no weight")
    func ablation() async throws {
        // A column that is the same in every row.
        let lines = try String(contentsOfFile: path("table.csv"), encoding: .utf8).split(separator: "\n")
        let wider = lines.enumerated().map { $1 + ($0 == 0 ? ",constant" : ",5") }.joined(separator: "\n") + "\n"
        try wider.write(toFile: path("table.csv"), atomically: false, encoding: .utf8)
        try await ablate(
            "ridge: 0.01\nablation: { use of services: visits, habits: [smoking, bmi], nothing at all: constant }\n",
            predictors: "age, visits, smoking, bmi, constant", to: "whole")
        try await ablate("ridge: 0.01\n", predictors: "age, smoking, bmi, constant", to: "without")
        #expect(!FileManager.default.fileExists(atPath: path("without/ablation.csv")))

        let rows = try String(contentsOfFile: path("whole/ablation.csv"), encoding: .utf8).split(separator: "\n")
            .map(Sample.fields)
        #expect(
            rows[0].joined(separator: ",") == "left_out,features,terms,auroc,auroc_difference,brier_score,"
                + "brier_score_difference,ppv_at_4_percent,ppv_at_4_percent_difference")
        #expect(rows.dropFirst().map { $0[0] } == ["nothing", "use of services", "habits", "nothing at all"])
        let whole = try evaluation("whole")
        let without = try evaluation("without")
        for (row, expected) in [(rows[1], whole), (rows[2], without), (rows[4], whole)] {
            let measures = expected.measures
            let cut = expected.cuts.first { $0.rule == "4%" }
            for (text, value) in zip(
                [row[3], row[5], row[7]],
                [measures.auroc.value, measures.brierScore.value, cut?.positivePredictiveValue.value])
            {
                #expect(abs(try #require(Double(text)) - (try #require(value))) < 1e-6)
            }
        }
        #expect(try #require(Double(rows[2][4])) < -0.02 && Double(rows[4][4]) == 0 && Double(rows[4][6]) == 0)
        let card = try String(contentsOfFile: path("whole/CARD.md"), encoding: .utf8)
        #expect(card.contains("| left out | features | AUROC | Brier score | PPV at 4% |"))
        #expect(card.contains("\n| use of services | 1 | "))
    }

    @Test("an ablation of no feature, or without rows to measure on, is refused")
    func ablationMistakes() async throws {
        await #expect {
            try await ablate("ablation: { a: no_such }\n", to: "m")
        } throws: {
            "\($0)" == "m.yaml:8:16: no feature is named like that"
        }
        let text = "design: d\nversion: 1.0.0\ntable: { id: i, outcome: y }\nablation: { a: b }\n"
        #expect {
            try TableDesign(text: text, file: "d.yaml")
        } throws: {
            "\($0)" == "d.yaml:4:11: \"ablation\" needs other rows to measure on: add test"
        }
    }

    @Test("a programme's own rule is evaluated on a table, as its columns tell who is eligible and where they belong")
    func programme() async throws {
        try await train()
        let text =
            "title: Those at risk\nmodel: made-up\neligible: age >= 60 and sex = f\nselect: { risk_at_least: 0.2 }\n"
        try text.write(toFile: path("at-risk.yaml"), atomically: false, encoding: .utf8)
        try await EvaluationRun(
            model: path("model"), source: source, design: nil, programmes: .named([path("at-risk.yaml")]),
            progress: Sample.silent
        ).run(to: path("evaluation"))
        let rule = try #require(evaluation("evaluation").rules.first)
        #expect(rule.rule == "Those at risk: everyone eligible whose risk is 0.2 or more")

        // From the scores that `score` writes.
        try await TableScoring(model: path("model")).run(
            table: path("table.csv"), id: "person_id", to: path("scores.csv"), threads: 1, progress: Sample.silent)
        func rows(_ name: String) throws -> [[String]] {
            try String(contentsOfFile: path(name), encoding: .utf8).split(separator: "\n").dropFirst()
                .map(Sample.fields)
        }
        let test = try zip(rows("table.csv"), rows("scores.csv")).filter { $0.0[2] == "test" }
        let taken = test.filter { $0.0[3] == "f" && Double($0.0[4])! >= 60 && Double($0.1[1])! >= 0.2 }
        let found = taken.count { $0.0[1] == "1" }
        let people = Set(taken.map { $0.0[0] }).count
        #expect(people > 50 && abs((rule.taken ?? 0) - people) <= 2)
        #expect(rule.positivePredictiveValue.value == Double(found) / Double(taken.count))
        #expect(rule.sensitivity.value == Double(found) / Double(test.count { $0.0[1] == "1" }))
        #expect(try #require(rule.positivePredictiveValue.low) < Double(found) / Double(taken.count))
        let lines = try String(contentsOfFile: path("evaluation/figures/lift.csv"), encoding: .utf8)
        #expect(lines.contains("\nThose at risk: everyone eligible whose risk is 0.2 or more,"))
        let page = try String(contentsOfFile: path("evaluation/report.html"), encoding: .utf8)
        #expect(page.contains("By the rule of Those at risk: everyone eligible"))
    }

    @Test("a programme that the table cannot serve is refused, with the place in its file")
    func programmeMistakes() async throws {
        try await train()
        func evaluate(_ name: String, _ text: String) async throws {
            try text.write(toFile: path(name), atomically: false, encoding: .utf8)
            try await EvaluationRun(
                model: path("model"), source: source, design: nil, programmes: .named([path(name)]),
                progress: Sample.silent
            ).run(to: path("refused"))
        }
        let start = "title: T\nmodel: made-up\n"
        await #expect {
            try await evaluate("a.yaml", start + "eligible: height >= 60\nselect: { share: 4% }\n")
        } throws: {
            "\($0)".contains("a.yaml:3:11: ") && "\($0)".contains("height") && ExitStatus.code(of: $0) == 78
        }
        await #expect {
            try await evaluate("b.yaml", start + "eligible: age >= 60\nselect: { per_practice: 40 }\n")
        } throws: {
            "\($0)".hasPrefix("programme b: no source of this run gives the practice") && ExitStatus.code(of: $0) == 78
        }
    }

    @Test("a model does not depend on the number of threads")
    func threads() async throws {
        try await train(threads: 1)
        let one = try Data(contentsOf: folder.appending(path: "model/model.json"))
        try FileManager.default.removeItem(at: folder.appending(path: "model"))
        try await train(threads: 2)
        #expect(try Data(contentsOf: folder.appending(path: "model/model.json")) == one)
    }
}
