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

    /// An act as a line of the log tells it; nil where it is none.
    init?(_ members: [String: JSONValue]) {
        guard case .string(let at)? = members["at"], let time = UTCTime(at),
            case .string(let action)? = members["action"],
            case .string(let user)? = members["user"], case .string(let purpose)? = members["purpose"],
            case .object(let facts)? = members["facts"]
        else { return nil }
        self.init(time: time, action: action, user: user, purpose: purpose, facts: facts)
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
