import Testing

@testable import Training

@Suite("The ridge objective")
struct LogisticObjectiveTests {
    let data = TrainingData(rows: 500, columns: 5)

    /// - Parameter usual: the usual value of every column; -1, which nobody has, stores all cells.
    private func objective(usual: Double, rowStep: Int = 1) async throws -> LogisticObjective {
        let matrix = data.matrix(usual: Dictionary(uniqueKeysWithValues: data.names.map { ($0, usual) }))
        return LogisticObjective(
            matrix: matrix, outcomes: data.outcomes,
            standardisation: try await Standardisation(of: matrix, threads: 1), lambda: 0.3, threads: 1,
            rowStep: rowStep)
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
            let above = await objective.value(at: up, withHessian: false)
            let below = await objective.value(at: down, withHessian: false)
            differences.append((part(above) - part(below)) / 2e-5)
        }
        return differences
    }

    @Test("has the gradient and Hessian that differences show", arguments: [0.0, -1.0], [1, 3])
    func derivatives(usual: Double, rowStep: Int) async throws {
        let objective = try await objective(usual: usual, rowStep: rowStep)
        let point = [0.5, -0.25, 0.1, 0.4, -0.3, -1]
        let value = await objective.value(at: point, withHessian: true)
        let slopes = await differences(objective, at: point) { $0.objective }
        for (found, expected) in zip(value.gradient, slopes) { #expect(abs(found - expected) < 1e-8) }
        for row in point.indices {
            let curvature = await differences(objective, at: point) { $0.gradient[row] }
            for column in 0...row {
                #expect(abs(value.hessian[row * point.count + column] - curvature[column]) < 1e-8)
            }
        }
    }
}
