import FeatureData

/// A fitted penalised logistic regression: what was found, and how well it was found.
public struct PenalisedFit: Sendable, Equatable {
    /// p coefficients of the standardised columns: the change of the linear predictor by standard deviation.
    public let coefficients: [Double]

    /// The linear predictor of a row that has the mean of every column, without its offset.
    public let intercept: Double

    /// The means and standard deviations that the coefficients refer to.
    public let standardisation: Standardisation

    /// The weight of the penalty, and its share that is the lasso's.
    public let lambda: Double
    public let alpha: Double

    /// F at the fit, and the weighted mean log-loss in it.
    public let objective: Double
    public let logLoss: Double

    /// The largest violation of the optimality conditions at the fit: of the gradient's components in the standardised
    /// space, where a coefficient of 0 allows up to lambda x alpha x factor.
    public let gradientNorm: Double

    /// Newton steps on all rows.
    public let iterations: Int

    /// Passes over all rows for a gradient, and for a Hessian.
    public let gradientEvaluations: Int
    public let hessianEvaluations: Int

    public let stoppingRule: StoppingRule

    /// The rows of a weight above 0, and those of them with the outcome.
    public let rows: Int
    public let events: Int

    /// Whether the gradient norm is within the tolerance that was set.
    public var converged: Bool { stoppingRule == .converged }

    /// A change of the log-odds that no rows show, but those that a column tells apart: odds 22,000 times as high.
    private static let mostLogOdds = 10.0

    /// Whether a coefficient is of the size that only grows there, by standard deviation, or of a flag, by having it.
    func isEndless(_ column: Int) -> Bool {
        let (mean, scale) = (standardisation.means[column], standardisation.scales[column])
        // Of columns between 0 and 1, a flag has the largest variance that its mean allows.
        let isFlag = abs(mean * (1 - mean) - scale * scale) <= 1e-6 * scale * scale
        return abs(coefficients[column]) / (isFlag ? scale : 1) > Self.mostLogOdds
    }

    /// The columns that have a coefficient other than 0.
    public var selected: [Int] { coefficients.indices.filter { coefficients[$0] != 0 } }
}

extension PenalisedFit {
    init(_ newton: ProximalNewton, of objective: LogisticObjective, lambda: Double, alpha: Double, totals: RowTotals) {
        self.init(
            coefficients: Array(newton.point.dropLast()), intercept: newton.point[newton.point.count - 1],
            standardisation: objective.standardisation, lambda: lambda, alpha: alpha, objective: newton.objective,
            logLoss: newton.loss, gradientNorm: newton.violation, iterations: newton.iterations,
            gradientEvaluations: newton.gradientEvaluations, hessianEvaluations: newton.hessianEvaluations,
            stoppingRule: newton.isSeparated ? .separated : newton.stop ?? .iterationLimit, rows: totals.rows,
            events: totals.events)
    }
}
