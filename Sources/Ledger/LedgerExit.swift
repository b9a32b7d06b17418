/// A person who was on a programme's list at the issue before, and is no longer.
public struct LedgerExit: Sendable, Equatable {
    public let person: String
    public let place: String
    public let reason: String
    public let detail: String

    public init(person: String, place: String, reason: String, detail: String) {
        self.person = person
        self.place = place
        self.reason = reason
        self.detail = detail
    }
}
