import FeatureData
import Glibc
import LinearAlgebra

/// Ridge-penalised logistic regression, fitted exactly by Newton's method.
///
/// Minimises F(b, w) = mean(log-loss) + (lambda / 2) |w|^2 over the intercept b, which is not penalised, and the
/// coefficients w of the columns standardised by the matrix's own means and population standard deviations; a constant
/// column gets the coefficient 0. scikit-learn's C is 1 / (n lambda).
///
/// A large fit starts from the solution on a systematic sample of its rows, which costs little and saves several
/// passes over all of them. Sums are taken over a fixed cut of the rows in a fixed order: the fit has the same bits
/// whatever the number of threads.
public struct RidgeLogisticRegression: Sendable {
    /// More than 0 where columns may be collinear, as counts and their parts are.
    public var lambda: Double

    /// The largest component of the gradient at which the fit is done.
    public var gradientTolerance: Double

    /// Newton steps at most; a fit takes about ten.
    public var maximumIterations: Int

    public init(lambda: Double = 1e-4, gradientTolerance: Double = 1e-10, maximumIterations: Int = 100) {
        self.lambda = lambda
        self.gradientTolerance = gradientTolerance
        self.maximumIterations = maximumIterations
    }

    /// The sample takes every eighth row, and it is worth taking where it has enough of them.
    private static let sampleStep = 8
    private static let fewestSampledRows = 8192
    private static let fewestSampledEvents = 100
    private static let sampleTolerance = 1e-2

    /// Fits the model.
    ///
    /// - Parameters:
    ///   - matrix: n rows by p columns.
    ///   - outcomes: n values, 0 or 1.
    ///   - threads: tasks to share the rows among.
    /// - Returns: a fit that may not have converged within the steps allowed; it says so.
    /// - Throws: `TrainingError`.
    public func fit(_ matrix: FeatureMatrix, outcomes: [UInt8], threads: Int) async throws(TrainingError) -> RidgeFit {
        let events = try validate(matrix, outcomes)
        BasicLinearAlgebra.setThreadCount(1)
        let standardisation = try await Standardisation(of: matrix, threads: threads)
        let objective = LogisticObjective(
            matrix: matrix, outcomes: outcomes, standardisation: standardisation, lambda: lambda, threads: threads)
        let solver = NewtonSolver(gradientTolerance: gradientTolerance, maximumIterations: maximumIterations)
        do throws(LinearAlgebraError) {
            let start = try await start(objective, events: events)
            let solution = try await solver.minimise(objective, from: start)
            return RidgeFit(solution, of: objective, events: events)
        } catch {
            let order =
                switch error {
                case .notPositiveDefinite(let leadingMinor): leadingMinor
                }
            let columns = matrix.columns.map(\.name) + ["the intercept"]
            throw .notPositiveDefinite(column: columns[order - 1], lambda: lambda)
        }
    }

    /// The outcomes that are 1.
    private func validate(_ matrix: FeatureMatrix, _ outcomes: [UInt8]) throws(TrainingError) -> Int {
        guard lambda.isFinite && lambda >= 0 else { throw .lambdaOutOfRange }
        guard outcomes.count == matrix.rowCount else {
            throw .outcomeCount(outcomes: outcomes.count, rows: matrix.rowCount)
        }
        let others = outcomes.count { $0 > 1 }
        guard others == 0 else { throw .outcomeNotBinary(rows: others) }
        let events = outcomes.count { $0 == 1 }
        guard events > 0 && events < outcomes.count else { throw .singleClass(rows: outcomes.count) }
        return events
    }

    /// No coefficients and the intercept that has the right mean, or better: the solution on a sample of the rows.
    private func start(_ objective: LogisticObjective, events: Int) async throws(LinearAlgebraError) -> [Double] {
        let rows = objective.matrix.rowCount
        var start = [Double](repeating: 0, count: objective.matrix.columns.count)
        start.append(log(Double(events) / Double(rows - events)))
        let step = RidgeLogisticRegression.sampleStep
        let rarer = min(events, rows - events)
        guard lambda > 0, rows / step >= RidgeLogisticRegression.fewestSampledRows,
            rarer / step >= RidgeLogisticRegression.fewestSampledEvents
        else { return start }
        let solver = NewtonSolver(
            gradientTolerance: RidgeLogisticRegression.sampleTolerance, maximumIterations: maximumIterations)
        return try await solver.minimise(objective.sampled(every: step), from: start).point
    }
}

extension RidgeFit {
    init(_ solution: NewtonSolver.Solution, of objective: LogisticObjective, events: Int) {
        self.init(
            coefficients: Array(solution.point.dropLast()), intercept: solution.point[solution.point.count - 1],
            standardisation: objective.standardisation, lambda: objective.lambda,
            objective: solution.value.objective, gradientNorm: solution.value.gradientNorm,
            iterations: solution.iterations, gradientEvaluations: solution.gradientEvaluations,
            hessianEvaluations: solution.hessianEvaluations, converged: solution.converged,
            rows: objective.matrix.rowCount, events: events)
    }
}
