import LinearAlgebra
import Testing

@testable import Training

@Suite("The logistic objective")
struct LogisticObjectiveTests {
    let data = TrainingData(rows: 500, columns: 5)

    /// - Parameters:
    ///   - usual: the usual value of every column; -1, which nobody has, stores all cells.
    ///   - weighted: whether rows have weights, some of them 0, and offsets.
    private func objective(
        usual: Double, rowStep: Int = 1, weighted: Bool, excludedFold: Int? = nil
    ) async throws -> LogisticObjective {
        let matrix = data.matrix(usual: Dictionary(uniqueKeysWithValues: data.names.map { ($0, usual) }))
        let numbers = data.rows.indices.map { Double($0 % 7) }
        let rows = TrainingRows(
            matrix: matrix, outcomes: data.outcomes, weights: weighted ? numbers : nil,
            offsets: weighted ? numbers.map { 0.1 * $0 - 0.3 } : nil)
        let folds = data.rows.indices.map { UInt8($0 % 3) }
        let moments = try await ColumnMoments(of: rows, folds: folds, foldCount: 3, threads: 1)
        let packed = PackedRows(
            rows, folds: folds, foldCount: 3, means: moments.means, storedCells: moments.storedCells)
        let objective = LogisticObjective(rows: packed, moments: moments, excludedFold: excludedFold)
        return rowStep == 1 ? objective : objective.sampled(every: rowStep)
    }

    private func value(
        _ objective: LogisticObjective, at point: [Double], withHessian: Bool = false
    ) async -> LogisticObjective.Value {
        withHessian
            ? objective.value(of: await objective.curvature(at: point, after: nil, threads: 1).sums)
            : objective.value(of: await objective.sums(at: point, threads: 1))
    }

    /// What a small change of each coordinate changes, by central differences.
    private func differences(
        _ objective: LogisticObjective, at point: [Double], of part: (LogisticObjective.Value) -> Double
    ) async -> [Double] {
        var differences: [Double] = []
        for index in point.indices {
            var (up, down) = (point, point)
            up[index] += 1e-5
            down[index] -= 1e-5
            let above = await value(objective, at: up)
            let below = await value(objective, at: down)
            differences.append((part(above) - part(below)) / 2e-5)
        }
        return differences
    }

    @Test("is at no minimum where its gradient is no number")
    func notANumber() {
        let penalty = ElasticNetPenalty(lambda: 0.1, alpha: 0.5, factors: [1])
        for point in [[0.0, 1], [1, 0]] {
            for gradient in [[Double.nan, 0], [0, .nan], [.nan, .nan]] {
                #expect(penalty.violation(gradient: gradient, at: point).isNaN)
            }
        }
        var newton = ProximalNewton(
            at: [0, 0], value: .init(loss: 0.5, gradient: [.nan, 0], hessian: nil), tolerance: 1e-8,
            maximumIterations: 10)
        newton.begin(penalty)
        #expect(newton.stop == .noDescent)
    }

