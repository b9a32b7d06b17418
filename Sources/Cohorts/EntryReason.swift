/// Why somebody is on a list who was not on it at the last issue. Every movement has one.
public enum EntryReason: Sendable, Equatable {
    /// The programme has no issue before this one.
    case firstIssue
    /// The last issue cannot be read: nobody knows who was on it.
    case lastIssueLost
    /// They were on the programme's list of another practice or neighbourhood.
    case movedIn
    /// They were not registered then, or not yet born.
    case registered
    case becameEligible
    /// They were under this exclusion then, in its words.
    case exclusionEnded(String)
    case modelChanged
    /// New facts raised the risk, these most.
    case newFacts([FamilyChange])
    /// The facts of then would do tonight: the line is lower.
    case thresholdMoved
    /// The list is, or was then, held as it had been.
    case listHeld
    /// The facts would have done then too: the records of them had not come in yet.
    case lateRecords

    /// What files and the ledger call it.
    public var code: String {
        switch self {
        case .firstIssue: "first_issue"
        case .lastIssueLost: "last_issue_lost"
        case .movedIn: "moved_practice_in"
        case .registered: "registered"
        case .becameEligible: "became_eligible"
        case .exclusionEnded: "exclusion_ended"
        case .modelChanged: "model_changed"
        case .newFacts: "new_facts"
        case .thresholdMoved: "threshold_moved"
        case .listHeld: "list_held"
        case .lateRecords: "late_records"
        }
    }
}
