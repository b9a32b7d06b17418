/// The fits of one set of rows under a descending row of penalties.
public struct PenaltyPath: Sendable, Equatable {
    /// One for each lambda, the largest first.
    public let fits: [PenalisedFit]

    /// The mean log-loss with the intercept and the unpenalised columns alone.
    public let nullLogLoss: Double

    /// Why it has no more.
    public let ending: PathEnding

    public var lambdas: [Double] { fits.map(\.lambda) }
}
