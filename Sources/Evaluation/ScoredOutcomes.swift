/// Risks and what came of them: n people, each with an outcome and the risk they were given.
///
/// The measures are of `ScoredOutcomes+Discrimination`, `+Calibration` and `+Cut`. Those that need a division by
/// something that is 0 (no events, no people) are NaN.
public struct ScoredOutcomes: Sendable {
    /// n outcomes, 0 or 1.
    public let outcomes: [UInt8]
    /// n risks, between 0 and 1.
    public let risks: [Double]
    /// People with the outcome.
    public let events: Int

    /// People from the highest risk to the lowest, ties in their given order.
    let descending: [Int]

    public init(outcomes: [UInt8], risks: [Double]) {
        precondition(outcomes.count == risks.count)
        precondition(outcomes.allSatisfy { $0 <= 1 } && risks.allSatisfy { (0...1).contains($0) })
        self.outcomes = outcomes
        self.risks = risks
        events = outcomes.count { $0 == 1 }
        descending = risks.indices.sorted { risks[$0] != risks[$1] ? risks[$0] > risks[$1] : $0 < $1 }
    }

    public var count: Int { risks.count }

    /// The share of people with the outcome.
    public var prevalence: Double { Double(events) / Double(count) }

    /// People with one risk, in order from the highest.
    struct Tie {
        var events = 0
        var others = 0
    }

    var ties: [Tie] {
        var ties: [Tie] = []
        var risk = Double.nan
        for person in descending {
            if risks[person] != risk { ties.append(Tie()) }
            risk = risks[person]
            if outcomes[person] == 1 {
                ties[ties.count - 1].events += 1
            } else {
                ties[ties.count - 1].others += 1
            }
        }
        return ties
    }
}
