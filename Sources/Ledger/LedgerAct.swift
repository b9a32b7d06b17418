/// A line of the audit log, as the ledger repeats it: who did what with people's data, when and why. It names nobody of
/// whom the data are.
public struct LedgerAct: Sendable, Equatable {
    /// `YYYY-MM-DDThh:mm:ssZ`.
    public let time: String
    public let action: String
    public let user: String
    public let purpose: String
    /// JSON.
    public let facts: String
    /// SHA-256 of the line, in hexadecimal digits.
    public let digest: String

    public init(time: String, action: String, user: String, purpose: String, facts: String, digest: String) {
        self.time = time
        self.action = action
        self.user = user
        self.purpose = purpose
        self.facts = facts
        self.digest = digest
    }
}
