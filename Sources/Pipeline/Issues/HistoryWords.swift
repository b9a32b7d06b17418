import Ledger
import Lists
import Tabular

/// What is known of one person, in lines: each time on a list with its issues, those of issues that were withdrawn, then the
/// reviews.
struct HistoryWords {
    private let history: PersonHistory
    private let withdrawn: [(word: String, PersonHistory.Membership)]
    /// Whether all that is known is told, and told again where it is the same.
    private let isFull: Bool

    init(_ history: PersonHistory, withdrawn: [(word: String, PersonHistory.Membership)] = [], isFull: Bool) {
        self.history = history
        self.withdrawn = withdrawn
        self.isFull = isFull
    }

    /// The contributions that a reader takes in at a glance.
    private static let mostContributions = 5

    var lines: [String] {
        var told: [(listing: PersonHistory.Listing, programme: String)] = []
        var lines: [String] = []
        let standing = history.memberships.map { (start: "", membership: $0) }
        for (start, membership) in standing + withdrawn.map({ (start: "\($0): ", membership: $1) }) {
            lines.append(start + Self.line(membership))
            for listing in membership.listings {
                let same = told.first { Self.saysTheSame($0.listing, listing) }?.programme
                lines.append("  \(place(listing)): \(contributions(listing, sameAs: same))")
                if same == nil { told.append((listing, membership.programme)) }
            }
        }
        return lines + history.reviews.map(Self.line)
    }

    private static func line(_ membership: PersonHistory.Membership) -> String {
        var line = "\(membership.programme), \(membership.place): on since \(membership.enteredOn)"
        if membership.listedSince != membership.enteredOn {
            line += " (on the programme since \(membership.listedSince))"
        }
        line += ", \(words(membership.entryReason, membership.entryDetail))"
        if let left = membership.leftOn {
            line += "; off on \(left), \(words(membership.exitReason ?? "", membership.exitDetail ?? ""))"
        }
        return line
    }

    private func place(_ listing: PersonHistory.Listing) -> String {
        "issue \(listing.issue) of \(listing.date): rank \(listing.rank), in practice \(listing.rankInPractice), "
            + "\(Self.score(listing)), by \(listing.model)"
    }

    /// A risk in per cent, or points. An earlier version did not say which; a risk is at most 1.
    private static func score(_ listing: PersonHistory.Listing) -> String {
        guard listing.countsPoints || listing.risk > 1 else { return "risk \(RiskWords.figure(listing.risk, .risk))" }
        return listing.risk == 1 ? "1 point" : "\(RiskWords.figure(listing.risk, .points)) points"
    }

    private func contributions(_ listing: PersonHistory.Listing, sameAs programme: String?) -> String {
        if let programme, !isFull { return "as of \(programme) then" }
        let most = isFull ? listing.contributions.count : Self.mostContributions
        let told = listing.contributions.prefix(most).map {
            "\($0.family) \($0.value < 0 ? "-" : "+")\(Figure.decimal($0.value.magnitude, places: 2))"
        }
        let more = listing.contributions.count - told.count
        return told.joined(separator: ", ") + (more > 0 ? ", and \(more) smaller" : "")
    }

    /// Whether two programmes had the person by one model, with the same to say of it.
    private static func saysTheSame(_ one: PersonHistory.Listing, _ other: PersonHistory.Listing) -> Bool {
        (one.issue, one.model) == (other.issue, other.model) && !one.contributions.isEmpty
            && one.contributions.elementsEqual(other.contributions, by: ==)
    }

    private static func line(_ review: LedgerReview) -> String {
        let suitable = ["1": "suitable", "0": "unsuitable"][review.suitable] ?? "suitability not said"
        let said = [review.outcome, suitable, review.reason].filter { !$0.isEmpty }.joined(separator: ", ")
        return "review for \(review.programme) on \(review.reviewedOn): \(said) "
            + "(came in by the run of \(review.broughtOn))"
    }

    private static func words(_ reason: String, _ detail: String) -> String {
        reason.replacing("_", with: " ") + (detail.isEmpty ? "" : ": \(detail)")
    }
}
