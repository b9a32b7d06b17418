import Foundation
import Testing
import Training

@Suite("The ridge fit agrees with other implementations")
struct RidgeAccuracyTests {
    private struct Answer: Decodable {
        let lambda, intercept, objective: Double
        let coefficients, means, scales: [Double]
    }

    @Test(
        "on a small fixture with collinear and constant columns",
        arguments: [["egfr": 90.0], [:], ["constant": 7.0]])
    func fixture(usual: [String: Double]) async throws {
        let data = try TrainingData(csv: TrainingData.fixtures.appending(path: "ridge.csv"))
        let json = try Data(contentsOf: TrainingData.fixtures.appending(path: "ridge.json"))
        let answer = try JSONDecoder().decode(Answer.self, from: json)
        let fit = try await Ridge(lambda: answer.lambda, gradientTolerance: 1e-12)
            .fit(data.matrix(usual: usual), outcomes: data.outcomes, threads: 1)
        #expect(fit.converged)
        #expect(abs(fit.intercept - answer.intercept) < 1e-10)
        #expect(abs(fit.objective - answer.objective) < 1e-12)
        for column in data.names.indices {
            #expect(abs(fit.coefficients[column] - answer.coefficients[column]) < 1e-10)
            #expect(abs(fit.standardisation.means[column] - answer.means[column]) < 1e-12)
            #expect(abs(fit.standardisation.scales[column] - answer.scales[column]) < 1e-12)
        }
    }

    private struct Expected: Decodable {
        let logistic: [String: Fits]

        struct Fits: Decodable {
            /// Of the columns as they are, by name.
            let coef: [String: Double]
            let loglik: Double
            let penalised: [String: Penalised]
        }

        struct Penalised: Decodable {
            /// The intercept, then the coefficients.
            let ridge: [Double]

            enum CodingKeys: String, CodingKey { case ridge = "ridge_sklearn" }
        }
    }

    @Test(
        "on NMES 1988 without a penalty",
        .enabled(if: TrainingData.hasOracles, "shared/data/oracles is not beside the repository"),
        arguments: ["nmes_hospital", "nmes_emergency"])
    func unpenalised(name: String) async throws {
        let data = try TrainingData(csv: TrainingData.oracles.appending(path: "logit_\(name).csv"))
        let json = try Data(contentsOf: TrainingData.oracles.appending(path: "expected.json"))
        let expected = try #require(try JSONDecoder().decode(Expected.self, from: json).logistic[name])
        let fit = try await Ridge(lambda: 0, gradientTolerance: 1e-12)
            .fit(data.matrix(), outcomes: data.outcomes, threads: 1)
        #expect(abs(fit.objective * Double(fit.rows) + expected.loglik) < 1e-8)
        for (column, name) in data.names.enumerated() {
            let slope = fit.coefficients[column] / fit.standardisation.scales[column]
            #expect(abs(slope - (try #require(expected.coef[name]))) < 1e-10)
        }
    }

    @Test(
        "on NMES 1988 over four penalties",
        .enabled(if: TrainingData.hasOracles, "shared/data/oracles is not beside the repository"),
        arguments: ["nmes_hospital", "nmes_emergency"], ["0.01", "0.1", "1.0", "10.0"])
    func nmes(name: String, inverse: String) async throws {
        let data = try TrainingData(csv: TrainingData.oracles.appending(path: "logit_\(name).csv"))
        let json = try Data(contentsOf: TrainingData.oracles.appending(path: "expected.json"))
        let fits = try #require(try JSONDecoder().decode(Expected.self, from: json).logistic[name])
        let expected = try #require(fits.penalised[inverse]).ridge
        let lambda = 1 / (Double(inverse)! * Double(data.rows.count))
        let fit = try await Ridge(lambda: lambda, gradientTolerance: 1e-12)
            .fit(data.matrix(), outcomes: data.outcomes, threads: 2)
        #expect(fit.converged)
        for (found, answer) in zip([fit.intercept] + fit.coefficients, expected) {
            #expect(abs(found - answer) < 1e-10)
        }
    }
}
