import Configuration
import FeatureData
import Foundation
import Scoring
import TestSupport
import Testing

@testable import Training

@Suite("A penalty that is chosen by cross-validation")
struct CrossValidatedFittingTests {
    private func fit(_ text: String, _ data: TrainingData) async throws -> FittedModel {
        try await ModelFitting(text: text).fit(
            TrainingRows(matrix: data.matrix(), outcomes: data.outcomes), levels: data.names.map { _ in [] },
            people: FoldKeys(data.outcomes.indices.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }), threads: 2)
    }

    /// 3,000 rows of normal columns, and an outcome that one in ten has, whatever they hold.
    private func noise(columns: Int) throws -> TrainingData {
        var random = SplitMix(state: 11)
        // Box and Muller, Ann Math Stat 1958; 29: 610.
        func normal() -> Double {
            (-2 * log(Double.random(in: 0x1p-53..<1, using: &random))).squareRoot()
                * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
        }
        var data = TrainingData(rows: 0, columns: 2)
        data.names = (0..<columns).map { "noise_\($0)" }
        data.rows = (0..<3000).map { _ in (0..<columns).map { _ in normal() } }
        data.outcomes = (0..<3000).map { _ in random.once(in: 10) ? 1 : 0 }
        return data
    }

    @Test("finds nothing in noise, though products are chosen by their outcomes")
    func noise() async throws {
        let data = try noise(columns: 30)
        let fitted = try await fit(
            "basis: [{ screen: 20 }]\npenalty: { kind: ridge, lambdas: [0.1, 0.01, 0.001], folds: 5 }\n", data)
        #expect(fitted.screened.count == 20)
        let points = try #require(fitted.crossValidation?.points)
        // The standard error of an AUROC without a signal, by the variance of the Mann-Whitney statistic.
        let events = Double(data.outcomes.count { $0 == 1 })
        let others = 3000 - events
        let error = ((events + others + 1) / (12 * events * others)).squareRoot()
        for point in points { #expect(abs(point.auroc.mean - 0.5) < 3 * error) }
        #expect(FitRecord(fitted, tolerance: 1e-10).json.contains("\"screened_within_folds\" : true"))
    }

    @Test("is refused where a fold counts nothing, also where each fold has products of its own")
    func emptyFold() async throws {
        let data = TrainingData(rows: 600, columns: 4, seed: 5)
        let fitting = try ModelFitting(text: "basis: [{ screen: 3 }]\npenalty: { kind: lasso, lambdas: 5, folds: 3 }\n")
        let people = FoldKeys(data.outcomes.indices.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 })
        let rows = TrainingRows(
            matrix: data.matrix(), outcomes: data.outcomes,
            weights: people.seeded(fitting.seed).folds(count: 3).map { $0 == 1 ? 0 : 1 })
        await #expect(throws: TrainingError.foldEmpty(fold: 1)) {
            _ = try await fitting.fit(rows, levels: data.names.map { _ in [] }, people: people, threads: 2)
        }
    }

    @Test("is as good on each fold fitted apart as where the folds share their sums")
    func separateFolds() async throws {
        let data = TrainingData(rows: 3000, columns: 6, seed: 5)
        let penalty = "penalty: { kind: elastic_net, alpha: 0.5, lambdas: [0.03, 0.01, 0.001], folds: 4 }\n"
        // One feature alone has no product: the terms are the same.
        let apart = try await fit("basis: [{ screen: 3, among: feature_1 }]\n" + penalty, data)
        let shared = try await fit(penalty, data)
        let pairs = zip(apart.crossValidation?.points ?? [], shared.crossValidation?.points ?? [])
        #expect(apart.screened.isEmpty && Array(pairs).count == 3)
        for (one, other) in pairs {
            #expect(one.converged)
            #expect(abs(one.logLoss.mean - other.logLoss.mean) < 1e-9)
            #expect(abs(one.logLoss.standardError - other.logLoss.standardError) < 1e-9)
            #expect(abs(one.auroc.mean - other.auroc.mean) < 1e-6)
        }
        #expect(apart.fit.lambda == shared.fit.lambda)
    }

    @Test("lies below the end of a ridge path where that is best")
    func below() async throws {
        let data = TrainingData(rows: 6000, columns: 6, seed: 5)
        let path = try await fit("penalty: { kind: ridge, lambdas: 50, folds: 5 }\n", data)
        let listed = try await fit(
            "penalty: { kind: ridge, lambdas: [0.01, 0.001, 0.0001, 0.00001, 0.000001], folds: 5 }\n", data)
        func least(_ fitted: FittedModel) throws -> Double {
            try #require(fitted.crossValidation?.points.map(\.logLoss.mean).min())
        }
        #expect(try least(path) < least(listed) + 1e-5)
        let points = try #require(path.crossValidation?.points)
        let steps = zip(points.dropFirst(), points).map { $0.lambda / $1.lambda }
        for step in steps { #expect(abs(step - steps[0]) < 1e-12) }
        #expect(points[points.count - 1].lambda >= points[0].lambda * 1e-8)
    }

    @Test("is not the end of a ridge path that starts too far up for a weak signal")
    func weak() async throws {
        // Explains a thousandth of the deviance, all but none of it under the largest penalties.
        var data = TrainingData(rows: 0, columns: 2)
        data.names = ["weak"]
        data.rows = (0..<20_000).map { [Double($0 % 2)] }
        data.outcomes = (0..<20_000).map { $0 / 2 % 100 < ($0 % 2 == 0 ? 10 : 12) ? 1 : 0 }
        let path = try await fit("penalty: { kind: ridge, lambdas: 50, folds: 5 }\n", data)
        #expect((path.crossValidation?.points.count ?? 0) > 10)
        // The free slope is the difference of log-odds: log(12 / 88) - log(10 / 90).
        let slope = path.fit.coefficients[0] / path.fit.standardisation.scales[0]
        #expect(abs(slope - (log(12.0 / 88) - log(10.0 / 90))) < 0.03)
    }

    @Test("is told where it is the smallest that was tried")
    func smallest() async throws {
        let data = TrainingData(rows: 3000, columns: 6, seed: 5)
        let fitted = try await fit("penalty: { kind: ridge, lambdas: [1, 0.5], folds: 5 }\n", data)
        let sentence =
            "The penalty that was chosen is the smallest of 2 that were tried: a smaller one may do better. "
            + "Give a list of smaller lambdas, or no penalty."
        #expect(fitted.fit.lambda == 0.5 && fitted.smallestTried == sentence)
        #expect(FitRecord(fitted, tolerance: 1e-10).json.contains("\"chose_smallest_lambda\" : true"))
        let model = try ModelBuilder(
            name: "m", version: "1", catalogue: "c", indexDates: [], populationFingerprint: "", synthetic: true
        ).model(fitted, of: data.matrix())
        let card = ModelCard(
            model: model, fitted: fitted, penalty: "a ridge penalty", outcome: "an admission", eligibility: "Adults")
        #expect(card.markdown.contains("**\(sentence)**"))
        let inside = try await fit("penalty: { kind: ridge, lambdas: [1, 0.001, 0], folds: 5 }\n", data)
        #expect(inside.smallestTried == nil)
    }
}
