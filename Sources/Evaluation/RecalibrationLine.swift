import Glibc

/// Log-odds of the outcome as a line over log-odds of the risk. Intercept 0 and slope 1 change nothing.
public struct RecalibrationLine: Sendable, Equatable {
    public let intercept: Double
    public let slope: Double

    public init(intercept: Double, slope: Double) {
        self.intercept = intercept
        self.slope = slope
    }

    static let none = RecalibrationLine(intercept: .nan, slope: .nan)

    func predictor(_ logOdds: Double) -> Double { intercept + slope * logOdds }

    /// The recalibrated risk.
    func risk(_ logOdds: Double) -> Double { 1 / (1 + exp(-predictor(logOdds))) }

    func adding(_ step: RecalibrationLine, times length: Double) -> RecalibrationLine {
        RecalibrationLine(intercept: intercept + length * step.intercept, slope: slope + length * step.slope)
    }
}
