import Evaluation
import FeatureData
import Foundation
import Scoring
import Testing

@testable import Training

@Suite("A built model")
struct ModelBuilderTests {
    let data = TrainingData(rows: 3000, columns: 6)
    let builder = ModelBuilder(
        name: "emergency-admission", version: "3", catalogue: "default", indexDates: ["2023-04-01"],
        populationFingerprint: "f1", synthetic: true)

    private func fit() async throws -> FittedModel {
        let rows = TrainingRows(matrix: data.matrix(), outcomes: data.outcomes)
        return try await ModelFitting(basis: .plain, penalty: PenaltyDesign(ridge: 1e-4), seed: 1)
            .fit(
                rows, levels: data.names.map { _ in [] },
                people: FoldKeys(data.outcomes.indices.map { UInt64($0) << 40 }), threads: 1)
    }

    @Test("scores as it was fitted, after a trip through its file")
    func scores() async throws {
        let (matrix, fitted) = (data.matrix(), try await fit())
        let fit = fitted.fit
        let built = try builder.model(fitted, of: matrix)
        let model = try RiskModel(json: try built.json(file: "model.json"), file: "model.json")
        let predictors = try model.bind(to: matrix.columns).linearPredictors(matrix)
        let expected = data.rows.reduce(0) { sum, row in
            sum
                + row.indices.reduce(fit.intercept) {
                    $0 + fit.coefficients[$1] * (row[$1] - fit.standardisation.means[$1])
                        / fit.standardisation.scales[$1]
                }
        }
        #expect(abs(predictors.reduce(0, +) - expected) < 1e-8)
        // With an intercept that is not penalised, the risks add up to the events.
        let risks = predictors.map { 1 / (1 + exp(-$0)) }
        #expect(abs(risks.reduce(0, +) - Double(fit.events)) < 1e-6)
    }

    @Test("has golden vectors and rounded counts that are nobody's")
    func releasable() async throws {
        let model = try builder.model(try await fit(), of: data.matrix())
        #expect(model.goldenVectors.map(\.values)[1] == [1, 1, 1, 1, 1, 1])
        let training = try #require(model.training)
        #expect(training.rows == 3000)
        #expect(training.events % 5 == 0)
        for histogram in model.histograms { #expect(histogram.counts.allSatisfy { $0 % 5 == 0 }) }
    }

    @Test("has edges at each quartile of a column with a long tail")
    func longTail() {
        var matrix = FeatureMatrix(columns: [FeatureColumn(name: "x", usual: 0, fingerprint: "x", reason: "")])
        for row in 0..<1000 { matrix.append(row: [pow(10, 4 * Double(row) / 1000)]) }
        // By Python: the values at 249, 499 and 749 of 999 are 9.908, 99.08 and 990.8; the first two are 89.2 from the
        // nearest, so that they are rounded to whole numbers, and the last 891.7, so to tens.
        #expect(ReferenceHistogram.histograms(of: matrix).map(\.edges) == [[0, 10, 99, 990]])
    }

    @Test("tells two quartiles that nearly tie as one, and nobody's value beside them")
    func nearTies() {
        var matrix = FeatureMatrix(columns: [FeatureColumn(name: "x", usual: 0, fingerprint: "x", reason: "")])
        for row in 0..<1000 { matrix.append(row: [row < 400 ? 100.0001 : row < 700 ? 100.0002 : 5231.447812]) }
        // 1% of 5,131 is 51: whole numbers. The last is 5,131 from the nearest: hundreds.
        #expect(ReferenceHistogram.histograms(of: matrix).map(\.edges) == [[0, 100, 5200]])
    }

    @Test("has histogram edges that are nobody's own value")
    func releasableEdges() async throws {
        // A column of a value for each person, with all its digits.
        var own = data
        own.names[1] = "measured"
        own.rows = data.rows.enumerated().map { place, row in
            [row[0], 70 + 25 * sin(Double(place * place + 1))] + row.dropFirst(2)
        }
        let fitted = try await ModelFitting(basis: .plain, penalty: PenaltyDesign(ridge: 1e-4), seed: 1).fit(
            TrainingRows(matrix: own.matrix(), outcomes: own.outcomes), levels: own.names.map { _ in [] },
            people: FoldKeys(own.outcomes.indices.map { UInt64($0) << 40 }), threads: 1)
        let histogram = try #require(
            try builder.model(fitted, of: own.matrix()).histograms.first { $0.feature == "measured" })
        // The quartiles of 25 sin lie 25 / sqrt(2) = 17.7 apart, so that edges are whole numbers.
        #expect(histogram.edges.count == 4 && histogram.edges.allSatisfy { $0 == $0.rounded() })
        #expect(Set(own.rows.map { $0[1] }).isDisjoint(with: histogram.edges.filter { $0 != 0 }))
    }

    @Test("has histograms that count every row")
    func histograms() async throws {
        let model = try builder.model(try await fit(), of: data.matrix())
        #expect(model.histograms.map(\.feature) == data.names)
        for (column, histogram) in model.histograms.enumerated() {
            for (bin, count) in histogram.counts.enumerated() {
                let exact = data.rows.count { histogram.bin(of: $0[column]) == bin }
                #expect(abs(exact - count) <= 7)
            }
        }
    }

