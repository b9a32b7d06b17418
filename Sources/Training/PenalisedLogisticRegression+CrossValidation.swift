extension PenalisedLogisticRegression {
    /// A path over all rows, and how its penalties do on each fold when fitted without it.
    ///
    /// The folds' fits start from the fit of all rows, whose sums by fold give their gradients and Hessians for
    /// nothing, and are then improved together, up to eight in one visit of the rows.
    ///
    /// - Parameter folds: each row's fold, numbered from 0. All rows of a person belong in one fold.
    /// - Throws: `TrainingError`.
    public func crossValidation(
        _ rows: TrainingRows, folds: [UInt8], lambdas: LambdaGrid = .standard, threads: Int
    ) async throws(TrainingError) -> CrossValidation {
        try lambdas.validate()
        guard folds.count == rows.matrix.rowCount else {
            throw .foldCount(folds: folds.count, rows: rows.matrix.rowCount)
        }
        let foldCount = Int(folds.max() ?? 0) + 1
        guard foldCount > 1 else { throw .singleFold }
        let problem = try await FitProblem(rows, folds: folds, foldCount: foldCount, self, threads: threads)
        if let fold = problem.moments.totals.firstIndex(where: { $0.weight == 0 }) { throw .foldEmpty(fold: fold) }
        for fold in 0..<foldCount where !problem.moments.totals(without: fold).hasBothOutcomes {
            throw .foldHasAll(fold: fold)
        }
        var solver = try await nullSolver(problem, lambdas, threads: threads)
        var foldSolver = FoldSolver(problem, at: solver, tolerance: tolerance, maximumIterations: maximumIterations)
        let nullLogLoss = solver.newton.loss
        var fits: [PenalisedFit] = []
        var points: [CrossValidation.Point] = []
        var ending: PathEnding?
        for lambda in values(lambdas, problem, at: solver) where ending == nil {
            let penalty = ElasticNetPenalty(lambda: lambda, alpha: alpha, factors: problem.factors)
            await solver.solve(penalty)
            await foldSolver.solve(penalty, startingAt: solver)
            fits.append(
                PenalisedFit(solver.newton, of: problem.objective, lambda: lambda, alpha: alpha, totals: problem.totals)
            )
            points.append(await foldSolver.point(lambda: lambda))
            ending = PathEnding(after: fits, nullLogLoss: nullLogLoss, lambdas)
        }
        let path = PenaltyPath(fits: fits, nullLogLoss: nullLogLoss, ending: ending ?? .whole)
        return CrossValidation(path: path, points: points)
    }
}
