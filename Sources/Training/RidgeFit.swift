import FeatureData

/// A fitted ridge-penalised logistic regression: what was found, and how well it was found.
public struct RidgeFit: Sendable, Equatable {
    /// p coefficients of the standardised columns: the change of the linear predictor by standard deviation.
    public let coefficients: [Double]

    /// The linear predictor of a row that has the mean of every column.
    public let intercept: Double

    /// The means and standard deviations that the coefficients refer to.
    public let standardisation: Standardisation

    /// The weight of the penalty in F = mean(log-loss) + (lambda / 2) |w|^2.
    public let lambda: Double

    /// F at the fit.
    public let objective: Double

    /// The largest component of F's gradient at the fit, in the standardised space.
    public let gradientNorm: Double

    /// Newton steps on all rows.
    public let iterations: Int

    /// Passes over all rows for a gradient, and those of them that also took the Hessian.
    public let gradientEvaluations: Int
    public let hessianEvaluations: Int

    /// Whether the gradient norm is within the tolerance that was set.
    public let converged: Bool

    /// n rows, and those of them with the outcome.
    public let rows: Int
    public let events: Int
}
