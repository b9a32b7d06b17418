/// A product of two columns, and what a score test says of adding it to a fit.
public struct ScreenedInteraction: Sendable, Equatable {
    /// The columns, the first before the second.
    public let first: Int
    public let second: Int

    /// The statistic, chi-square with one degree of freedom where the product has no effect.
    public let chiSquare: Double

    /// Whether a larger product raises the risk.
    public let isPositive: Bool
}
