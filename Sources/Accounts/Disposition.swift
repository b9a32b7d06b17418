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

    /// Its place in the order of precedence, from 0.
    public var place: Int {
        switch self {
        case .filtered: 0
        case .quarantined: 1
        case .superseded: 2
        case .duplicate: 3
        case .unlinked: 4
        case .withheld: 5
        case .merged: 6
        case .accepted: 7
        }
    }
}
