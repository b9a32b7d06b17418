/// What taking the people of the highest risk comes to.
public struct Cut: Sendable, Equatable {
    /// People taken, and those of them with the outcome.
    public let taken: Int
    public let found: Int
    /// The lowest risk among the taken; NaN where none is.
    public let threshold: Double
    /// All people, and all with the outcome.
    public let count: Int
    public let events: Int

    /// The share of the taken with the outcome.
    public var positivePredictiveValue: Double { Double(found) / Double(taken) }

    /// The share of those with the outcome who are taken.
    public var sensitivity: Double { Double(found) / Double(events) }

    /// The share of those without the outcome who are not taken.
    public var specificity: Double { 1 - Double(taken - found) / Double(count - events) }

    /// How many times as frequent the outcome is among the taken as among all.
    public var lift: Double { positivePredictiveValue / (Double(events) / Double(count)) }
}
