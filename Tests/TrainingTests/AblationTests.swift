import Configuration
import Evaluation
import FeatureData
import Scoring
import Testing

@testable import Training

@Suite("An ablation")
struct AblationTests {
    private let data = TrainingData(rows: 3000, columns: 6)

    private func fitting(_ yaml: String) throws -> ModelFitting {
        let problems = Problems()
        let map = SettingMap(
            try Setting.parse(yaml, file: "d.yaml"), allowed: ModelFitting.keys, problems: problems)
        let fitting = ModelFitting(map, problems: problems)
        try problems.throwIfAny()
        return fitting
    }

    private func fit(_ fitting: ModelFitting, _ matrix: FeatureMatrix) async throws -> FittedModel {
        try await fitting.fit(
            TrainingRows(matrix: matrix, outcomes: data.outcomes), levels: matrix.columns.map { _ in [] },
            people: FoldKeys(data.outcomes.indices.map { UInt64($0) << 40 }), threads: 1)
    }

    /// The matrix without some columns.
    private func matrix(without names: Set<String>) -> FeatureMatrix {
        let whole = data.matrix()
        let kept = whole.columns.indices.filter { !names.contains(whole.columns[$0].name) }
        var matrix = FeatureMatrix(columns: kept.map { whole.columns[$0] })
        for row in 0..<whole.rowCount {
            let values = whole.row(row)
            matrix.append(row: kept.map { values[$0] })
        }
        return matrix
    }

    @Test("is the fit of a matrix without the features, under the lambda that was chosen, products dropped with them")
    func identity() async throws {
        let names = data.names
        let text = "basis: [{ features: \(names[0]), as: spline 4 }"
        let chosen = try fitting(
            text + ", { product: [\(names[0]), \(names[1])] }, { product: [\(names[0]), \(names[2])] }]\n"
                + "penalty: { kind: elastic_net, alpha: 0.5, lambdas: 8, folds: 3 }\n"
                + "ablation: { second: \(names[1]) }\n")
        let whole = try await fit(chosen, data.matrix())
        let refitted = try #require(
            try await chosen.refit(
                whole, on: TrainingRows(matrix: data.matrix(), outcomes: data.outcomes), without: chosen.ablation[0],
                threads: 1))
        let plain = try fitting(
            text + ", { product: [\(names[0]), \(names[2])] }]\n"
                + "penalty: { kind: elastic_net, alpha: 0.5, lambda: \(whole.fit.lambda) }\n")
        let expected = try await fit(plain, matrix(without: [names[1]]))
        #expect(refitted.terms == expected.terms && refitted.terms.count == whole.terms.count - 2)
        #expect(refitted.fit.lambda == whole.fit.lambda && refitted.fit.converged)
        for (own, other) in zip(refitted.fit.coefficients, expected.fit.coefficients) {
            #expect(abs(own - other) < 1e-8)
        }
        #expect(abs(refitted.fit.intercept - expected.fit.intercept) < 1e-8)
    }

    @Test("of features that the fit does not have is the fit, and of all of them there is none")
    func bounds() async throws {
        let some = try fitting("ridge: 0.001\nablation: { nothing: \"no_such_*\", all: \"*\" }\n")
        let rows = TrainingRows(matrix: data.matrix(), outcomes: data.outcomes)
        let whole = try await fit(some, rows.matrix)
        let same = try await some.refit(whole, on: rows, without: some.ablation[0], threads: 1)
        #expect(same?.fit == whole.fit)
        #expect(try await some.refit(whole, on: rows, without: some.ablation[1], threads: 1) == nil)
    }

    @Test(
        "that cannot be has its sentence and its place",
        arguments: [
            ("ablation: { a: [] }\n", "d.yaml:1:16: \"a\" must be a feature, a pattern of them, or a list of them"),
            (
                "ablation: { a: { b: c } }\n",
                "d.yaml:1:16: \"a\" must be a feature, a pattern of them, or a list of them"
            ),
            ("ablation: [a]\n", "d.yaml:1:11: \"ablation\" must be a mapping"),
            ("ablation: { a: \"c*\" }\n", "d.yaml:1:16: no feature is named like \"c*\""),
            ("ablation: { a: [b, ac] }\n", "d.yaml:1:16: \"a\" is all features: without it there is no model"),
        ])
    func mistakes(yaml: String, problem: String) {
        #expect {
            try fitting(yaml).checkNames(among: ["b", "ac"])
        } throws: {
            ($0 as? SettingsRefused)?.description == problem
        }
    }

    @Test("stands in the card with its differences")
    func card() async throws {
        let plain = try fitting("ridge: 0.001\n")
        let fitted = try await fit(plain, data.matrix())
        let builder = ModelBuilder(
            name: "m", version: "1", catalogue: "default", indexDates: ["2023-04-01"], populationFingerprint: "f",
            synthetic: false)
        var card = ModelCard(
            model: try builder.model(fitted, of: data.matrix()), fitted: fitted, penalty: "a ridge penalty",
            outcome: "an admission", eligibility: "Adults")
        #expect(!card.markdown.contains("| left out |"))
        let input = EvaluationInput(
            model: EvaluatedModel(
                name: "m", version: "1", outcome: "an admission", population: "Adults", trainedOn: ["2023-04-01"],
                indexDates: ["2024-04-01"], isSynthetic: false),
            scored: ScoredOutcomes(
                outcomes: (0..<100).map { $0 < 20 ? 1 : 0 }, risks: (0..<100).map { Double(100 - $0) / 101 }),
            persons: (0..<100).map(UInt64.init))
        let evaluator = Evaluator(bootstrap: Bootstrap(replicates: 0, threads: 1))
        card.evaluation = await evaluator.evaluation(of: input)
        #expect(!card.markdown.contains("| left out |"))
        card.evaluation?.ablation = AblationTable(
            whole: .init(auroc: 0.75, brierScore: 0.0625, positivePredictiveValue: 0.5),
            rows: [
                .init(
                    leftOut: "medicines", features: 3, terms: 4,
                    measures: .init(auroc: 0.625, brierScore: 0.125, positivePredictiveValue: nil))
            ])
        #expect(card.markdown.contains("\n| nothing | 0 | 0.7500 | 0.0625 | 0.5000 |\n"))
        #expect(card.markdown.contains("\n| medicines | 3 | 0.6250 (-0.1250) | 0.1250 (+0.0625) | suppressed |\n"))
    }
}
