import FeatureData
import Foundation
import Testing
import Training

@Suite("Penalised fits agree with other implementations")
struct PenalisedAccuracyTests {
    private struct Answer: Decodable {
        let plain: [Path]
        let weighted: [Path]
        let crossValidation: CrossValidated
        let auroc: Discrimination

        enum CodingKeys: String, CodingKey {
            case plain, weighted, auroc
            case crossValidation = "cross_validation"
        }

        struct Path: Decodable {
            let alpha: Double
            let factors: [Double]
            let lambda: [Double]
            let intercept: [Double]
            /// Of the columns as they are.
            let coefficients: [[Double]]
        }

        struct CrossValidated: Decodable {
            let lambda: [Double]
            /// Twice the log-loss.
            let deviance: [Double]
            let error: [Double]
            let minimum: Int
            let oneStandardError: Int

            enum CodingKeys: String, CodingKey {
                case lambda, deviance, minimum
                case error = "deviance_error"
                case oneStandardError = "one_standard_error"
            }
        }

        struct Discrimination: Decodable { let lambda, mean, error: [Double] }
    }

    private func answer() throws -> Answer {
        let json = try Data(contentsOf: TrainingData.fixtures.appending(path: "penalised.json"))
        return try JSONDecoder().decode(Answer.self, from: json)
    }

    /// The columns that the fixture is of, without those that depend on others.
    private func data() throws -> TrainingData {
        var data = try TrainingData(csv: TrainingData.fixtures.appending(path: "ridge.csv"))
        data.names = Array(data.names.prefix(5))
        data.rows = data.rows.map { Array($0.prefix(5)) }
        return data
    }

