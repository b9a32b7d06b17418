import Cohorts

extension Member {
    /// What changed since the last issue and why, for a list's row, in plain sentences without a full stop.
    var sentences: [String] {
        switch standing {
        case .staying: changeSentences + staySentence
        case .new, .returning: [entrySentence]
        case .moved: [entrySentence] + changeSentences
        }
    }

    private var entrySentence: String {
        switch entry.code {
        case EntryReason.firstIssue.code: "On the programme's first issue"
        case EntryReason.lastIssueLost.code: "Who was on the last issue is not known"
        case EntryReason.movedIn.code: "Moved here from another practice's list"
        case EntryReason.registered.code: "Registered since the last issue"
        case EntryReason.becameEligible.code: "Became eligible since the last issue"
        case EntryReason.modelChanged.code: "The model changed"
        case EntryReason.thresholdMoved.code: "The line is lower than at the last issue"
        case EntryReason.listHeld.code: "The list was held as it had been"
        case EntryReason.lateRecords.code: "Records of before the last issue have come in since"
        case "exclusion_ended": "No longer left out: \(entry.detail)"
        default:
            changes.isEmpty ? "New facts raised the risk" : "New facts raised the risk: \(Self.names(of: changes))"
        }
    }

    private var staySentence: [String] {
        switch stay {
        case .byBand: ["Below the line for newcomers, and kept by the programme's band"]
        case .byLeastStay: ["Below the line, and kept because they came on to the list a short time ago"]
        case .byRank, nil: []
        }
    }

    private var changeSentences: [String] {
        let (more, less) = (changes.filter { $0.change > 0 }, changes.filter { $0.change < 0 })
        return (more.isEmpty ? [] : ["More risk than at the last issue: \(Self.names(of: more))"])
            + (less.isEmpty ? [] : ["Less risk than at the last issue: \(Self.names(of: less))"])
    }

    private static func names(of changes: [FamilyChange]) -> String {
        changes.map(\.family).joined(separator: ", ")
    }
}
