import FeatureData

/// Ridge-penalised logistic regression: `PenalisedLogisticRegression` with alpha = 0.
///
/// Minimises F(b, w) = mean(log-loss) + (lambda / 2) |w|^2 over the intercept b, which is not penalised, and the
/// coefficients w of the columns standardised by the matrix's own means and population standard deviations; a constant
/// column gets the coefficient 0. scikit-learn's C is 1 / (n lambda).
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

    /// Fits the model.
    ///
    /// - Parameters:
    ///   - matrix: n rows by p columns.
    ///   - outcomes: n values, 0 or 1.
    ///   - threads: tasks to share the rows among.
    /// - Returns: a fit that may not have converged within the steps allowed; it says so.
    /// - Throws: `TrainingError`.
    public func fit(_ matrix: FeatureMatrix, outcomes: [UInt8], threads: Int) async throws(TrainingError) -> RidgeFit {
        let regression = PenalisedLogisticRegression(
            alpha: 0, tolerance: gradientTolerance, maximumIterations: maximumIterations)
        let rows = TrainingRows(matrix: matrix, outcomes: outcomes)
        return RidgeFit(try await regression.fit(rows, lambda: lambda, threads: threads))
    }
}

extension RidgeFit {
    init(_ fit: PenalisedFit) {
        self.init(
            coefficients: fit.coefficients, intercept: fit.intercept, standardisation: fit.standardisation,
            lambda: fit.lambda, objective: fit.objective, gradientNorm: fit.gradientNorm, iterations: fit.iterations,
            gradientEvaluations: fit.gradientEvaluations, hessianEvaluations: fit.hessianEvaluations,
            converged: fit.converged, rows: fit.rows, events: fit.events)
    }
}
