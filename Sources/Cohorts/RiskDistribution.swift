/// How many people of a programme's eligible are at which risk.
public struct RiskDistribution: Sendable, Equatable {
    /// The lowest risk of each band; a band ends where the next begins, the last at 1.
    public static let bandStarts = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5]

    /// People in each band.
    public let counts: [Int]

    /// - Parameters: of each row, in RowID order.
    public init(risks: [Double], eligible: [Bool]) {
        var counts = [Int](repeating: 0, count: Self.bandStarts.count)
        for (risk, isEligible) in zip(risks, eligible) where isEligible {
            counts[(Self.bandStarts.lastIndex { $0 <= risk }) ?? 0] += 1
        }
        self.counts = counts
    }
}
