/// A linear predictor at the last issue and tonight, with the lines of both: what a movement by rank is explained by.
public struct ScoreThen: Sendable, Equatable {
    /// Quantised linear predictors of one model.
    public let then: Int64
    public let now: Int64
    public let lineThen: CohortLine
    public let lineNow: CohortLine
    /// By family.
    public let changes: [FamilyChange]

    public init(then: Int64, now: Int64, lineThen: CohortLine, lineNow: CohortLine, changes: [FamilyChange]) {
        self.then = then
        self.now = now
        self.lineThen = lineThen
        self.lineNow = lineNow
        self.changes = changes
    }

    /// Why one entered who was eligible and under no exclusion then.
    /// - Parameter wasHeld: whether the person's list was held at the last issue.
    public func entry(wasHeld: Bool) -> EntryReason {
        let entryThen = lineThen.entry ?? .min
        guard then >= lineNow.entry ?? .min else {
            let rises = FamilyChange.largest(changes, rising: true)
            return rises.isEmpty ? .thresholdMoved : .newFacts(rises)
        }
        if then <= entryThen { return .thresholdMoved }
        return wasHeld ? .listHeld : .lateRecords
    }

    /// Why one left who is eligible and under no exclusion tonight.
    public var exit: ExitReason {
        let leaveThen = lineThen.leave ?? .min
        let leaveNow = lineNow.leave ?? .min
        // At the line itself ids decide.
        if now >= leaveNow { return now > leaveNow ? .gaveWay : .thresholdMoved }
        if then < leaveThen { return .stayEnded }
        if now >= leaveThen { return .thresholdMoved }
        let falls = FamilyChange.largest(changes, rising: false)
        return falls.isEmpty ? .thresholdMoved : .riskFell(falls)
    }
}
