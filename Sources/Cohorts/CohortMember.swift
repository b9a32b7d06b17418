import FeatureData

/// A person on a programme's list.
public struct CohortMember: Sendable, Equatable {
    public let row: RowID
    /// Among all the eligible, those left out included; from 1.
    public let rank: Int
    /// Among the eligible of the person's practice, likewise.
    public let rankInPractice: Int
    /// The place of the person's band in the programme.
    public let band: Int
    /// Why they are on the list still; nil for one who was not on the last issue.
    public let stay: Stay?

    public init(row: RowID, rank: Int, rankInPractice: Int, band: Int, stay: Stay? = nil) {
        self.row = row
        self.rank = rank
        self.rankInPractice = rankInPractice
        self.band = band
        self.stay = stay
    }
}
