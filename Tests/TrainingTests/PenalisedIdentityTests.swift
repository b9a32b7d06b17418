import FeatureData
import Foundation
import Testing
import Training

@Suite("Penalised fits keep their identities")
struct PenalisedIdentityTests {
    let data = TrainingData(rows: 3000, columns: 8)
    let lambda = 2e-3

    private var rows: TrainingRows { TrainingRows(matrix: data.matrix(), outcomes: data.outcomes) }

    private func fit(
        _ rows: TrainingRows, alpha: Double, factors: [Double]? = nil, threads: Int = 1
    ) async throws -> PenalisedFit {
        try await PenalisedLogisticRegression(alpha: alpha, factors: factors, tolerance: 1e-13)
            .fit(rows, lambda: lambda, threads: threads)
    }

    private func difference(_ left: PenalisedFit, _ right: PenalisedFit) -> Double {
        zip(left.coefficients + [left.intercept], right.coefficients + [right.intercept])
            .reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    private func numbers(_ body: (Int) -> Double) -> [Double] { data.rows.indices.map(body) }

    @Test("the optimality conditions hold, by a slow dense calculation", arguments: [0, 0.4, 1])
    func optimality(alpha: Double) async throws {
        let fit = try await fit(rows, alpha: alpha)
        #expect(fit.converged && fit.gradientNorm <= 1e-13)
        let gradient = DenseReference(rows: data.rows, outcomes: data.outcomes, lambda: 0).logLossGradient(fit)
        #expect(abs(gradient[data.names.count]) < 1e-12)
        for (column, coefficient) in fit.coefficients.enumerated() {
            let slope = gradient[column] + lambda * (1 - alpha) * coefficient
            if coefficient == 0 {
                #expect(abs(slope) <= lambda * alpha + 1e-12)
            } else {
                #expect(abs(slope + lambda * alpha * (coefficient > 0 ? 1 : -1)) < 1e-12)
            }
        }
    }

    @Test("a weight of 2 is a row twice, and of 0 none", arguments: [0, 0.4, 1])
    func weights(alpha: Double) async throws {
        var repeated = data
        let weights = numbers { Double($0 % 3) }
        repeated.rows = data.rows.indices.flatMap { [[Double]](repeating: data.rows[$0], count: $0 % 3) }
        repeated.outcomes = data.rows.indices.flatMap { [UInt8](repeating: data.outcomes[$0], count: $0 % 3) }
        var weighted = rows
        weighted.weights = weights
        let expected = try await fit(
            TrainingRows(matrix: repeated.matrix(), outcomes: repeated.outcomes), alpha: alpha)
        let found = try await fit(weighted, alpha: alpha)
        #expect(difference(found, expected) < 1e-10)
        #expect(abs(found.objective - expected.objective) < 1e-13)
        #expect(found.rows == weights.count { $0 > 0 })
        weighted.weights = weights.map { $0 * 1000 }
        let scaled = try await fit(weighted, alpha: alpha)
        #expect(difference(scaled, expected) < 1e-10)
    }

    @Test("an equal offset for all shifts the intercept alone", arguments: [0, 1.0])
    func offsets(alpha: Double) async throws {
        var shifted = rows
        shifted.offsets = numbers { _ in 0.75 }
        let expected = try await fit(rows, alpha: alpha)
        let found = try await fit(shifted, alpha: alpha)
        #expect(abs(found.intercept + 0.75 - expected.intercept) < 1e-10)
        for (one, other) in zip(found.coefficients, expected.coefficients) { #expect(abs(one - other) < 1e-10) }
    }

    @Test("an offset is a column whose coefficient is known")
    func knownColumn() async throws {
        let all = try await fit(rows, alpha: 0, factors: [0] + [Double](repeating: 1, count: 7))
        let slope = all.coefficients[0] / all.standardisation.scales[0]
        var rest = data
        rest.names.removeFirst()
        rest.rows = data.rows.map { Array($0.dropFirst()) }
        let found = try await fit(
            TrainingRows(
                matrix: rest.matrix(), outcomes: data.outcomes, offsets: data.rows.map { slope * $0[0] }), alpha: 0)
        for (one, other) in zip(found.coefficients, all.coefficients.dropFirst()) { #expect(abs(one - other) < 1e-9) }
    }

    @Test("a constant column changes nothing", arguments: [0, 0.4, 1])
    func constant(alpha: Double) async throws {
        var wider = data
        wider.names.append("constant")
        wider.rows = data.rows.map { $0 + [0.1] }
        let found = try await fit(TrainingRows(matrix: wider.matrix(), outcomes: data.outcomes), alpha: alpha)
        let expected = try await fit(rows, alpha: alpha)
        #expect(found.coefficients.last == 0)
        #expect(abs(found.objective - expected.objective) < 1e-14)
    }

    @Test("a column twice leaves the lasso's objective and halves the ridge's share", arguments: [0, 1.0])
    func duplicate(alpha: Double) async throws {
        var wider = data
        wider.names.append("again")
        wider.rows = data.rows.map { $0 + [$0[0]] }
        let found = try await fit(TrainingRows(matrix: wider.matrix(), outcomes: data.outcomes), alpha: alpha)
        #expect(found.converged)
        if alpha == 1 {
            let expected = try await fit(rows, alpha: alpha)
            #expect(abs(found.objective - expected.objective) < 1e-12)
        } else {
            let halved = try await fit(rows, alpha: 0, factors: [0.5] + [Double](repeating: 1, count: 7))
            #expect(abs(found.coefficients[0] - halved.coefficients[0] / 2) < 1e-10)
            #expect(abs(found.coefficients[0] - found.coefficients[8]) < 1e-10)
        }
    }

    @Test("a point of a path is the fit under its lambda", arguments: [0, 0.4, 1])
    func path(alpha: Double) async throws {
        let regression = PenalisedLogisticRegression(alpha: alpha, tolerance: 1e-12)
        let path = try await regression.path(rows, lambdas: .spaced(count: 20), threads: 1)
        #expect(path.fits.allSatisfy { $0.converged })
        for fit in [path.fits[3], path.fits[10], path.fits[path.fits.count - 1]] {
            let single = try await regression.fit(rows, lambda: fit.lambda, threads: 1)
            #expect(abs(fit.objective - single.objective) < 1e-12)
            #expect(difference(fit, single) < 1e-6)
        }
    }

    @Test("the number of threads changes no bit")
    func threads() async throws {
        let large = TrainingData(rows: 9000, columns: 6, seed: 4)
        let rows = TrainingRows(matrix: large.matrix(), outcomes: large.outcomes)
        let folds = (0..<9000).map { UInt8($0 % 5) }
        let regression = PenalisedLogisticRegression(alpha: 0.9)
        let one = try await regression.crossValidation(rows, folds: folds, lambdas: .spaced(count: 8), threads: 1)
        for threads in [2, 3] {
            let other = try await regression.crossValidation(
                rows, folds: folds, lambdas: .spaced(count: 8), threads: threads)
            #expect(one == other)
        }
        #expect(one.path.fits.map(\.objective) == one.path.fits.map(\.objective).sorted(by: >))
    }

    @Test("cross-validation is the fits without each fold, one by one", arguments: [5, 10])
    func folds(count: Int) async throws {
        let keys = data.rows.indices.map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        let folds = FoldKeys(keys).folds(count: count)
        let regression = PenalisedLogisticRegression(tolerance: 1e-11)
        let lambdas = [0.02, 0.005, 0.001]
        let found = try await regression.crossValidation(rows, folds: folds, lambdas: .given(lambdas), threads: 2)
        for (place, lambda) in lambdas.enumerated() {
            var total = 0.0
            for fold in 0..<count {
                var part = rows
                part.weights = folds.map { Int($0) == fold ? 0 : 1 }
                let fit = try await regression.fit(part, lambda: lambda, threads: 1)
                for row in data.rows.indices where Int(folds[row]) == fold {
                    let predictor = fit.linearPredictor(data.rows[row])
                    total += log1p(exp(-abs(predictor))) + max(predictor, 0) - Double(data.outcomes[row]) * predictor
                }
            }
            #expect(abs(found.points[place].logLoss.mean - total / Double(data.rows.count)) < 1e-9)
        }
    }
}

extension PenalisedFit {
    fileprivate func linearPredictor(_ row: [Double]) -> Double {
        row.indices.reduce(intercept) { sum, column in
            sum + coefficients[column] * (row[column] - standardisation.means[column]) / standardisation.scales[column]
        }
    }
}
