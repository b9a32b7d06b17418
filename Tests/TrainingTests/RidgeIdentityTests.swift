import FeatureData
import Foundation
import Testing
import Training

@Suite("The ridge fit keeps its identities")
struct RidgeIdentityTests {
    let regression = Ridge(lambda: 1e-2, gradientTolerance: 1e-14)
    let data = TrainingData(rows: 3000, columns: 8)

    private func difference(_ left: PenalisedFit, _ right: PenalisedFit) -> Double {
        zip(left.coefficients + [left.intercept], right.coefficients + [right.intercept])
            .reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test("the gradient is zero at the fit, by a slow dense calculation")
    func gradient() async throws {
        let fit = try await Ridge().fit(data.matrix(), outcomes: data.outcomes, threads: 1)
        let reference = DenseReference(rows: data.rows, outcomes: data.outcomes, lambda: fit.lambda)
        #expect(fit.converged)
        #expect(reference.gradient(fit).allSatisfy { abs($0) <= 1.1e-10 })
    }

    @Test("the order of rows does not matter")
    func order() async throws {
        var reversed = data
        reversed.rows.reverse()
        reversed.outcomes.reverse()
        let fit = try await regression.fit(data.matrix(), outcomes: data.outcomes, threads: 1)
        let other = try await regression.fit(reversed.matrix(), outcomes: reversed.outcomes, threads: 1)
        #expect(difference(fit, other) < 1e-12)
    }

    @Test("every row twice changes nothing")
    func doubled() async throws {
        var doubled = data
        doubled.rows += data.rows
        doubled.outcomes += data.outcomes
        let fit = try await regression.fit(data.matrix(), outcomes: data.outcomes, threads: 1)
        let other = try await regression.fit(doubled.matrix(), outcomes: doubled.outcomes, threads: 1)
        #expect(difference(fit, other) < 1e-12)
    }

    @Test("a constant column gets the coefficient 0 and changes nothing", arguments: [0.0, 0.1, 1e6])
    func constant(value: Double) async throws {
        var wider = data
        wider.names.append("constant")
        wider.rows = data.rows.map { $0 + [value] }
        let fit = try await regression.fit(data.matrix(), outcomes: data.outcomes, threads: 1)
        let other = try await regression.fit(wider.matrix(), outcomes: wider.outcomes, threads: 1)
        #expect(other.coefficients.last == 0)
        #expect(other.standardisation.means.last == value)
        #expect(other.standardisation.scales.last == 1)
        #expect(abs(fit.intercept - other.intercept) < 1e-12)
        for (found, expected) in zip(other.coefficients, fit.coefficients) { #expect(abs(found - expected) < 1e-12) }
    }

    @Test("another usual value changes where cells are stored and nothing else")
    func usualValues() async throws {
        let fit = try await regression.fit(data.matrix(), outcomes: data.outcomes, threads: 1)
        let usual = ["feature_0": 40.0, "feature_3": 1.0]
        let other = try await regression.fit(data.matrix(usual: usual), outcomes: data.outcomes, threads: 1)
        #expect(difference(fit, other) < 1e-12)
    }

    @Test("dense and sparse sums agree")
    func dense() async throws {
        // A usual value that nobody has stores every cell, and the fit turns to dense blocks.
        let everything = Dictionary(uniqueKeysWithValues: data.names.map { ($0, -1.0) })
        let fit = try await regression.fit(data.matrix(), outcomes: data.outcomes, threads: 1)
        let dense = try await regression.fit(data.matrix(usual: everything), outcomes: data.outcomes, threads: 1)
        #expect(difference(fit, dense) < 1e-12)
    }

    @Test("the number of threads changes no bit")
    func threads() async throws {
        let matrix = data.matrix()
        let fit = try await regression.fit(matrix, outcomes: data.outcomes, threads: 1)
        for threads in [2, 3, 8] {
            let other = try await regression.fit(matrix, outcomes: data.outcomes, threads: threads)
            #expect(fit == other)
        }
    }

    @Test("a large fit, which starts from a sample of the rows, keeps gradient and bits")
    func large() async throws {
        let large = TrainingData(rows: 70_000, columns: 6, seed: 9)
        let matrix = large.matrix()
        let fit = try await Ridge().fit(matrix, outcomes: large.outcomes, threads: 1)
        #expect(fit.converged)
        #expect(try await Ridge().fit(matrix, outcomes: large.outcomes, threads: 2) == fit)
        let reference = DenseReference(rows: large.rows, outcomes: large.outcomes, lambda: fit.lambda)
        #expect(reference.gradient(fit).allSatisfy { abs($0) <= 1.1e-10 })
    }

    @Test("without columns, the intercept is the log-odds of the prevalence")
    func interceptOnly() async throws {
        var matrix = FeatureMatrix(columns: [])
        for _ in 0..<8 { matrix.append(row: [Double]()) }
        let fit = try await regression.fit(matrix, outcomes: [1, 0, 0, 0, 1, 0, 0, 0], threads: 1)
        #expect(abs(fit.intercept + log(3)) < 1e-14)
    }

    @Test("outcomes that a column separates are fitted")
    func separated() async throws {
        var separated = data
        separated.outcomes = data.rows.map { $0[0] > 45 ? 1 : 0 }
        let fit = try await Ridge(lambda: 1e-6)
            .fit(separated.matrix(), outcomes: separated.outcomes, threads: 1)
        #expect(fit.converged)
        #expect(fit.coefficients[0] > 10)
    }
}
