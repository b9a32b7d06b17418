import Glibc

extension ScoredOutcomes {
    /// The mean squared difference of risk and outcome.
    public var brierScore: Double {
        guard areRisks else { return .nan }
        return weightedMean { row in
            let difference = risks[row] - Double(outcomes[row])
            return difference * difference
        }
    }

    /// The share of the Brier score of giving everyone the prevalence that the risks save: 1 is perfect, 0 no use.
    public var scaledBrierScore: Double { 1 - brierScore / (prevalence * (1 - prevalence)) }

    /// The mean of -log(the risk given to what happened). Risks are kept 1e-12 away from 0 and 1.
    public var logLoss: Double {
        guard areRisks else { return .nan }
        return weightedMean { Self.logLoss(risk: risks[$0], outcome: outcomes[$0]) }
    }

    static func logLoss(risk: Double, outcome: UInt8) -> Double {
        outcome == 1 ? -log(kept(risk)) : -log1p(-kept(risk))
    }

    /// Events over the sum of the risks: more than 1 where risks are too low.
    public var observedOverExpected: Double {
        guard areRisks else { return .nan }
        return prevalence / weightedMean { risks[$0] }
    }

    /// Calibration in the large: what must be added to every log-odds for the risks to add up to the events.
    public var calibrationInTheLarge: Double { RecalibrationFit(self, withSlope: false).line.intercept }

    /// The logistic regression of the outcome on the log-odds of the risk: intercept 0 and slope 1 are perfect, a
    /// slope under 1 is overfitted.
    public var calibrationLine: RecalibrationLine { RecalibrationFit(self, withSlope: true).line }

    func weightedMean(_ value: (Int) -> Double) -> Double {
        var (sum, weight) = (0.0, 0.0)
        for row in risks.indices {
            sum += weights[row] * value(row)
            weight += weights[row]
        }
        return sum / weight
    }
}
