/// A review of a listed person that came back. Dates are ISO texts; what was not said is empty.
public struct LedgerReview: Sendable, Equatable {
    public let person: String
    public let programme: String
    public let reviewedOn: String
    public let outcome: String
    /// `1`, `0` or empty.
    public let suitable: String
    public let reason: String
    /// The run date of the run that first had it.
    public let broughtOn: String

    public init(
        person: String, programme: String, reviewedOn: String, outcome: String, suitable: String, reason: String,
        broughtOn: String
    ) {
        self.person = person
        self.programme = programme
        self.reviewedOn = reviewedOn
        self.outcome = outcome
        self.suitable = suitable
        self.reason = reason
        self.broughtOn = broughtOn
    }
}
