/// What taking the rows of the highest risk, or those of a rule, comes to. Numbers are sums of weights: of people where
/// every row weighs 1.
public struct Cut: Sendable, Equatable {
    /// Taken, and those of them with the outcome.
    public let taken: Double
    public let found: Double
    /// The lowest risk among the taken; NaN where none is, or where a rule took them.
    public let threshold: Double
    /// All, and all with the outcome.
    public let count: Double
    public let events: Double

    /// The share of the taken with the outcome.
    public var positivePredictiveValue: Double { found / taken }

    /// The share of those with the outcome who are taken.
    public var sensitivity: Double { found / events }

    /// The share of those without the outcome who are not taken.
    public var specificity: Double { 1 - (taken - found) / (count - events) }

    /// How many times as frequent the outcome is among the taken as among all.
    public var lift: Double { positivePredictiveValue / (events / count) }

    /// What a ranking that knows the outcomes would find of them, taking as many.
    public var oracleSensitivity: Double { min(1, taken / events) }
    public var oraclePositivePredictiveValue: Double { min(1, events / taken) }

    /// What taking as many by lot finds of them, on average.
    public var randomSensitivity: Double { taken / count }
}
