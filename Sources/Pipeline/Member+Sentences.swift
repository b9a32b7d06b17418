import Cohorts

extension Member {
    /// What changed since the last issue and why, for a list's row, in plain sentences.
    var sentences: [String] {
        switch standing {
        case .staying: Self.sentence(of: changes) + staySentence
        case .new, .returning, .moved: [entrySentence] + (standing == .moved ? Self.sentence(of: changes) : [])
        }
    }

    private var entrySentence: String {
        switch entry.code {
        case EntryReason.firstIssue.code: "On the programme's first issue."
        case EntryReason.lastIssueLost.code: "Who was on the last issue is not known."
        case EntryReason.movedIn.code: "Moved here from another practice's list."
        case EntryReason.registered.code: "Registered since the last issue."
        case EntryReason.becameEligible.code: "Became eligible since the last issue."
        case EntryReason.modelChanged.code: "The model changed."
        case EntryReason.thresholdMoved.code: "The line is lower than at the last issue."
        case EntryReason.listHeld.code: "The list was held as it had been."
        case EntryReason.lateRecords.code: "Records of before the last issue have come in since."
        case "exclusion_ended": "No longer left out: \(entry.detail)."
        default:
            entry.detail.isEmpty
                ? "New facts raised the risk." : "New facts raised the risk: \(Self.plain(entry.detail))."
        }
    }

    private var staySentence: [String] {
        switch stay {
        case .byBand: ["Below the line for newcomers, and kept by the programme's band."]
        case .byLeastStay: ["Below the line, and kept because they came on to the list a short time ago."]
        case .byRank, nil: []
        }
    }

    private static func sentence(of changes: [FamilyChange]) -> [String] {
        changes.isEmpty ? [] : ["Changed since the last issue: \(plain(MovementDetail.text(of: changes)))."]
    }

    /// Names of families as words.
    private static func plain(_ text: String) -> String {
        text.replacing("_{window}", with: "").replacing("_", with: " ")
    }
}
