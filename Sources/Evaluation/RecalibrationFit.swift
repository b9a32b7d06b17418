import Glibc

/// The logistic regression of outcomes on intercept + slope x log-odds, by Newton's method with step halving. The slope
/// is held at 1 where it is not asked for.
///
/// NaN where there is one outcome only, where scores were given, or where all risks are equal and a slope is asked for.
struct RecalibrationFit {
    let line: RecalibrationLine

    /// A step of this length is followed by one far below rounding, since Newton's steps square.
    private static let smallStep = 1e-10
    private static let mostSteps = 50

    init(_ scored: ScoredOutcomes, withSlope: Bool) {
        guard scored.areRisks, (0.0..<1).contains(scored.prevalence), scored.prevalence > 0 else {
            line = .none
            return
        }
        var line = RecalibrationLine(intercept: 0, slope: 1)
        var sums = RecalibrationSums(scored, at: line)
        for _ in 0..<Self.mostSteps {
            let step = sums.step(withSlope: withSlope)
            guard step.intercept.isFinite && step.slope.isFinite else {
                self.line = .none
                return
            }
            (line, sums) = Self.descend(scored, from: line, loss: sums.loss, step)
            if max(abs(step.intercept), abs(step.slope)) < Self.smallStep * max(1, abs(line.slope)) { break }
        }
        self.line = line
    }

    /// The step, halved until the loss does not grow by more than rounding.
    private static func descend(
        _ scored: ScoredOutcomes, from line: RecalibrationLine, loss: Double, _ step: RecalibrationLine
    ) -> (RecalibrationLine, RecalibrationSums) {
        var length = 1.0
        while true {
            let next = line.adding(step, times: length)
            let sums = RecalibrationSums(scored, at: next)
            if sums.loss <= loss * (1 + 1e-12) || length < 1e-6 { return (next, sums) }
            length /= 2
        }
    }
}

/// The log-loss of a recalibration, with its gradient and Hessian.
struct RecalibrationSums {
    private(set) var loss = 0.0
    private var (gradient0, gradient1) = (0.0, 0.0)
    private var (hessian00, hessian01, hessian11) = (0.0, 0.0, 0.0)

    init(_ scored: ScoredOutcomes, at line: RecalibrationLine) {
        for row in scored.risks.indices {
            add(
                weight: scored.weights[row], logOdds: scored.logOdds[row], outcome: Double(scored.outcomes[row]),
                predictor: line.predictor(scored.logOdds[row]))
        }
    }

    private mutating func add(weight: Double, logOdds: Double, outcome: Double, predictor: Double) {
        let small = exp(-abs(predictor))
        let risk = predictor >= 0 ? 1 / (1 + small) : small / (1 + small)
        let curvature = weight * small / ((1 + small) * (1 + small))
        loss += weight * (max(predictor, 0) - outcome * predictor + log1p(small))
        let residual = weight * (risk - outcome)
        gradient0 += residual
        gradient1 += residual * logOdds
        hessian00 += curvature
        hessian01 += curvature * logOdds
        hessian11 += curvature * logOdds * logOdds
    }

    func step(withSlope: Bool) -> RecalibrationLine {
        guard withSlope else { return RecalibrationLine(intercept: -gradient0 / hessian00, slope: 0) }
        return Self.step(gradient: (gradient0, gradient1), hessian: (hessian00, hessian01, hessian11))
    }

    /// Newton's step of two parameters. Not finite where the log-odds are all one.
    static func step(
        gradient: (Double, Double), hessian: (Double, Double, Double)
    ) -> RecalibrationLine {
        let determinant = hessian.0 * hessian.2 - hessian.1 * hessian.1
        guard determinant > 1e-12 * hessian.0 * hessian.2 else { return .none }
        return RecalibrationLine(
            intercept: (hessian.1 * gradient.1 - hessian.2 * gradient.0) / determinant,
            slope: (hessian.1 * gradient.0 - hessian.0 * gradient.1) / determinant)
    }
}
