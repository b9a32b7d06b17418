/// Where the eligible went: eligible = listed + left out + below the line.
public struct CohortCounts: Sendable, Equatable {
    public internal(set) var eligible = 0
    public internal(set) var listed = 0
    /// By exclusion of the programme: those who would otherwise have been reached before the list was full.
    public internal(set) var leftOut: [Int]
    public internal(set) var belowTheLine = 0
    /// Of those below the line and under no exclusion: those whose risk is at least `Line.nearness` of the risk at the
    /// line. Many of them mean that the line divides people who are much alike.
    public internal(set) var nearMisses = 0
    /// Of those listed: those who are so because they were on the last issue.
    public internal(set) var staying = 0

    init(exclusions: Int) { leftOut = [Int](repeating: 0, count: exclusions) }

    /// Anything but 0 is a broken invariant.
    public var difference: Int { eligible - listed - leftOut.reduce(0, +) - belowTheLine }
}
