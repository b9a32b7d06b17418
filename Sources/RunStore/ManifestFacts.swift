import Tabular

/// What the caller puts into a run's manifest, beside the files.
public struct ManifestFacts: Equatable, Sendable {
    /// Hashed: what the same inputs, configuration and models always give. Versions, verdicts,
    /// inputs with their digests, index and extraction dates, seeds.
    public var facts: JSONValue
    /// Not hashed: what differs between two runs of the same content. Times, host, thread count.
    public var circumstances: JSONValue

    public init(facts: JSONValue, circumstances: JSONValue = .object([:])) {
        self.facts = facts
        self.circumstances = circumstances
    }

    /// The same, with how the audit log stands, where there is one.
    func telling(_ mark: AuditLog.Mark?) -> ManifestFacts {
        guard let mark, mark.lines > 0, case .object(var members) = circumstances else { return self }
        members["audit"] = mark.json
        return ManifestFacts(facts: facts, circumstances: .object(members))
    }
}