    @Test("is refused for another matrix")
    func otherMatrix() async throws {
        let other = TrainingData(rows: 10, columns: 4).matrix()
        let fit = try await fit()
        let error = #expect(throws: TrainingError.self) { _ = try builder.model(fit, of: other) }
        #expect(
            error?.description == "The fit has 6 features and the matrix 4 columns. Build the model from the "
                + "matrix it was fitted on.")
    }

    @Test("has a card that warns of synthetic data and leaves gaps to people")
    func card() async throws {
        let fit = try await fit()
        var card = ModelCard(
            model: try builder.model(fit, of: data.matrix()), fitted: fit, penalty: "a ridge penalty",
            outcome: "an emergency admission within twelve months", eligibility: "Adults registered at the index date")
        let lines = card.markdown.split(separator: "\n")
        #expect(lines[0] == "# emergency-admission 3")
        #expect(
            lines[1] == "**This model was trained on a synthetic population. It must be retrained on local data before "
                + "use: its coefficients describe people who do not exist.**")
        #expect(card.markdown.contains("_To be completed by the responsible person._"))
        #expect(card.markdown.contains("Not evaluated on a later index date."))
        #expect(
            lines.filter { $0.hasPrefix("## ") } == [
                "## Abstract (2)", "## Introduction", "## Methods", "## Open science",
                "## Patient and public involvement (19)", "## Results", "## Discussion",
            ])
        card.model.training?.synthetic = false
        #expect(!card.markdown.contains("synthetic"))
    }

    @Test("has a card with the outcome's definition and the people of the fit, step by step")
    func cardOfPeople() async throws {
        let fit = try await fit()
        let card = ModelCard(
            model: try builder.model(fit, of: data.matrix()), fitted: fit, penalty: "a ridge penalty",
            outcome: "an admission", eligibility: "Adults",
            definition: "an admission; counted within 12 months of the index date",
            attrition: [
                .init(name: "candidates", people: 1203), .init(name: "left out: died", people: 3),
                .init(name: "fitted", people: 1200),
            ])
        #expect(
            card.markdown.contains("### Outcome (8)\n\nan admission; counted within 12 months of the index date.\n"))
        #expect(
            card.markdown.contains(
                "At training:\n\n| step | rows |\n| --- | --- |\n| candidates | 1205 |\n| left out: died | suppressed |\n"
                    + "| fitted | 1200 |\n"))
    }

    @Test("of a table says that the table does not tell the horizon, and what stands for later missing values")
    func cardOfTable() async throws {
        let fit = try await fit()
        var builder = builder
        builder.catalogue = ModelCard.tableCatalogue
        let card = ModelCard(
            model: try builder.model(fit, of: data.matrix()), fitted: fit, penalty: "a ridge penalty",
            outcome: "an admission", eligibility: "Adults")
        #expect(
            card.markdown.contains("an admission. Its horizon, and what was done about people who died or left, the"))
        #expect(card.markdown.contains("A ready table, its rows: 2023-04-01; synthetic people; fingerprint `f1`."))
        #expect(!card.markdown.contains("registered at the index date"))
    }

    @Test("has a card that says what became of the features: knots, caps and logarithms")
    func cardOfBasis() async throws {
        let features = data.names.map { RiskModel.Feature(name: $0, fingerprint: "f-\($0)") }
        let terms = [
            BasisTerm("feature_0"),
            BasisTerm(name: "a", inputs: [.init("feature_0", [.spline(knots: [20, 45.5, 65, 80], part: 0)])]),
            BasisTerm(name: "b", inputs: [.init("feature_0", [.spline(knots: [20, 45.5, 65, 80], part: 1)])]),
            BasisTerm(name: "c", inputs: [.init("feature_1", [.cap(most: 20), .log1p])]),
            BasisTerm(name: "d", inputs: [.init("feature_2", [.cap(most: 20), .log1p])]),
            BasisTerm(name: "e", inputs: [.init("feature_3", [.missing])]),
            BasisTerm(name: "feature_4 * feature_5", inputs: [.init("feature_4"), .init("feature_5")]),
        ]
        let plain = try await fit()
        let fitted = FittedModel(
            features: features, terms: terms, columns: plain.columns, fit: plain.fit, crossValidation: nil,
            screened: [], filled: [])
        func markdown(_ fitted: FittedModel) throws -> String {
            ModelCard(
                model: try builder.model(plain, of: data.matrix()), fitted: fitted, penalty: "a ridge penalty",
                outcome: "an admission", eligibility: "Adults"
            ).markdown
        }
        #expect(
            try markdown(fitted).contains(
                """
                The terms are made of the features so:

                - as they are: feature_0
                - the curved parts of a restricted cubic spline with knots at 20, 45.5, 65, 80: feature_0
                - cap 20, then log1p, the logarithm of the value and one: feature_1; feature_2
                - whether it is missing: feature_3
                - products: feature_4 * feature_5
                """))
        #expect(try !markdown(plain).contains("are made of the features so"))
    }

    @Test("has a card with the performance on a later date")
    func cardWithEvaluation() async throws {
        let fit = try await fit()
        let subject = EvaluatedModel(
            name: "emergency-admission", version: "3", outcome: "an admission", population: "Adults",
            trainedOn: ["2023-04-01"], indexDates: ["2024-04-01"], isSynthetic: false)
        var input = EvaluationInput(
            model: subject,
            scored: ScoredOutcomes(
                outcomes: (0..<100).map { $0 < 20 ? 1 : 0 }, risks: (0..<100).map { Double(100 - $0) / 101 }),
            persons: (0..<100).map(UInt64.init))
        input.cuts = [ShareCut(perMille: 400)]
        let evaluation = await Evaluator(bootstrap: Bootstrap(replicates: 16, threads: 1)).evaluation(of: input)
        let card = ModelCard(
            model: try builder.model(fit, of: data.matrix()), fitted: fit, penalty: "a ridge penalty",
            outcome: "an admission", eligibility: "Adults", evaluation: evaluation)
        #expect(card.markdown.contains("On 100 people at 2024-04-01, 20 with the outcome."))
        #expect(card.markdown.contains("| AUROC | 1.0000 |"))
        #expect(card.markdown.contains("| 40% | 40 | 0.5000 ("))
    }
}
