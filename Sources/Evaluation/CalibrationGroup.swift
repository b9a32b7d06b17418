/// Rows of similar risk, next to each other in the ranking.
public struct CalibrationGroup: Sendable, Equatable {
    /// Sums of weights: of people where every row weighs 1.
    public let count: Double
    public let events: Double
    public let meanRisk: Double

    /// The share of them with the outcome.
    public var observed: Double { events / count }
}
