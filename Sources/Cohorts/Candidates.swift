import FeatureData
import Scoring

/// Those among whom a programme chooses: everyone scored, each array in RowID order.
public struct Candidates: Sendable {
    /// The linear predictor, quantised to 1e-9.
    public let predictors: [Int64]
    /// From 0 to 1.
    public let risks: [Double]
    public let eligible: [Bool]
    /// With `practice`, and with what the programme's lists are divided by.
    public let attributes: Attributes
    /// Those whom an exclusion of the programme would leave out, each with the place of the first that does.
    public let exclusions: [RowID: Int]
    /// Those who were on the programme's last issue, each with the days since they entered.
    public let daysListed: [RowID: Int]
    /// Those whom the programme's hold-out alone kept off its last issue, each with the days for which they would have
    /// been on its lists.
    public let daysHeldOut: [RowID: Int]
    /// The eligible rows, from the highest predictor down, ties by RowID.
    let ranking: [Int32]

    public init(
        predictors: [Int64], risks: [Double], eligible: [Bool], attributes: Attributes, exclusions: [RowID: Int],
        daysListed: [RowID: Int] = [:], daysHeldOut: [RowID: Int] = [:]
    ) {
        precondition(
            risks.count == predictors.count && eligible.count == predictors.count
                && attributes.rowCount == predictors.count && predictors.count <= Int(Int32.max))
        self.predictors = predictors
        self.risks = risks
        self.eligible = eligible
        self.attributes = attributes
        self.exclusions = exclusions
        self.daysListed = daysListed
        self.daysHeldOut = daysHeldOut
        ranking = Ranking.order(eligible.indices.filter { eligible[$0] }.map { Int32($0) }, by: predictors)
    }
}
