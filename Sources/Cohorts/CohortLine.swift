/// Where a list ended, in quantised linear predictors.
public struct CohortLine: Sendable, Equatable {
    /// The lowest with which one who was not on the last issue was taken, the largest number where none was; nil
    /// where nobody was below the line.
    public let entry: Int64?
    /// The lowest with which one who was on it stays; nil where nobody was below that line.
    public let leave: Int64?

    public init(entry: Int64?, leave: Int64?) {
        self.entry = entry
        self.leave = leave
    }
}
