import FeatureData
import Glibc
import LinearAlgebra

/// Logistic regression with an elastic-net penalty, fitted exactly by proximal Newton.
///
/// Minimises, over the intercept b and the coefficients w of the standardised columns,
///
///     F(b, w) = sum_i v_i logloss(y_i, o_i + b + x_i'w) / sum_i v_i
///               + lambda sum_j f_j (alpha |w_j| + (1 - alpha) / 2 w_j^2)
///
/// with row weights v, offsets o and penalty factors f. Columns are standardised by their weighted mean and population
/// standard deviation. This is glmnet's objective with standardised columns, but for its rescaling of penalty
/// factors to a sum of p; scikit-learn's C is 1 / (n lambda). The intercept is not penalised.
///
/// A constant column gets the coefficient 0. Collinear columns are no obstacle: under some ridge (alpha < 1) the
/// solution is one; under the lasso alone (alpha = 1) the minimum is one, and the coefficients are some that reach it.
/// Columns that are not penalised have to be independent of one another and of the intercept.
///
/// Sums are taken over a fixed cut of the rows in a fixed order: a fit has the same bits whatever the number of threads.
public struct PenalisedLogisticRegression: Sendable {
    /// The lasso's share of the penalty, between 0 (ridge) and 1 (lasso).
    public var alpha: Double

    /// p factors of at least 0, 0 for a column that is not penalised; nil for 1 each.
    public var factors: [Double]?

    /// The largest violation of the optimality conditions at which a fit is done.
    public var tolerance: Double

    /// Newton steps at most for one lambda; a fit takes about ten.
    public var maximumIterations: Int

    public init(
        alpha: Double = 1, factors: [Double]? = nil, tolerance: Double = 1e-8, maximumIterations: Int = 200
    ) {
        self.alpha = alpha
        self.factors = factors
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
    }

    /// The sample takes every eighth row, and it is worth taking where it has enough of them.
    private static let sampleStep = 8
    private static let fewestSampledRows = 8192
    private static let fewestSampledEvents = 100
    private static let sampleTolerance = 1e-3
    /// The sample is solved under these multiples of the penalty: from far away whole steps to a small one fail, and
    /// nearer to it the sample's solution leads away from that of all rows, some of which have values that it never saw.
    private static let approach = [1000.0, 100]

    /// The fit under one penalty.
    ///
    /// A large one starts from the solution on a systematic sample of its rows, which costs little and saves several
    /// passes over all of them.
    ///
    /// - Parameter threads: tasks to share the rows among.
    /// - Returns: a fit that may not have converged within the steps allowed, or whose rows no penalty keeps it from
    ///   telling apart; it says so.
    /// - Throws: `TrainingError`.
    public func fit(_ rows: TrainingRows, lambda: Double, threads: Int) async throws(TrainingError) -> PenalisedFit {
        guard lambda.isFinite && lambda >= 0 else { throw .lambdaOutOfRange }
        let problem = try await FitProblem(rows, folds: nil, foldCount: 1, self, threads: threads)
        let penalty = ElasticNetPenalty(lambda: lambda, alpha: alpha, factors: problem.factors)
        let start = await sampledStart(problem, penalty, threads: threads)
        var solver = await solver(problem.objective, from: start, threads: threads)
        try problem.checkUnpenalised(solver.curvature.sums, lambda: lambda)
        await solver.solve(penalty)
        return PenalisedFit(solver.newton, of: problem.objective, lambda: lambda, alpha: alpha, totals: problem.totals)
    }

    /// The fits under a descending row of penalties, each from the one before.
    ///
    /// - Throws: `TrainingError`.
    public func path(
        _ rows: TrainingRows, lambdas: LambdaGrid = .standard, threads: Int
    ) async throws(TrainingError) -> PenaltyPath {
        try lambdas.validate()
        let problem = try await FitProblem(rows, folds: nil, foldCount: 1, self, threads: threads)
        var solver = try await nullSolver(problem, lambdas, threads: threads)
        let nullLogLoss = solver.newton.loss
        var fits: [PenalisedFit] = []
        var ending: PathEnding?
        for lambda in values(lambdas, problem, at: solver) where ending == nil {
            await solver.solve(ElasticNetPenalty(lambda: lambda, alpha: alpha, factors: problem.factors))
            fits.append(
                PenalisedFit(solver.newton, of: problem.objective, lambda: lambda, alpha: alpha, totals: problem.totals)
            )
            ending = PathEnding(after: fits, nullLogLoss: nullLogLoss, lambdas)
        }
        return PenaltyPath(fits: fits, nullLogLoss: nullLogLoss, ending: ending ?? .whole)
    }

    /// A path's solver at the fit of the intercept and the unpenalised columns alone.
    func nullSolver(
        _ problem: FitProblem, _ lambdas: LambdaGrid, threads: Int
    ) async throws(TrainingError) -> PathSolver {
        var solver = await solver(problem.objective, from: problem.start, threads: threads)
        let least: Double
        switch lambdas {
        case .given(let values): least = values[values.count - 1]
        case .spaced: least = 1
        }
        try problem.checkUnpenalised(solver.curvature.sums, lambda: least)
        await solver.solve(.null(factors: problem.factors))
        return solver
    }

    /// - Parameter solver: at the null fit.
    func values(_ lambdas: LambdaGrid, _ problem: FitProblem, at solver: PathSolver) -> [Double] {
        let most =
            problem.factors.indices.filter { problem.factors[$0] > 0 }
            .map { abs(solver.newton.gradient[$0]) / problem.factors[$0] }.max() ?? 0
        return lambdas.values(
            most: max(most, 1e-12) / max(alpha, LambdaGrid.leastAlpha), rows: problem.totals.rows,
            columns: problem.factors.count)
    }

    private func solver(_ objective: LogisticObjective, from start: [Double], threads: Int) async -> PathSolver {
        await PathSolver(
            objective, from: start, tolerance: tolerance, maximumIterations: maximumIterations, threads: threads)
    }

    /// No coefficients and the intercept that has the right mean, or better: the solution on a sample of the rows.
    private func sampledStart(_ problem: FitProblem, _ penalty: ElasticNetPenalty, threads: Int) async -> [Double] {
        let step = PenalisedLogisticRegression.sampleStep
        let isPenalised = zip(penalty.l1, penalty.l2).dropLast().allSatisfy { $0 + $1 > 0 }
        let rarer = min(problem.totals.events, problem.totals.rows - problem.totals.events)
        guard isPenalised, problem.totals.rows / step >= PenalisedLogisticRegression.fewestSampledRows,
            rarer / step >= PenalisedLogisticRegression.fewestSampledEvents
        else { return problem.start }
        var solver = await PathSolver(
            problem.objective.sampled(every: step), from: problem.start,
            tolerance: max(tolerance, PenalisedLogisticRegression.sampleTolerance),
            maximumIterations: maximumIterations, threads: threads)
        for share in PenalisedLogisticRegression.approach {
            await solver.solve(penalty.scaled(by: share))
        }
        return solver.newton.point
    }
}
