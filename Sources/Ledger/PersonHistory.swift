/// What the ledger knows of one person. Dates are ISO texts.
public struct PersonHistory: Sendable, Equatable {
    /// A time on one list of a programme.
    public struct Membership: Sendable, Equatable {
        public let programme: String
        public let place: String
        public let enteredOn: String
        public let listedSince: String
        public let entryReason: String
        public let entryDetail: String
        /// Nil while it lasts, as are the others.
        public let leftOn: String?
        public let exitReason: String?
        public let exitDetail: String?
        /// The first issue first.
        public let listings: [Listing]

        public init(
            programme: String, place: String, enteredOn: String, listedSince: String, entryReason: String,
            entryDetail: String, leftOn: String?, exitReason: String?, exitDetail: String?, listings: [Listing]
        ) {
            self.programme = programme
            self.place = place
            self.enteredOn = enteredOn
            self.listedSince = listedSince
            self.entryReason = entryReason
            self.entryDetail = entryDetail
            self.leftOn = leftOn
            self.exitReason = exitReason
            self.exitDetail = exitDetail
            self.listings = listings
        }
    }

    public struct Listing: Sendable, Equatable {
        public let issue: Int
        public let date: String
        public let rank: Int
        public let rankInPractice: Int
        public let risk: Double
        /// `name/version`.
        public let model: String
        /// The largest first.
        public let contributions: [(family: String, value: Double)]
        /// Whether `risk` is a number of points.
        public let countsPoints: Bool

        public init(
            issue: Int, date: String, rank: Int, rankInPractice: Int, risk: Double, model: String,
            contributions: [(family: String, value: Double)], countsPoints: Bool
        ) {
            self.issue = issue
            self.date = date
            self.rank = rank
            self.rankInPractice = rankInPractice
            self.risk = risk
            self.model = model
            self.contributions = contributions
            self.countsPoints = countsPoints
        }

        public static func == (left: Listing, right: Listing) -> Bool {
            (left.issue, left.date, left.rank, left.rankInPractice, left.model)
                == (right.issue, right.date, right.rank, right.rankInPractice, right.model)
                && (left.risk, left.countsPoints) == (right.risk, right.countsPoints)
                && left.contributions.elementsEqual(right.contributions, by: ==)
        }
    }

    public let memberships: [Membership]
    public let reviews: [LedgerReview]
}

extension PersonHistory {
    /// Of somebody of whom nothing is known.
    public static let none = PersonHistory(memberships: [], reviews: [])
}
