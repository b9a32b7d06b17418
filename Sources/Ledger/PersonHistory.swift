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
