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
        try RowTotals.checkFolds(problem.moments.totals)
        return try await crossValidation(problem, lambdas: lambdas, threads: threads) {
            (solver: PathSolver) throws(TrainingError) in
            FoldSolver(problem, at: solver, tolerance: tolerance, maximumIterations: maximumIterations)
        }
    }

    /// A path over all rows, and how its penalties do in fits that leave out one fold each, on terms of their own.
    ///
    /// - Parameter folds: makes those fits, once it is known that all rows can be fitted.
    /// - Throws: `TrainingError`.
    func crossValidation(
        _ rows: TrainingRows, lambdas: LambdaGrid, threads: Int,
        folds: () async throws(TrainingError) -> SeparateFolds
    ) async throws(TrainingError) -> CrossValidation {
        try lambdas.validate()
        let problem = try await FitProblem(rows, folds: nil, foldCount: 1, self, threads: threads)
        return try await crossValidation(problem, lambdas: lambdas, threads: threads) {
            (_: PathSolver) throws(TrainingError) in try await folds()
        }
    }

    /// The path and the folds' fits, one penalty after the other.
    ///
    /// A path of the program's own making goes on below its end while the least held-out loss is there: a ridge that
    /// many rows need hardly at all would else be the smallest that happened to be tried.
    ///
    /// - Parameter folds: makes the fits, once it is known that all rows can be fitted; the solver is at the null fit.
    private func crossValidation<Folds: HeldOutFits>(
        _ problem: FitProblem, lambdas: LambdaGrid, threads: Int,
        folds makeFolds: (PathSolver) async throws(TrainingError) -> Folds
    ) async throws(TrainingError) -> CrossValidation {
        var solver = try await nullSolver(problem, lambdas, threads: threads)
        var folds = try await makeFolds(solver)
        let nullLogLoss = solver.newton.loss
        let asked = values(lambdas, problem, at: solver)
        var fits: [PenalisedFit] = []
        var points: [CrossValidation.Point] = []
        var ending: PathEnding?
        for lambda in asked + lambdas.values(below: asked) where ending == nil {
            if points.count >= asked.count, !CrossValidation.isLeastAtEnd(points) { break }
            await solver.solve(ElasticNetPenalty(lambda: lambda, alpha: alpha, factors: problem.factors))
            fits.append(
                PenalisedFit(solver.newton, of: problem.objective, lambda: lambda, alpha: alpha, totals: problem.totals)
            )
            points.append(await folds.point(lambda: lambda, alpha: alpha, after: solver))
            ending = PathEnding(after: fits, nullLogLoss: nullLogLoss, lambdas)
        }
        let path = PenaltyPath(fits: fits, nullLogLoss: nullLogLoss, ending: ending ?? .whole)
        return CrossValidation(path: path, points: points)
    }
}
