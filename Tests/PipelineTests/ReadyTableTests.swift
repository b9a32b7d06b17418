import Evaluation
import FeatureData
import Foundation
import Scoring
import TestSupport
import Testing
import Training

@testable import Pipeline

/// A table of 600 made-up rows, a person each, without a missing value in the rows of the fit.
@Suite("A ready table that is not as the fit's rows were")
final class ReadyTableTests {
    private let folder = TestFolder.path("ready-table")
    private var fittedAges: [Double] = []

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var lines = ["person_id,outcome,split,sex,age,smoking"]
        var state: UInt64 = 11
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 0x1p53
        }
        for row in 0..<600 {
            let age = (20 + draw() * 70).rounded()
            let smoking = ["never", "ex", "never", "current"][Int(draw() * 4)]
            let predictor = -5 + 0.08 * age + (smoking == "current" ? 1.5 : 0)
            let outcome = draw() < 1 / (1 + exp(-predictor)) ? "TRUE" : "FALSE"
            // Among the rows to test on, some have no age, or no smoking.
            let isFitted = row % 2 == 0
            if isFitted { fittedAges.append(age) }
            let told = isFitted || row % 9 != 0
            lines.append(
                "p\(row),\(outcome),\(isFitted ? "train" : "test"),\(row % 3 == 0 ? "f" : "m"),"
                    + "\(told ? "\(age)" : ""),\(isFitted || row % 11 != 0 ? smoking : "NA")")
        }
        try write(lines.joined(separator: "\n") + "\n", "table.csv")
        try FileManager.default.copyItem(atPath: TrainingPopulation.design("ready-table"), toPath: path("design.yaml"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func write(_ text: String, _ name: String) throws {
        try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    }

    private func train() async throws {
        try await TableTrainingRun(design: path("design.yaml"), threads: 2, progress: Sample.silent)
            .run(table: path("table.csv"), to: path("model"))
    }

    private func sentence(_ body: () async throws -> Void) async -> String {
        do { try await body() } catch { return "\(error)" }
        return ""
    }

    @Test("is trained on by the design that is there to be copied, and values missing later have a stand-in")
    func missingLater() async throws {
        try await train()
        let model = try ModelFolder.model(at: path("model"))
        let age = try #require(model.features.first { $0.name == "age" })
        #expect(abs(try #require(age.missingAs) - fittedAges.reduce(0, +) / 300) < 1e-9)
        let evaluation = try ModelEvaluation(
            json: Data(contentsOf: folder.appending(path: "model/evaluation.json")))
        #expect(evaluation.measures.auroc.value != nil)
        #expect(evaluation.limits.contains { $0.hasPrefix("Some rows have no value of age, smoking: what stands") })
        let card = try String(contentsOfFile: path("model/CARD.md"), encoding: .utf8)
        #expect(card.contains("No predictor was missing in the rows of the fit; where one is later, their mean"))

        // A missing value is scored as the stand-in is; so is a missing word, as the commonest.
        try write("person_id,age,smoking\na,,never\nb,\(age.missingAs ?? 0),\n", "few.csv")
        try await TableScoring(model: path("model")).run(
            table: path("few.csv"), id: "person_id", to: path("scores.csv"), threads: 1, progress: Sample.silent)
        let scores = try String(contentsOfFile: path("scores.csv"), encoding: .utf8).split(separator: "\n").dropFirst()
            .map { Sample.fields($0)[1] }
        #expect(scores.count == 2 && scores[0] == scores[1])
    }

    @Test("gives the same model gzipped or in another order, and none that holds somebody's own value")
    func sameBytes() async throws {
        // More than a block of a plain file, the values of its first rows unlike the others'.
        var lines: [String] = []
        for row in 0..<9000 {
            let value = Double(row * 7919 % 9001) * 0.013_579 + (row < 100 ? 500 : 0)
            let outcome = (row * 31 % 100) < (value > 60 ? 30 : 12) ? 1 : 0
            let notes = String(repeating: "x", count: 200)
            lines.append("p\(row % 4000),\(outcome),\(value),\(row % 3),\(notes)")
        }
        let header = "person_id,died,value,kind,notes\n"
        let design = """
            design: m
            version: 1.0.0
            table: { id: person_id, outcome: died, ignore: notes }
            outcome_words: death
            eligible_words: adults
            ridge: 0.001

            """
        try write(design, "own.yaml")
        func model(_ name: String, _ lines: [String], isPacked: Bool = false) async throws -> String {
            let text = header + lines.joined(separator: "\n") + "\n"
            if isPacked {
                try Data(Gzip.packed(Array(text.utf8))).write(to: folder.appending(path: name))
            } else {
                try write(text, name)
            }
            try await TableTrainingRun(design: path("own.yaml"), threads: 2, progress: Sample.silent)
                .run(table: path(name), to: path(name + "-model"))
            return try String(contentsOfFile: path(name + "-model/model.json"), encoding: .utf8)
        }
        let plain = try await model("plain.csv", lines)
        #expect(try await model("packed.csv.gz", lines, isPacked: true) == plain)
        #expect(try await model("reversed.csv", lines.reversed()) == plain)
        let own = Set(lines.map { $0.split(separator: ",")[2] })
        let told = plain.split { !($0.isNumber || $0 == "." || $0 == "-" || $0 == "e") }.filter { $0.contains(".") }
        #expect(!told.isEmpty && told.allSatisfy { !own.contains($0) })
    }

    @Test("counts by feature the rows that take a stand-in")
    func standIns() {
        let model = RiskModel(
            name: "m", version: "1", link: .logit, intercept: 0,
            features: [
                .init(name: "a", fingerprint: "", missingAs: 1), .init(name: "b", fingerprint: "", missingAs: 2),
                .init(name: "c", fingerprint: ""),
            ],
            terms: ["a", "b", "c"].map { .init(BasisTerm($0), coefficient: 1) } + [
                .init(BasisTerm(name: "no b", inputs: [.init("b", [.missing])]), coefficient: 1)
            ])
        var matrix = FeatureMatrix(
            columns: ["c", "b", "a"].map { FeatureColumn(name: $0, usual: 0, fingerprint: "", reason: "") })
        for row in [[1, .nan, .nan], [1, .nan, 0], [.nan, 1, 1]] as [[Double]] { matrix.append(row: row) }
        let found = StandIns(of: model, in: matrix)
        #expect(found.rowsByFeature.map(\.feature) == ["a", "b"] && found.rowsByFeature.map(\.rows) == [1, 2])
        // The model has a term that says that b is missing.
        #expect(found.sentence?.hasPrefix("Some rows have no value of a: ") == true)
    }

    @Test("leaves the model where the evaluation fails")
    func failingEvaluation() async throws {
        func rows(of column: String) -> ModellingRows {
            var matrix = FeatureMatrix(columns: [FeatureColumn(name: column, usual: 0, fingerprint: column, reason: "")]
            )
            for row in 0..<200 { matrix.append(row: [Double(row % 10)]) }
            return ModellingRows(
                rows: .init(matrix: matrix, outcomes: (0..<200).map { ($0 * 7) % 10 < $0 % 10 ? 1 : 0 }), levels: [[]],
                people: FoldKeys((0..<200).map { UInt64($0) }), words: [column], groups: [], attrition: [])
        }
        let trainer = ModelTrainer(
            name: "m", version: "1", catalogue: "c", isSynthetic: true,
            fitting: ModelFitting(basis: .plain, penalty: PenaltyDesign(ridge: 0.01), seed: 1), outcome: "it",
            definition: nil, eligibility: "all", design: "design: m\n", limits: [], retraining: nil, within: nil,
            threads: 1, progress: Sample.silent)
        await #expect(throws: ScoringError.self) {
            try await trainer.run(on: rows(of: "a"), evaluatedOn: rows(of: "b"), to: ModelFolder(path("kept")))
        }
        #expect(try ModelFolder.model(at: path("kept")).features.map(\.name) == ["a"])
        for file in ["fit.json", "design.yaml", "attrition.csv"] {
            #expect(FileManager.default.fileExists(atPath: path("kept/\(file)")))
        }
        #expect(try String(contentsOfFile: path("kept/CARD.md"), encoding: .utf8).contains("Not evaluated on a later"))
    }

    @Test("says that a model without a design needs one to be named")
    func noDesign() async throws {
        try write("features,coefficient\n(intercept),-1\nage,0.01\n", "c.csv")
        try ModelImport(path: path("c.csv"), definitions: .readyTable)
            .run(name: "imported", version: "1", score: .risk, to: path("imported"))
        let told = await sentence {
            _ = try EvaluationRun(
                model: path("imported"), source: .table(path: path("table.csv")), design: nil, progress: Sample.silent)
        }
        #expect(told.hasSuffix("/imported comes without a design that tells what it foresees; name one with --design"))
    }

    // MARK: Somebody else's scores

    /// Compares the model with scores of `text`, on the rows of the design.
    private func compare(_ text: String, to out: String) async throws {
        try write(text, "scores.csv")
        try await ComparisonRun(
            champion: path("model"), challenger: path("scores.csv"), source: .table(path: path("table.csv")),
            design: path("design.yaml"), progress: Sample.silent
        ).run(to: path(out))
    }

    @Test("is compared with what `score` wrote, whatever the id's column is called")
    func scoresOfOurs() async throws {
        try await train()
        let table = try String(contentsOfFile: path("table.csv"), encoding: .utf8)
        try write(table.replacing("person_id", with: "NHS No"), "named.csv")
        try await TableScoring(model: path("model")).run(
            table: path("named.csv"), id: "NHS No", to: path("scores.csv"), threads: 1, progress: Sample.silent)
        let scores = try String(contentsOfFile: path("scores.csv"), encoding: .utf8)
        #expect(scores.hasPrefix("NHS No,score,linear_predictor\n"))
        try await compare(scores, to: "same")
        let json = try String(contentsOfFile: path("same/comparison.json"), encoding: .utf8)
        #expect(!json.contains("have no score of one of the two"))
        let dated = await sentence { try await compare("person_id,score,index_date\np1,0.5,2024-04-01\n", to: "x") }
        #expect(dated == "\(PipelineError.scoresDated(file: "scores.csv"))")
        // All but three of the rows: so few are not told exactly.
        let few = scores.split(separator: "\n").filter { !["p1,", "p3,", "p5,"].contains($0.prefix(3)) }
        try await compare(few.joined(separator: "\n") + "\n", to: "few")
        #expect(
            try String(contentsOfFile: path("few/comparison.json"), encoding: .utf8)
                .contains("\"Some rows have no score of one of the two, and are left out of both.\""))
        let others = await sentence { try await compare("person_id,score\nq1,0.5\n", to: "y") }
        #expect(others == "\(PipelineError.scoresOfOtherRows(file: "scores.csv", rows: ["split = test"]))")
    }

    @Test("gives its dates whatever their column is called, and without any refuses one score for a person's rows")
    func severalRows() async throws {
        func limits(_ groups: String, _ scores: String) async throws -> String {
            try write(
                """
                design: m
                version: 1.0.0
                table: { id: person_id, outcome: outcome, groups: \(groups), predictors: [age] }
                ridge: 0.001

                """, "dated.yaml")
            var rows = ["person_id,outcome,day,sex,age"]
            for row in 0..<80 {
                rows.append("p\(row / 2),\(row % 3 == 0 ? 1 : 0),202\(3 + row % 2)-04-01,f,\(20 + row * 7 % 61)")
            }
            try write(rows.joined(separator: "\n") + "\n", "dated.csv")
            try write(scores, "scores.csv")
            try? FileManager.default.removeItem(atPath: path("dated"))
            try? FileManager.default.removeItem(atPath: path("dated-comparison"))
            try await TableTrainingRun(design: path("dated.yaml"), threads: 1, progress: Sample.silent)
                .run(table: path("dated.csv"), to: path("dated"))
            try await ComparisonRun(
                champion: path("dated"), challenger: path("scores.csv"), source: .table(path: path("dated.csv")),
                design: nil, progress: Sample.silent
            ).run(to: path("dated-comparison"))
            return try String(contentsOfFile: path("dated-comparison/comparison.json"), encoding: .utf8)
        }
        let scores = (0..<40).map { "p\($0),0.\(10 + $0)" }
        let undated = "person_id,score\n" + scores.joined(separator: "\n") + "\n"
        // The scores are of the first date: the 40 rows of the second have none.
        let dated = "person_id,score,index_date\n" + scores.map { $0 + ",2023-04-01\n" }.joined()
        #expect(try await limits("[day]", dated).contains("\"40 rows have no score of one of the two"))
        #expect(
            await sentence { _ = try await limits("[day]", undated) }
                == "\(PipelineError.scoresUndated(file: "scores.csv"))")
        #expect(
            await sentence { _ = try await limits("[sex]", undated) }
                == "scores.csv: people have several of the rows that are compared, and nothing says of which the scores are; "
                + "name the table's column of dates in its design, under groups or in test, and add a column index_date, "
                + "YYYY-MM-DD, to the scores")
        #expect(ExitStatus.code(of: PipelineError.scoresOfSeveralRows(file: "")) == 65)
    }

    @Test("scored by points that are all 0 or 1 has no risks to be calibrated")
    func points() throws {
        var matrix = FeatureMatrix(columns: [FeatureColumn(name: "flag", usual: 0, fingerprint: "f", reason: "")])
        for value in [0.0, 1, 1, 0] { matrix.append(row: [value]) }
        let rows = ModellingRows(
            rows: .init(matrix: matrix, outcomes: [0, 1, 0, 1]), levels: [[]], people: FoldKeys([1, 2, 3, 4]),
            words: ["all rows"], groups: [], attrition: [])
        var model = RiskModel(
            name: "points", version: "1", link: .identity, intercept: 0,
            features: [.init(name: "flag", fingerprint: "f")], terms: [.init(BasisTerm("flag"), coefficient: 1)])
        #expect(try !ScoredRows(model, rows).outcomes.areRisks)
        model.link = .logit
        #expect(try ScoredRows(model, rows).outcomes.areRisks)
    }

    @Test("may have a score for each row by its date, and scores of other rows are refused")
    func scoresByDate() async throws {
        let keys: [UInt64] = ["a", "b", "a"].map { ModellingRows.key(of: $0) }
        var matrix = FeatureMatrix(columns: [])
        for _ in keys { matrix.append(row: []) }
        let rows = ModellingRows(
            rows: .init(matrix: matrix, outcomes: [0, 1, 0]), levels: [], people: FoldKeys(keys),
            words: ["2023-04-01", "2024-04-01"], groups: [], attrition: [],
            dates: ["2023-04-01", "2023-04-01", "2024-04-01"])
        func scores(_ text: String) async throws -> [Int: Double] {
            try write(text, "dated.csv")
            let found = try await ScoreFile(path: path("dated.csv")).scores(of: rows)
            return Dictionary(uniqueKeysWithValues: zip(found.places, found.scores))
        }
        let header = "id,index_date,score\n"
        #expect(
            try await scores(header + "a,2024-04-01,0.3\na,2023-04-01,0.1\nb,2024-04-01,0.9\n") == [0: 0.1, 2: 0.3])
        let refused: [(text: String, error: PipelineError)] = [
            (header + "a,2025-04-01,0.3\n", .scoresOfOtherRows(file: "dated.csv", rows: rows.words)),
            (header + "a,,0.3\n", .scoreWithoutDate(file: "dated.csv", line: 2)),
            (header + "a,2023-04-01,0.3\na,2023-04-01,0.4\n", .scoresDiffer(file: "dated.csv", line: 3)),
            ("id,score\na,0.3\nb,0.4\n", .scoresUndated(file: "dated.csv")),
        ]
        for (text, error) in refused {
            #expect(await sentence { _ = try await scores(text) } == "\(error)")
        }
    }
}
