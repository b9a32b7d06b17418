/// How a programme's lists changed at an issue, against the issue before.
public struct Churn: Sendable, Equatable {
    public let programme: String
    public let issue: Int
    /// ISO.
    public let date: String
    public let counts: LedgerProgramme.Counts
    /// How many the issue before listed; nil for the programme's first.
    public let listedBefore: Int?
    /// Of those listed, since they came on to the programme's lists.
    public let medianDays: Int

    /// Those who came, as a share of those listed; nil for the first issue and for an empty one. Moves from one
    /// practice's list to another's are no change of the programme's people.
    public var shareEntering: Double? {
        listedBefore == nil ? nil : Self.share(counts.entered - counts.moved, of: counts.listed)
    }

    /// Those who left, as a share of those listed before.
    public var shareLeaving: Double? { listedBefore.flatMap { Self.share(counts.left - counts.moved, of: $0) } }

    /// Those on both issues, as a share of those on either.
    public var overlap: Double? {
        guard let listedBefore else { return nil }
        let both = counts.stayed + counts.moved
        return Self.share(both, of: counts.listed + listedBefore - both)
    }

    private static func share(_ part: Int, of whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }
}
