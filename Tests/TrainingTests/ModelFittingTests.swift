import Configuration
import FeatureData
import Foundation
import Scoring
import Testing
import Training

@Suite("Fitting a design's terms")
struct ModelFittingTests {
    let data = TrainingData(rows: 6000, columns: 6, seed: 5)

    private func sentences(_ text: String) throws -> [String] {
        do {
            _ = try ModelFitting(text: text)
            return []
        } catch let error as SettingsRefused {
            return error.problems.map(\.description)
        }
    }

    private func fit(_ text: String, threads: Int = 2) async throws -> FittedModel {
        let keys = FoldKeys(data.outcomes.indices.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 })
        return try await ModelFitting(text: text).fit(
            TrainingRows(matrix: data.matrix(), outcomes: data.outcomes), levels: data.names.map { _ in [] },
            people: keys, threads: threads)
    }

    private let builder = ModelBuilder(
        name: "m", version: "1", catalogue: "c", indexDates: [], populationFingerprint: "", synthetic: true)

    @Test("scores with the terms that it fitted: the risks add up to the events")
    func consistency() async throws {
        let fitted = try await fit(
            "basis: [{ features: feature_0, as: spline 4 }, { features: \"*\", as: log1p }, "
                + "{ product: [feature_0, feature_1] }]\n")
        #expect(fitted.terms.count == 3 + 5 + 1)
        let matrix = data.matrix()
        let model = try builder.model(fitted, of: matrix)
        let scorer = try model.bind(to: matrix.columns)
        let risks = scorer.scores(scorer.linearPredictors(matrix))
        #expect(abs(risks.reduce(0, +) - Double(fitted.fit.events)) < 1e-6)
    }

    @Test("keeps terms that the penalty leaves, and the features that they need")
    func selected() async throws {
        let fitted = try await fit("penalty: { kind: lasso, lambda: 0.02, unpenalised: feature_2 }\n")
        let model = try builder.model(fitted, of: data.matrix())
        #expect(fitted.fit.selected.count < 6 && fitted.fit.coefficients[2] != 0)
        #expect(model.terms.count == fitted.fit.selected.count)
        #expect(model.features.map(\.name) == fitted.fit.selected.map { data.names[$0] })
    }

    @Test("leaves out unpenalised terms that others determine, and fits what it would without them")
    func dependent() async throws {
        // The last column is the sum of the counts; a constant one is determined by the intercept.
        var withConstant = data
        withConstant.names.insert("constant", at: 1)
        withConstant.rows = data.rows.map { Array($0[..<1]) + [3] + Array($0[1...]) }
        var without = data
        without.names.removeLast()
        without.rows = data.rows.map { Array($0.dropLast()) }
        func fit(_ data: TrainingData) async throws -> FittedModel {
            try await ModelFitting(text: "penalty: { kind: none }\n").fit(
                TrainingRows(matrix: data.matrix(), outcomes: data.outcomes), levels: data.names.map { _ in [] },
                people: FoldKeys(data.outcomes.indices.map { UInt64($0) }), threads: 2)
        }
        let (all, few) = (try await fit(withConstant), try await fit(without))
        #expect(all.dependent == ["constant", "feature_5"] && few.dependent.isEmpty)
        #expect(all.terms.map(\.name) == without.names)
        #expect(abs(all.fit.objective - few.fit.objective) < 1e-14)
        let card = ModelCard(
            model: try builder.model(all, of: withConstant.matrix()), fitted: all, penalty: "no penalty",
            outcome: "an admission", eligibility: "Adults")
        #expect(card.markdown.contains("the terms before them determine them: constant; feature_5."))
    }

    @Test("has a card that says why there is no AUROC, where a fold has one outcome only")
    func foldOfOneOutcome() async throws {
        let people = FoldKeys(data.outcomes.indices.map { UInt64($0) })
        let folds = people.seeded(3).folds(count: 3)
        let outcomes = zip(data.outcomes, folds).map { $1 == 0 ? 0 : $0 }
        let fitted = try await ModelFitting(text: "seed: 3\npenalty: { kind: ridge, lambdas: 4, folds: 3 }\n").fit(
            TrainingRows(matrix: data.matrix(), outcomes: outcomes), levels: data.names.map { _ in [] }, people: people,
            threads: 2)
        let card = ModelCard(
            model: try builder.model(fitted, of: data.matrix()), fitted: fitted, penalty: "a ridge penalty",
            outcome: "an admission", eligibility: "Adults"
        ).markdown
        #expect(card.contains("), AUROC unknown, since a fold has one outcome only. "))
        #expect(!card.contains(#/\bnan\b/#))
    }

    @Test("does not call a fit converged that tells all outcomes apart without a penalty")
    func separated() async throws {
        var apart = data
        apart.names.append("outcome_again")
        apart.rows = zip(data.rows, data.outcomes).map { $0 + [Double($1)] }
        func fit(_ penalty: String) async throws -> FittedModel {
            try await ModelFitting(text: "penalty: \(penalty)\n").fit(
                TrainingRows(matrix: apart.matrix(), outcomes: apart.outcomes), levels: apart.names.map { _ in [] },
                people: FoldKeys(apart.outcomes.indices.map { UInt64($0) }), threads: 2)
        }
        let free = try await fit("{ kind: none }")
        #expect(free.fit.stoppingRule == .separated && !free.fit.converged)
        #expect(FitRecord(free, tolerance: 1e-10).json.contains("\"stopping_rule\" : \"separated\""))
        #expect(try await fit("{ kind: ridge, lambda: 0.001 }").fit.converged)
        #expect(
            try await ModelFitting(text: "penalty: { kind: none }\n").fit(
                TrainingRows(matrix: data.matrix(), outcomes: data.outcomes), levels: data.names.map { _ in [] },
                people: FoldKeys(data.outcomes.indices.map { UInt64($0) }), threads: 2
            ).fit.converged)
    }

    @Test("tells in its record why its path ended")
    func pathEnding() async throws {
        let fitted = try await fit("penalty: { kind: lasso, lambdas: 60, folds: 4 }\n")
        let ending = try #require(fitted.crossValidation?.path.ending)
        #expect(ending != .whole && fitted.crossValidation?.points.count ?? 60 < 60)
        #expect(FitRecord(fitted, tolerance: 1e-10).json.contains("\"path_ending\" : \"\(ending.rawValue)\""))
    }

    @Test("names features that there are not, wherever the design names them")
    func names() throws {
        let fitting = try ModelFitting(
            text:
                """
                basis:
                  - { features: [age, agee], as: log1p }
                  - { product: [age, "x*"] }
                  - { screen: 3, among: [bmi, age] }
                penalty: { kind: lasso, lambda: 1, unpenalised: [age, sexx] }

                """)
        #expect {
            try fitting.checkNames(among: ["age", "sex"])
        } throws: {
            ($0 as? SettingsRefused)?.problems.map(\.description) == [
                "d.yaml:2:17: no feature is named like \"agee\"", "d.yaml:3:16: no feature is named like \"x*\"",
                "d.yaml:4:25: no feature is named like \"bmi\"", "d.yaml:5:10: no feature is named like \"sexx\"",
            ]
        }
        try fitting.checkNames(among: ["age", "agee", "x1", "bmi", "sexx"])
    }

    @Test("chooses a penalty by folds of people, the same on one thread and on two")
    func chosen() async throws {
        let text =
            "seed: 3\npenalty: { kind: elastic_net, alpha: 0.5, lambdas: 10, folds: 4, choose: one_standard_error }\n"
        let (one, two) = (try await fit(text, threads: 1), try await fit(text, threads: 2))
        #expect(one.fit == two.fit && one.crossValidation == two.crossValidation)
        let validation = try #require(one.crossValidation)
        #expect((5...10).contains(validation.points.count) && validation.points.count == validation.path.fits.count)
        #expect(one.fit == validation.fit(.oneStandardError))
        let other = try await fit(text.replacing("seed: 3", with: "seed: 4"))
        #expect(other.crossValidation?.points != validation.points)
    }

    @Test("adds the products that matter, and not more than were asked for")
    func screened() async throws {
        // The outcome turns on whether both of two columns are over 0.
        var product = data
        product.outcomes = data.rows.enumerated().map { place, row in
            (row[1] > 0 && row[3] > 0) != (place % 10 == 0) ? 1 : 0
        }
        let rows = TrainingRows(matrix: product.matrix(), outcomes: product.outcomes)
        let fitted = try await ModelFitting(text: "basis: [{ screen: 2 }]\n").fit(
            rows, levels: data.names.map { _ in [] }, people: FoldKeys(data.outcomes.map { _ in 0 }), threads: 2)
        #expect(fitted.screened.count == 2 && fitted.terms.count == 8)
        #expect(fitted.screened[0] == "feature_1 * feature_3")
    }

    @Test("tells every mistake in a penalty, its place, and what is allowed")
    func mistakes() throws {
        #expect(
            try sentences("penalty: { kind: elastic_net, lambda: -1, folds: 5 }\n") == [
                "d.yaml:1:10: an elastic net needs \"alpha\", from 0 to 1",
                "d.yaml:1:39: \"lambda\" must be a number of at least 0",
                "d.yaml:1:50: \"lambda\" is given, so there is none to choose",
            ])
        #expect(
            try sentences("penalty: { kind: ridge, alpha: 1, lambdas: [1, 2], folds: 1 }\n") == [
                "d.yaml:1:32: \"alpha\" is for elastic_net alone",
                "d.yaml:1:44: \"lambdas\" must be their number, or a descending list of numbers of at least 0",
                "d.yaml:1:59: \"folds\" must be from 2 to 50",
            ])
        #expect(
            try sentences("penalty: { kind: bridge }\n") == [
                "d.yaml:1:18: \"kind\" must be one of: none, ridge, lasso, elastic_net"
            ])
        for tolerance in ["1e10", "0", "-1e-10", "0.002", "small"] {
            #expect(
                try sentences("ridge: 0.1\ngradient_tolerance: \(tolerance)\n") == [
                    "d.yaml:2:21: \"gradient_tolerance\" must be a number over 0 and at most 0.001"
                ])
        }
        #expect(try ModelFitting(text: "gradient_tolerance: 0.001\n").penalty.tolerance == 0.001)
    }

    @Test("names an unpenalised term that tells the outcome of some rows for certain, though the fit converges")
    func endless() async throws {
        // A flag that every tenth row with the outcome has, and no other row.
        var apart = data
        apart.names.append("told")
        apart.rows = data.rows.enumerated().map { place, row in
            row + [data.outcomes[place] == 1 && place % 10 == 0 ? 1.0 : 0]
        }
        func endless(_ penalty: String) async throws -> [String] {
            let fitted = try await ModelFitting(text: "penalty: \(penalty)\n").fit(
                TrainingRows(matrix: apart.matrix(), outcomes: apart.outcomes), levels: apart.names.map { _ in [] },
                people: FoldKeys(apart.outcomes.indices.map { UInt64($0) }), threads: 2)
            #expect(fitted.fit.converged)
            return fitted.endless
        }
        #expect(try await endless("{ kind: none }") == ["told"])
        #expect(try await endless("{ kind: ridge, lambda: 0.001, unpenalised: told }") == ["told"])
        #expect(try await endless("{ kind: ridge, lambda: 0.001, unpenalised: \"feature_*\" }") == [])
    }
}
