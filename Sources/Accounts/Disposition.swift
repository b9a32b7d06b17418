/// What became of a row that was read. In order of precedence: a row has the first that applies to it.
public enum Disposition: String, CaseIterable, Sendable, Codable {
    /// Left out by the mapping's `where`.
    case filtered
    /// Set aside because it breaks a rule.
    case quarantined
    /// Replaced by a later version of its key, or by its sender's replacement of a period.
    case superseded
    /// The same bytes as a row before it.
    case duplicate
    /// Belongs to nobody whose registration was accepted.
    case unlinked
    /// Belongs to somebody who objects, or carries a sensitive code.
    case withheld
    /// Became part of another row: an episode of its spell.
    case merged
    case accepted
}
