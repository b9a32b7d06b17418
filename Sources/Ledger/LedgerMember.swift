/// A person on a programme's list at an issue. Dates are ISO texts.
public struct LedgerMember: Sendable, Equatable {
    public let person: String
    /// The practice or neighbourhood whose list it is.
    public let place: String
    public let rank: Int
    public let rankInPractice: Int
    /// From 0 to 1; points where the programme's model counts points.
    public let risk: Double
    /// When they came on to this list.
    public let enteredOn: String
    /// Since when they have been on the programme's lists without a break, of whichever practice.
    public let listedSince: String
    public let entryReason: String
    public let entryDetail: String
    /// Why one who was on the last issue is on this one: `rank`, `band`, `least_stay`, `held`; empty for others.
    public let stay: String
    /// What each family adds to the linear predictor; empty where it is not known.
    public let contributions: [Double]
    /// Since `listedSince`, at the issue.
    public let days: Int

    /// Contributions that are kept of a person: as many as are worth telling.
    public static let mostContributions = 12

    public init(
        person: String, place: String, rank: Int, rankInPractice: Int, risk: Double, enteredOn: String,
        listedSince: String, entryReason: String, entryDetail: String, stay: String, contributions: [Double], days: Int
    ) {
        self.person = person
        self.place = place
        self.rank = rank
        self.rankInPractice = rankInPractice
        self.risk = risk
        self.enteredOn = enteredOn
        self.listedSince = listedSince
        self.entryReason = entryReason
        self.entryDetail = entryDetail
        self.stay = stay
        self.contributions = contributions
        self.days = days
    }
}
