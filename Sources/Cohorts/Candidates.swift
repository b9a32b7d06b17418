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
    public let ranking: [Int32]
    /// By row, whether it is under an exclusion, or was on the last issue or held out of it. Few are: a look here tells of
    /// most that they are not.
    let isNamed: [Bool]

    public init(
        predictors: [Int64], risks: [Double], eligible: [Bool], attributes: Attributes, exclusions: [RowID: Int],
        daysListed: [RowID: Int] = [:], daysHeldOut: [RowID: Int] = [:]
    ) {
        precondition(
            risks.count == predictors.count && eligible.count == predictors.count
                && attributes.rowCount == predictors.count)
        self.predictors = predictors
        self.risks = risks
        self.eligible = eligible
        self.attributes = attributes
        self.exclusions = exclusions
        self.daysListed = daysListed
        self.daysHeldOut = daysHeldOut
        ranking = Ranking.order(of: eligible, by: predictors)
        var isNamed = [Bool](repeating: false, count: eligible.count)
        for rows in [exclusions.keys, daysListed.keys, daysHeldOut.keys] {
            for row in rows { isNamed[row.index] = true }
        }
        self.isNamed = isNamed
    }
}
