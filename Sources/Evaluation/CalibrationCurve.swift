import Glibc

/// A smooth curve of the observed over the predicted risk: the logistic regression of the outcome on a restricted cubic
/// spline of the log-odds with five knots (Austin and Steyerberg, Statistics in Medicine 2014; 33: 517-535).
public struct CalibrationCurve: Sendable {
    private let spline: RestrictedCubicSpline
    private let coefficients: [Double]

    /// - Returns: nil where there is one outcome only, where risks take too few values, where scores were given, or
    ///   where the regression does not settle.
    public init?(_ scored: ScoredOutcomes) {
        guard scored.areRisks, scored.prevalence > 0, scored.prevalence < 1,
            let spline = RestrictedCubicSpline(sorted: scored.logOdds.sorted())
        else { return nil }
        var start = [Double](repeating: 0, count: spline.width + 1)
        start[1] = 1
        let regression = SmallLogisticRegression(scored, start: start) { row, terms in
            terms[0] = 1
            spline.write(scored.logOdds[row], to: &terms, from: 1)
        }
        guard let regression else { return nil }
        self.spline = spline
        coefficients = regression.coefficients
    }

    /// The observed risk that the curve has at a predicted one.
    public func observed(at risk: Double) -> Double {
        let kept = ScoredOutcomes.kept(risk)
        return observed(atLogOdds: log(kept) - log1p(-kept))
    }

    func observed(atLogOdds logOdds: Double) -> Double {
        var terms = coefficients
        terms[0] = 1
        spline.write(logOdds, to: &terms, from: 1)
        return 1 / (1 + exp(-zip(terms, coefficients).reduce(0) { $0 + $1.0 * $1.1 }))
    }

    /// The integrated calibration index: the mean distance of the curve from the risks given (Austin and Steyerberg,
    /// Statistics in Medicine 2019; 38: 4051-4065).
    public func integratedCalibrationIndex(_ scored: ScoredOutcomes) -> Double {
        scored.weightedMean { abs(observed(atLogOdds: scored.logOdds[$0]) - scored.risks[$0]) }
    }
}
