import Accounts

extension Disposition {
    /// A column's heading.
    var heading: String {
        switch self {
        case .filtered: "Filtered"
        case .quarantined: "Set aside"
        case .superseded: "Superseded"
        case .duplicate: "Duplicate"
        case .unlinked: "Unlinked"
        case .withheld: "Withheld"
        case .merged: "Merged"
        case .accepted: "Accepted"
        }
    }

    /// What it means, for a reader who has not met the word.
    var explanation: String {
        switch self {
        case .filtered: "left out by the source's own mapping"
        case .quarantined: "breaks a rule; each is named, with its line, in restricted/set-aside.csv.gz"
        case .superseded: "replaced by a later version of the same row"
        case .duplicate: "the same as a row before it"
        case .unlinked: "belongs to nobody whose registration was accepted"
        case .withheld: "belongs to somebody who objects, or carries a sensitive code"
        case .merged: "became part of another row, as an episode of its spell"
        case .accepted: "used"
        }
    }
}
