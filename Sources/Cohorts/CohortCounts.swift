/// Where the eligible went: eligible = listed + left out + below the line.
public struct CohortCounts: Sendable, Equatable {
    public internal(set) var eligible = 0
    public internal(set) var listed = 0
    /// By exclusion of the programme: those who would otherwise have had a place.
    ///
    /// That is whoever ranks above where the list would end if nobody's place were kept: the last of as many people under
    /// no exclusion as there are places. With them are those of the last issue whose place would have been kept below
    /// that. Of a hold-out it is whoever would be on the list tonight, were they alone not drawn: one held out waits for
    /// those whose places are kept as another does, and keeps a place as another does, so that those held out are to
    /// those listed as the draw is.
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
