import Tabular

/// One act on people's data, as the audit log tells it: when, what, by whom and why. It names nobody of whom the data
/// are.
public struct AuditEntry: Equatable, Sendable {
    public let time: UTCTime
    public let action: String
    public let user: String
    public let purpose: String
    /// What the act was on: runs, practices, numbers.
    public let facts: [String: JSONValue]

    public init(time: UTCTime, action: String, user: String, purpose: String, facts: [String: JSONValue] = [:]) {
        self.time = time
        self.action = action
        self.user = user
        self.purpose = purpose
        self.facts = facts
    }

    /// - Parameters:
    ///   - number: of the line, from 1.
    ///   - digest: SHA-256 of the line before, as hexadecimal digits.
    func line(_ number: Int, after digest: String) -> String {
        let value: JSONValue = [
            "action": .string(action), "after": .string(digest), "at": .string(time.description),
            "facts": .object(facts), "line": .integer(number), "purpose": .string(purpose), "user": .string(user),
        ]
        return value.compactText
    }
}
