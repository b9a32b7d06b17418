/// A tenth of the people, by risk.
public struct Decile: Sendable, Equatable {
    public let count: Int
    public let events: Int
    public let meanRisk: Double

    /// The share of them with the outcome.
    public var observed: Double { Double(events) / Double(count) }
}
