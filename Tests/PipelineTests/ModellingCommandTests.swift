import Configuration
import Evaluation
import FeatureData
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

        #expect(!first.limits.contains { $0.contains("fitted on") })

        // Evaluating it again finds the same.
        try await EvaluationRun(model: path("model"), source: source, design: nil, progress: Sample.silent)
            .run(to: path("evaluation"))
        #expect(try evaluation("evaluation").measures == first.measures)
        for file in ["report.html", "figures/roc.csv", "figures/subgroups.csv"] {
            #expect(FileManager.default.fileExists(atPath: path("evaluation/\(file)")), "\(file)")
        }

        // Not over one that is there, which is told before a row is read.
        let none = EvaluationSource.table(path: path("no-such-table.csv"))
        for folder in ["evaluation", "model"] {
            let error = await #expect(throws: PipelineError.self) {
                try await EvaluationRun(model: path("model"), source: none, design: nil, progress: Sample.silent)
                    .run(to: path(folder))
            }
            #expect(error?.description == "\(folder)/evaluation.json: is there already; name another, or remove it")
        }

        // Recalibrated on the rows it is evaluated on, its risks add up to the events, and it ranks as it did.
        for method in RecalibrationRun.Method.allCases {
            let out = "recalibrated-\(method.rawValue)"
            try await RecalibrationRun(model: path("model"), source: source, design: nil, progress: Sample.silent)
                .run(method, version: "1.0.1", to: path(out))
            try await EvaluationRun(model: path(out), source: source, design: nil, progress: Sample.silent)
                .run(to: path(out + "-evaluation"))
            let card = try String(contentsOfFile: path(out + "/CARD.md"), encoding: .utf8)
            #expect(
                card.contains(
                    "### Model updating (24)\n\nVersion 1.0.0 was recalibrated on \(Clock.today), by \(method.words), "
                        + "which is version 1.0.1; on the rows of split = test and no others."), "\(method)")
            let again = try evaluation(out + "-evaluation")
            let measures = again.measures
            #expect(
                again.limits.first
                    == "made-up 1.0.1 was calibrated on rows of split = test, which these are not later than: its "
                    + "calibration here is what that made it, not how well it holds.")
            #expect(abs((measures.observedOverExpected.value ?? 0) - 1) < 1e-6, "\(method)")
            if method != .isotonic { #expect(measures.auroc.value == first.measures.auroc.value) }
        }
        // What was done is told in its order.
        let line = RecalibrationRun.Method.line
        try await RecalibrationRun(
            model: path("recalibrated-\(line.rawValue)"), source: source, design: nil, progress: Sample.silent
        ).run(line, version: "1.0.2", to: path("recalibrated-again"))
        let card = try String(contentsOfFile: path("recalibrated-again/CARD.md"), encoding: .utf8)
        let told = card.matches(of: #/Version (\S+) was recalibrated on [-0-9]+, by .*, which is version (\S+);/#)
        #expect(told.map { "\($0.1) \($0.2)" } == ["1.0.0 1.0.1", "1.0.1 1.0.2"])

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
        // A row each: one score is not of several.
        let lines = try String(contentsOfFile: path("table.csv"), encoding: .utf8).split(separator: "\n")
        let alone = lines.enumerated().map { place, line in
            place == 0 ? String(line) : "p\(place - 1)" + line.drop { $0 != "," }
        }
        try (alone.joined(separator: "\n") + "\n").write(
            toFile: path("alone.csv"), atomically: false, encoding: .utf8)
        let source = EvaluationSource.table(path: path("alone.csv"))
        var text = "person_id,score\n"
        for person in 0..<3800 { text += "p\(person),\(Double((person * 7919) % 1000) / 1000)\n" }
        try text.write(toFile: path("scores.csv"), atomically: false, encoding: .utf8)
        try await ComparisonRun(
            champion: path("model"), challenger: path("scores.csv"), source: source, design: nil,
            progress: Sample.silent
        ).run(to: path("comparison"))
        let json = try String(contentsOfFile: path("comparison/comparison.json"), encoding: .utf8)
        #expect(json.contains("100 rows have no score of one of the two, and are left out of both."))

        // The same score again is no trouble, another one is.
        for (again, isRefused) in [("p1,0.919", false), ("p1,0.5", true)] {
            try (text + again + "\n").write(toFile: path("scores.csv"), atomically: false, encoding: .utf8)
            let run = try ComparisonRun(
                champion: path("model"), challenger: path("scores.csv"), source: source, design: nil,
                progress: Sample.silent)
            if isRefused {
                await #expect {
                    try await run.run(to: path("refused"))
                } throws: {
                    "\($0)".hasPrefix("scores.csv: line 3802: the id stands above")
                }
            } else {
                try await run.run(to: path("again"))
            }
        }
    }

    /// The design with an ablation, and a predictor that says nothing; trained.
    private func ablate(_ more: String, predictors: String = "age, visits, smoking, bmi", to name: String) async throws
    {
        // A basis names no feature that there is not.
        let visits = predictors.contains("visits") ? ", { features: visits, as: log1p }" : ""
        let text = """
            design: made-up
            version: 1.0.0
            table: { id: person_id, outcome: y, predictors: [\(predictors)] }
            train: split = train
            test: split = test
            basis: [{ features: age, as: spline 4 }\(visits)]
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
            "\($0)" == "m.yaml:8:16: no feature is named like \"no_such\""
        }
        let text = "design: d\nversion: 1.0.0\ntable: { id: i, outcome: y }\nablation: { a: b }\n"
        #expect {
            try TableDesign(text: text, file: "d.yaml")
        } throws: {
            "\($0)" == "d.yaml:4:11: \"ablation\" needs other rows to measure on: add test"
        }
    }

    @Test("a model of a catalogue scores a table by the names of its columns")
    func catalogueModel() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let model = try ModelFolder.model(at: Sample.modelFolder.path)
        #expect(model.features.contains { !$0.fingerprint.hasPrefix("ready table") })
        let lines = model.goldenVectors.enumerated().map { place, vector in
            (["g\(place)"] + vector.values.map { "\($0)" }).joined(separator: ",")
        }
        let head = (["person_id"] + model.features.map(\.name)).joined(separator: ",")
        try ([head] + lines).map { $0 + "\n" }.joined().write(
            toFile: path("features.csv"), atomically: false, encoding: .utf8)
        try await TableScoring(model: Sample.modelFolder.path).run(
            table: path("features.csv"), id: "person_id", to: path("scores.csv"), threads: 1, progress: Sample.silent)
        let scores = try String(contentsOfFile: path("scores.csv"), encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(scores.count == model.goldenVectors.count)
        for (line, vector) in zip(scores, model.goldenVectors) {
            let predictor = try #require(Sample.fields(line).last.flatMap { Double($0) })
            #expect(abs(predictor - vector.linearPredictor) < GoldenVector.tolerance)
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

    @Test("a model that is exported as CSV and imported again scores the table as before")
    func exportedAndImported() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await train()
        try await RecalibrationRun(model: path("model"), source: source, design: nil, progress: Sample.silent)
            .run(.line, version: "1.0.1", to: path("recalibrated"))
        try ModelExport(model: path("recalibrated")).text(as: .csv)
            .write(toFile: path("exported.csv"), atomically: false, encoding: .utf8)
        try ModelImport(path: path("exported.csv"), definitions: .readyTable)
            .run(name: "made-up", version: "1.0.1", score: .risk, to: path("imported"))
        let card = try String(contentsOfFile: path("imported/CARD.md"), encoding: .utf8)
        #expect(card.contains("- **Source**: made-up 1.0.1, as anticipate exported it\n"))
        #expect(card.contains("- **Trained On**: split = train, of people who do not exist: it ranks nobody real\n"))
        #expect(card.contains("- **Calibrated On**: split = test\n"))
        for name in ["recalibrated", "imported"] {
            try await TableScoring(model: path(name)).run(
                table: path("table.csv"), id: "person_id", to: path(name + ".csv"), threads: 1,
                progress: Sample.silent)
        }
        let (one, other) = (
            try String(contentsOfFile: path("recalibrated.csv"), encoding: .utf8),
            try String(contentsOfFile: path("imported.csv"), encoding: .utf8)
        )
        for (left, right) in zip(one.split(separator: "\n").dropFirst(), other.split(separator: "\n").dropFirst()) {
            let (left, right) = (Sample.fields(left), Sample.fields(right))
            let (mine, theirs) = (try #require(Double(left[1])), try #require(Double(right[1])))
            #expect(left[0] == right[0] && abs(mine - theirs) < 1e-12)
        }
        #expect(one.split(separator: "\n").count == other.split(separator: "\n").count)
    }

    @Test("an offset is recorded, told, and asked for wherever the model scores; so are weights told")
    func offset() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let design = try String(contentsOfFile: path("design.yaml"), encoding: .utf8)
            .replacing("groups: sex", with: "groups: sex, offset: off, weight: bmi_weight")
        try design.write(toFile: path("design.yaml"), atomically: false, encoding: .utf8)
        let lines = try String(contentsOfFile: path("table.csv"), encoding: .utf8).split(separator: "\n")
        func write(_ offset: (Int) -> String) throws {
            let wider = lines.enumerated().map { $1 + ($0 == 0 ? ",off,bmi_weight" : ",\(offset($0)),\($0 % 3 + 1)") }
            try (wider.joined(separator: "\n") + "\n")
                .write(toFile: path("table.csv"), atomically: false, encoding: .utf8)
        }
        try write { "\(Double($0 % 7) / 2)" }
        try await train()
        let model = try RiskModel(json: Data(contentsOf: folder.appending(path: "model/model.json")), file: "model")
        #expect(model.offset == "off" && !model.features.contains { $0.name == "off" })
        let card = try String(contentsOfFile: path("model/CARD.md"), encoding: .utf8)
        #expect(card.contains("Rows are weighted by the column bmi_weight. The column off is an offset: "))
        #expect(
            try evaluation("model").limits.suffix(2) == [
                "Rows are weighted by the column bmi_weight.",
                "The column off is an offset: it is added to every linear predictor.",
            ])

        func scores(_ name: String) async throws -> [[String]] {
            try await TableScoring(model: path("model")).run(
                table: path("table.csv"), id: "person_id", to: path(name), threads: 1, progress: Sample.silent)
            return try String(contentsOfFile: path(name), encoding: .utf8).split(separator: "\n").dropFirst()
                .map(Sample.fields)
        }
        let with = try await scores("with.csv")
        try write { _ in "0" }
        let without = try await scores("without.csv")
        for (row, (one, other)) in zip(with, without).enumerated() {
            let (predictor, bare) = (try #require(Double(one[2])), try #require(Double(other[2])))
            #expect(abs(predictor - bare - Double((row + 1) % 7) / 2) < 1e-12)
            #expect(abs(try #require(Double(one[1])) - 1 / (1 + exp(-predictor))) < 1e-12)
        }

        // A table without it is refused, and so is a row.
        try write { $0 == 3 ? "" : "0" }
        await #expect {
            _ = try await scores("refused.csv")
        } throws: {
            "\($0)" == "table.csv: line 4, column off: a value must be given here"
        }
        try (lines.joined(separator: "\n") + "\n").write(toFile: path("table.csv"), atomically: false, encoding: .utf8)
        await #expect {
            _ = try await scores("refused.csv")
        } throws: {
            "\($0)" == "table.csv: line 1: there is no column off"
        }
    }

    /// The flags of a condition on two columns; or its problem's message.
    private func flags(_ condition: String) throws -> ([Bool], String?) {
        defer { try? FileManager.default.removeItem(at: folder) }
        let words = Attributes(
            rowCount: 4,
            [
                Attribute(name: "idx", texts: ["2023-12-31", "2024-01-01", nil, "2024-10-01"]),
                Attribute(name: "year", texts: ["9", "10", "2024", nil]),
                Attribute(name: "kind", texts: ["a", "b", "ab", nil]),
            ])
        let text = "design: d\nversion: 1.0.0\ntable: { id: i, outcome: y }\ntrain: \(condition)\n"
        do {
            return (try #require(TableDesign(text: text, file: "d.yaml").train).flags(words), nil)
        } catch let error as SettingsRefused {
            return ([], "\(error)")
        }
    }

    @Test(
        "rows are chosen by dates and numbers in their order, and by words",
        arguments: [
            ("idx < 2024-01-01", [0]), ("idx >= 2024-01-01", [1, 3]), ("not idx < 2024-01-01", [1, 2, 3]),
            ("year <= 10", [0, 1]), ("year > 9", [1, 2]), ("year = 9", [0]), ("kind starts with a", [0, 2]),
            ("kind != a", [1, 2, 3]), ("kind in [a, b] and idx is given", [0, 1]),
            ("kind is missing or year = 9", [0, 3]),
        ])
    func conditions(condition: String, rows: [Int]) throws {
        let (flags, problem) = try flags(condition)
        #expect(problem == nil && flags.indices.filter { flags[$0] } == rows)
    }

    @Test(
        "a condition that its column has no order for is refused, under its own key",
        arguments: [
            ("year < 2024-01-01", "not all values of \"year\" are dates as YYYY-MM-DD, so that they have no order: "),
            ("kind > 3", "not all values of \"kind\" are numbers, so that they have no order: "),
            ("idx < soon", "\"idx\" compares by order with a date as YYYY-MM-DD or with a number"),
            ("kind in list x", "code lists are for features: write the values of \"kind\" out, as in [a, b]"),
        ])
    func conditionMistakes(condition: String, message: String) throws {
        let problem = try #require(flags(condition).1)
        #expect(problem.hasPrefix("d.yaml:4:8: train: " + message))
    }

    @Test("a column may be a predictor and tell groups, and a programme asks it by its words")
    func predictorAndGroup() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await ablate("ridge: 0.01\n", predictors: "age, visits, sex], groups: [sex", to: "both")
        #expect(try evaluation("both").subgroups.map(\.name) == ["sex"])
        let model = try RiskModel(json: Data(contentsOf: folder.appending(path: "both/model.json")), file: "both")
        #expect(model.features.contains { $0.name == "sex" && $0.levels == ["f", "m"] })
        try "title: T\nmodel: made-up\neligible: age >= 60 and sex = f\nselect: { risk_at_least: 0.2 }\n"
            .write(toFile: path("women.yaml"), atomically: false, encoding: .utf8)
        try await EvaluationRun(
            model: path("both"), source: source, design: nil, programmes: .named([path("women.yaml")]),
            progress: Sample.silent
        ).run(to: path("evaluation"))
        #expect(try evaluation("evaluation").rules.count == 1)
    }

    @Test("without train, the fit is on all rows but those of test, and log and card say so")
    func complement() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let design = try String(contentsOfFile: path("design.yaml"), encoding: .utf8)
        try await train()
        let stated = try RiskModel(json: Data(contentsOf: folder.appending(path: "model/model.json")), file: "model")
        try FileManager.default.removeItem(at: folder.appending(path: "model"))
        try design.replacing("train: split = train\n", with: "")
            .write(toFile: path("design.yaml"), atomically: false, encoding: .utf8)
        try await train()
        let model = try RiskModel(json: Data(contentsOf: folder.appending(path: "model/model.json")), file: "model")
        #expect(model.terms == stated.terms && model.intercept == stated.intercept)
        #expect(model.training?.indexDates == ["all rows but split = test"])
        let card = try String(contentsOfFile: path("model/CARD.md"), encoding: .utf8)
        #expect(card.contains("Trained on all rows but split = test, evaluated on split = test; "))
        #expect(try evaluation("model").limits == [EvaluationStage.tableLimit])
    }

    @Test("people with rows in the fit and in the evaluation are told")
    func samePeople() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let design = try String(contentsOfFile: path("design.yaml"), encoding: .utf8)
        let shared =
            " people have rows here and among those that the design fits on (sex = f): for them the model is not "
            + "evaluated on anything new."
        // Each person has two rows, of which every third of all is f.
        try design.replacing("groups: sex", with: "predictors: [age, visits]").replacing(
            "split = train", with: "sex = f"
        )
        .write(toFile: path("design.yaml"), atomically: false, encoding: .utf8)
        try await train()
        #expect(try evaluation("model").limits.last?.hasSuffix(shared) == true)
        let rows = (0..<4000).map { (person: $0 / 2, isFitted: $0 % 3 == 0, isTested: $0 % 4 >= 2) }
        let both = Set(rows.filter(\.isFitted).map(\.person)).intersection(rows.filter(\.isTested).map(\.person)).count
        #expect(try evaluation("model").limits.last == "\((both + 2) / 5 * 5)" + shared)
    }

    @Test("neither a fit nor a cut depends on the order of the rows, though it tells the outcome")
    func order() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await train()
        func model() throws -> RiskModel {
            try RiskModel(json: Data(contentsOf: folder.appending(path: "model/model.json")), file: "model.json")
        }
        let first = try model()
        // A score of points has ties at any cut.
        try "features,transforms,coefficient\n(intercept),,0\nvisits,steps 0 | 2: 1,1\n"
            .write(toFile: path("points.csv"), atomically: false, encoding: .utf8)
        try ModelImport(path: path("points.csv"), definitions: .readyTable)
            .run(name: "points", version: "1", score: .points, to: path("points"))
        func points(_ name: String) async throws -> ModelEvaluation {
            try await EvaluationRun(
                model: path("points"), source: source, design: path("design.yaml"), progress: Sample.silent
            ).run(to: path(name))
            return try evaluation(name)
        }
        let before = try await points("before")
        let lines = try String(contentsOfFile: path("table.csv"), encoding: .utf8).split(separator: "\n")
        let sorted = lines.dropFirst().reversed().sorted { Sample.fields($0)[1] > Sample.fields($1)[1] }
        try (([lines[0]] + sorted).joined(separator: "\n") + "\n")
            .write(toFile: path("table.csv"), atomically: false, encoding: .utf8)
        let after = try await points("after")
        #expect(after.cuts == before.cuts && after.measures.auroc == before.measures.auroc)
        try FileManager.default.removeItem(at: folder.appending(path: "model"))
        try await train()
        for (one, other) in zip(try model().terms, first.terms) {
            #expect(one.basis == other.basis && abs(one.coefficient - other.coefficient) < 1e-7)
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