    private func checkDerivatives(_ objective: LogisticObjective) async throws {
        let point = [0.5, -0.25, 0.1, 0.4, -0.3, -1]
        let value = await value(objective, at: point, withHessian: true)
        let hessian = try #require(value.hessian)
        let slopes = await differences(objective, at: point) { $0.loss }
        for (found, expected) in zip(value.gradient, slopes) { #expect(abs(found - expected) < 1e-8) }
        for row in point.indices {
            let curvature = await differences(objective, at: point) { $0.gradient[row] }
            for column in point.indices { #expect(abs(hessian[row, column] - curvature[column]) < 1e-8) }
        }
    }

    @Test("has the gradient and Hessian that differences show", arguments: [0.0, -1.0], [1, 3])
    func derivatives(usual: Double, rowStep: Int) async throws {
        try await checkDerivatives(try await objective(usual: usual, rowStep: rowStep, weighted: false))
    }

    @Test("with weights, offsets and a fold left out", arguments: [0.0, -1.0], [nil, 1])
    func weighted(usual: Double, excludedFold: Int?) async throws {
        try await checkDerivatives(try await objective(usual: usual, weighted: true, excludedFold: excludedFold))
    }

    /// Sum over rows of weight x value x value' on standardised columns, written out.
    private func writtenOut(_ objective: LogisticObjective, weights: [Double], rowStep: Int) -> [[Double]] {
        let values = data.rows.indices.filter { $0.isMultiple(of: rowStep) }.map { row in
            data.names.indices.map { column in
                (data.rows[row][column] - objective.standardisation.means[column])
                    / objective.standardisation.scales[column]
            } + [1]
        }
        return (0...data.names.count).map { one in
            (0...data.names.count).map { other in
                zip(values, weights).reduce(0) { $0 + $1.1 * $1.0[one] * $1.0[other] } / objective.weight
            }
        }
    }

    @Test(
        "keeps a curvature up to date by the rows whose weight changes by a quarter or more", arguments: [0.0, -1.0],
        [1, 3])
    func updates(usual: Double, rowStep: Int) async throws {
        let objective = try await objective(usual: usual, rowStep: rowStep, weighted: false)
        let points = [[0.5, -0.25, 0.1, 0.4, -0.3, -1], [0.1, 0.3, 0.6, 0.4, -0.3, -1.5], [0, 0, 0, 0, 0, -1.2]]
        var curvature = await objective.curvature(at: points[0], after: nil, threads: 1)
        for point in points.dropFirst() {
            let own = await objective.curvature(at: point, after: nil, threads: 1)
            let before = curvature.weights
            curvature = await objective.curvature(at: point, after: curvature, threads: 2)
            let kept = curvature.weights.indices.filter { curvature.weights[$0] == before[$0] }
            #expect(!kept.isEmpty && kept.count < curvature.weights.count)
            for (weight, exact) in zip(curvature.weights, own.weights) {
                #expect(weight == exact || abs(weight - exact) <= 0.25 * max(weight, exact))
            }
            let value = objective.value(of: curvature.sums)
            #expect(value.loss == objective.value(of: own.sums).loss)
            #expect(value.gradient == objective.value(of: own.sums).gradient)
            let hessian = try #require(value.hessian)
            let expected = writtenOut(objective, weights: curvature.weights, rowStep: rowStep)
            for row in point.indices {
                for column in point.indices { #expect(abs(hessian[row, column] - expected[row][column]) < 1e-13) }
            }
        }
    }

    @Test("gives slopes that give the point back")
    func slopes() async throws {
        let objective = try await objective(usual: 0, weighted: true, excludedFold: 2)
        let point = [0.5, -0.25, 0.1, 0.4, -0.3, -1]
        for (found, expected) in zip(objective.point(of: objective.slopes(at: point)), point) {
            #expect(abs(found - expected) < 1e-14)
        }
    }

    @Test("is the same by lanes as model by model", arguments: [false, true])
    func lanes(weighted: Bool) async throws {
        let point = [0.5, -0.25, 0.1, 0.4, -0.3, -1]
        var objectives: [LogisticObjective] = []
        for fold in 0..<3 { objectives.append(try await objective(usual: 0, weighted: weighted, excludedFold: fold)) }
        let points = (0..<3).map { fold in point.map { $0 * Double(fold + 1) / 2 } }
        let slopes = (0..<3).map { objectives[$0].slopes(at: points[$0]) }
        let sums = await objectives[0].rows.foldSums(slopes: slopes, firstFold: 0, threads: 1)
        for fold in 0..<3 {
            let all = await objectives[fold].sums(at: points[fold], threads: 1)
            let value = objectives[fold].value(of: all)
            #expect(abs(sums.losses[fold] / objectives[fold].weight - value.loss) < 1e-13)
            #expect(abs(sums.heldOutLosses[fold] - all.losses[fold]) < 1e-10)
            let gradient = objectives[fold].centredGradient(sums.gradients[fold])
            for (found, expected) in zip(gradient, value.gradient) { #expect(abs(found - expected) < 1e-13) }
        }
    }
}
