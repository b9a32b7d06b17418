import Records

/// A review of a listed person, as it came in. What was not said is empty.
struct Review: Sendable, Hashable {
    let person: String
    let programme: String
    let reviewedOn: Day
    let outcome: String
    /// `1`, `0` or empty.
    let suitable: String
    let reason: String

    /// In the order of days; on one day, in that of how much they say.
    func isBefore(_ other: Review) -> Bool {
        (reviewedOn, outcome.utf8.count, outcome, reason) < (
            other.reviewedOn, other.outcome.utf8.count, other.outcome, other.reason
        )
    }
}