    private func weights(_ count: Int) -> [Double] { (0..<count).map { Double($0 * 7 % 5) / 2 } }
    private func offsets(_ count: Int) -> [Double] { (0..<count).map { Double($0 * 3 % 7 - 3) / 10 } }
    private func folds(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 * 11 % 4) } }

    private func check(_ rows: TrainingRows, _ expected: Answer.Path) async throws {
        let regression = PenalisedLogisticRegression(
            alpha: expected.alpha, factors: expected.factors, tolerance: 1e-13)
        let path = try await regression.path(rows, lambdas: .given(expected.lambda), threads: 2)
        for (place, fit) in path.fits.enumerated() {
            let scales = fit.standardisation.scales
            let slopes = fit.coefficients.indices.map { fit.coefficients[$0] / scales[$0] }
            let intercept = zip(slopes, fit.standardisation.means).reduce(fit.intercept) { $0 - $1.0 * $1.1 }
            #expect(abs(intercept - expected.intercept[place]) < 1e-8)
            for (found, answer) in zip(slopes, expected.coefficients[place]) { #expect(abs(found - answer) < 1e-9) }
        }
    }

    @Test("glmnet's ridge, elastic net and lasso", arguments: [0, 1, 2])
    func plain(place: Int) async throws {
        let data = try data()
        let rows = TrainingRows(matrix: data.matrix(usual: ["egfr": 90]), outcomes: data.outcomes)
        try await check(rows, try answer().plain[place])
    }

    @Test("and those with weights, offsets and penalty factors", arguments: [0, 1, 2])
    func weighted(place: Int) async throws {
        let data = try data()
        let rows = TrainingRows(
            matrix: data.matrix(), outcomes: data.outcomes, weights: weights(data.rows.count),
            offsets: offsets(data.rows.count))
        try await check(rows, try answer().weighted[place])
    }

    @Test("glmnet's path starts at the same lambda", arguments: [1, 2])
    func grid(place: Int) async throws {
        let data = try data()
        let expected = try answer().plain[place]
        let rows = TrainingRows(matrix: data.matrix(), outcomes: data.outcomes)
        let path = try await PenalisedLogisticRegression(alpha: expected.alpha)
            .path(rows, lambdas: .spaced(count: 12), threads: 1)
        for (found, answer) in zip(path.lambdas, expected.lambda) { #expect(abs(found / answer - 1) < 1e-9) }
        #expect(path.fits[0].selected.isEmpty)
    }

    @Test("a path ends where glmnet's does, for little change or for deviance that is explained")
    func ending() async throws {
        // The lengths are those of glmnet 4.1-6 with nlambda = 50, thresh = 1e-14, and all else as it comes.
        let data = try data()
        let rows = TrainingRows(matrix: data.matrix(), outcomes: data.outcomes)
        for (alpha, length) in [(0.3, 35), (1, 30)] {
            let path = try await PenalisedLogisticRegression(alpha: alpha, tolerance: 1e-10).path(rows, threads: 1)
            #expect(path.fits.count == length && path.ending == .devianceUnchanged)
        }
        var apart = data
        apart.names = ["a", "b"]
        apart.rows = (1...40).map { [Double($0) / 10, Double($0 % 7)] }
        apart.outcomes = (1...40).map { $0 > 20 ? 1 : 0 }
        let separated = TrainingRows(matrix: apart.matrix(), outcomes: apart.outcomes)
        let lasso = try await PenalisedLogisticRegression(tolerance: 1e-10).path(separated, threads: 1)
        #expect(lasso.fits.count == 43 && lasso.ending == .devianceExplained)
        // A list that was given is gone through.
        let given = try await PenalisedLogisticRegression(tolerance: 1e-10)
            .path(separated, lambdas: .given(lasso.lambdas + [lasso.lambdas[42] / 2]), threads: 1)
        #expect(given.fits.count == 44 && given.ending == .whole)
    }

    @Test("glmnet's cross-validated deviance")
    func crossValidation() async throws {
        let data = try data()
        let expected = try answer().crossValidation
        let rows = TrainingRows(
            matrix: data.matrix(), outcomes: data.outcomes, weights: weights(data.rows.count).map { $0 + 1 },
            offsets: offsets(data.rows.count))
        let found = try await PenalisedLogisticRegression(tolerance: 1e-12).crossValidation(
            rows, folds: folds(data.rows.count), lambdas: .given(expected.lambda), threads: 2)
        for (place, point) in found.points.enumerated() {
            #expect(point.converged)
            #expect(abs(2 * point.logLoss.mean - expected.deviance[place]) < 1e-8)
            #expect(abs(2 * point.logLoss.standardError - expected.error[place]) < 1e-8)
        }
        #expect(found.index(.minimum) == expected.minimum)
        #expect(found.index(.oneStandardError) == expected.oneStandardError)
        #expect(found.fit(.minimum) == found.path.fits[expected.minimum])
    }

    @Test("glmnet's cross-validated AUROC")
    func discrimination() async throws {
        let data = try data()
        let expected = try answer().auroc
        let rows = TrainingRows(
            matrix: data.matrix(), outcomes: data.outcomes, offsets: offsets(data.rows.count))
        let found = try await PenalisedLogisticRegression(tolerance: 1e-12).crossValidation(
            rows, folds: folds(data.rows.count), lambdas: .given(expected.lambda), threads: 2)
        for (place, point) in found.points.enumerated() {
            #expect(abs(point.auroc.mean - expected.mean[place]) < 1e-9)
            #expect(abs(point.auroc.standardError - expected.error[place]) < 1e-9)
        }
    }

    private struct Expected: Decodable {
        let logistic: [String: Fits]

        struct Fits: Decodable { let penalised: [String: Penalised] }

        struct Penalised: Decodable {
            /// The intercept, then the coefficients.
            let lasso: [Double]

            enum CodingKeys: String, CodingKey { case lasso = "lasso_glum" }
        }
    }

    @Test(
        "glum's and scikit-learn's lasso on NMES 1988",
        .enabled(if: TrainingData.hasOracles, "shared/data/oracles is not beside the repository"),
        arguments: ["nmes_hospital", "nmes_emergency"], ["0.01", "0.1", "1.0", "10.0"])
    func nmes(name: String, inverse: String) async throws {
        let data = try TrainingData(csv: TrainingData.oracles.appending(path: "logit_\(name).csv"))
        let json = try Data(contentsOf: TrainingData.oracles.appending(path: "expected.json"))
        let fits = try #require(try JSONDecoder().decode(Expected.self, from: json).logistic[name])
        let expected = try #require(fits.penalised[inverse]).lasso
        let lambda = 1 / (Double(inverse)! * Double(data.rows.count))
        let fit = try await PenalisedLogisticRegression(tolerance: 1e-13)
            .fit(TrainingRows(matrix: data.matrix(), outcomes: data.outcomes), lambda: lambda, threads: 1)
        for (found, answer) in zip([fit.intercept] + fit.coefficients, expected) { #expect(abs(found - answer) < 1e-7) }
    }
}
