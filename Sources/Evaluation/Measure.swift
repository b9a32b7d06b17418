/// A measure of a whole sample, which a bootstrap gives an interval.
public enum Measure: Int, CaseIterable, Sendable {
    case prevalence, auroc, averagePrecision, auprcTrapezoid, brierScore, scaledBrierScore, logLoss
    case observedOverExpected, calibrationInTheLarge, calibrationIntercept, calibrationSlope
}

/// A measure of a cut.
public enum CutMeasure: Int, CaseIterable, Sendable {
    case positivePredictiveValue, sensitivity, specificity, lift
}

extension ScoredOutcomes {
    /// All measures, in their order.
    var measures: [Double] {
        let line = calibrationLine
        return Measure.allCases.map { measure in
            switch measure {
            case .prevalence: prevalence
            case .auroc: auroc
            case .averagePrecision: averagePrecision
            case .auprcTrapezoid: auprcTrapezoid
            case .brierScore: brierScore
            case .scaledBrierScore: scaledBrierScore
            case .logLoss: logLoss
            case .observedOverExpected: observedOverExpected
            case .calibrationInTheLarge: calibrationInTheLarge
            case .calibrationIntercept: line.intercept
            case .calibrationSlope: line.slope
            }
        }
    }
}

extension Cut {
    subscript(measure: CutMeasure) -> Double {
        switch measure {
        case .positivePredictiveValue: positivePredictiveValue
        case .sensitivity: sensitivity
        case .specificity: specificity
        case .lift: lift
        }
    }
}
