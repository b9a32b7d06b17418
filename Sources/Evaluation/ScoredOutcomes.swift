import Glibc

/// Risks and what came of them: n rows, each with an outcome, the risk it was given and a weight.
///
/// A row is a person at an index date. The measures are of `ScoredOutcomes+Discrimination`, `+Calibration` and `+Cut`. A
/// row of weight 2 counts as two rows. Those that need a division by something that is 0 (no events, no
/// rows) are NaN, and so are those that need risks where scores were given.
public struct ScoredOutcomes: Sendable {
    /// n outcomes, 0 or 1.
    public let outcomes: [UInt8]
    /// n risks, between 0 and 1, or scores where a higher one means a higher risk.
    public let risks: [Double]
    /// n weights, at least 0.
    public let weights: [Double]
    /// Rows with the outcome.
    public let events: Int
    /// Whether `risks` are such, and no scores: those given all lie between 0 and 1, and nobody said that they are none.
    public let areRisks: Bool

    /// n linear predictors on the log-odds scale, without an offset of their own; empty where scores were given.
    let logOdds: [Double]
    /// Rows from the highest risk to the lowest, ties in their given order.
    let descending: [Int]

    /// - Parameters:
    ///   - linearPredictors: log-odds as the model computed them; nil takes them from the risks, kept 1e-12 away from
    ///     0 and 1.
    ///   - weights: nil gives every row 1.
    ///   - areRisks: false where they are scores, though each may lie between 0 and 1, as points do that are all 0 or 1.
    public init(
        outcomes: [UInt8], risks: [Double], linearPredictors: [Double]? = nil, weights: [Double]? = nil,
        areRisks: Bool = true
    ) {
        precondition(outcomes.count == risks.count && outcomes.allSatisfy { $0 <= 1 })
        precondition(risks.allSatisfy(\.isFinite))
        precondition(linearPredictors.map { $0.count == risks.count && $0.allSatisfy(\.isFinite) } ?? true)
        precondition(weights.map { $0.count == risks.count && $0.allSatisfy { $0 >= 0 && $0.isFinite } } ?? true)
        self.outcomes = outcomes
        self.risks = risks
        self.weights = weights ?? [Double](repeating: 1, count: risks.count)
        events = outcomes.count { $0 == 1 }
        self.areRisks = areRisks && risks.allSatisfy { (0...1).contains($0) }
        logOdds = self.areRisks ? linearPredictors ?? risks.map(Self.logOdds(of:)) : []
        descending = risks.indices.sorted { risks[$0] != risks[$1] ? risks[$0] > risks[$1] : $0 < $1 }
    }

    /// Some rows of another's, in its descending order, so that nothing need be sorted again.
    init(_ whole: ScoredOutcomes, rows: [Int]) {
        outcomes = rows.map { whole.outcomes[$0] }
        risks = rows.map { whole.risks[$0] }
        weights = rows.map { whole.weights[$0] }
        events = outcomes.count { $0 == 1 }
        areRisks = whole.areRisks
        logOdds = areRisks ? rows.map { whole.logOdds[$0] } : []
        descending = Array(rows.indices)
    }

    /// Rows.
    public var count: Int { risks.count }

    /// The sum of the weights, and of those with the outcome.
    public var totalWeight: Double { weights.reduce(0, +) }
    public var eventWeight: Double { zip(weights, outcomes).reduce(0) { $1.1 == 1 ? $0 + $1.0 : $0 } }

    /// Whether some row does not weigh 1.
    public var isWeighted: Bool { weights.contains { $0 != 1 } }

    /// The share of the weight with the outcome.
    public var prevalence: Double { eventWeight / totalWeight }

    /// The risk kept 1e-12 away from 0 and 1.
    static func kept(_ risk: Double) -> Double { min(max(risk, 1e-12), 1 - 1e-12) }

    private static func logOdds(of risk: Double) -> Double { log(kept(risk)) - log1p(-kept(risk)) }
}
