import Cohorts
import Tabular

extension Member {
    /// What changed since the last issue and why, for a list's row, in plain sentences without a full stop.
    var sentences: [String] { movementSentences + reviewSentence }

    private var movementSentences: [String] {
        switch standing {
        case .staying: changeSentences + staySentence
        case .new, .returning: entrySentences
        case .moved: entrySentences + changeSentences
        }
    }

    /// So that nobody rings a person whom a colleague has seen.
    private var reviewSentence: [String] {
        guard let lastReview else { return [] }
        let outcome = lastReview.outcome.split(whereSeparator: \.isNewline).joined(separator: " ")
        return [
            "Reviewed on \(DateWords.words(lastReview.reviewedOn.description))"
                + (outcome.isEmpty ? "" : ": \(outcome)")
        ]
    }

    private var entrySentences: [String] {
        switch entry.code {
        case EntryReason.firstIssue.code: ["On the programme's first issue"]
        case EntryReason.lastIssueLost.code: ["Who was on the last issue is not known"]
        case EntryReason.movedIn.code: ["Moved here from another practice's list"]
        case EntryReason.registered.code: ["Registered since the last issue"]
        case EntryReason.becameEligible.code: ["Became eligible since the last issue"]
        case EntryReason.modelChanged.code: ["The model changed"]
        case EntryReason.thresholdMoved.code: ["The line is lower than at the last issue"]
        case EntryReason.listHeld.code: ["The list was held as it had been"]
        case EntryReason.lateRecords.code: ["Records of before the last issue have come in since"]
        case "exclusion_ended": ["No longer left out: \(entry.detail)"]
        default: newFacts
        }
    }

    /// The facts that changed, or what they are of where no words tell them.
    private var newFacts: [String] {
        guard !changes.isEmpty else { return ["New facts raised the risk"] }
        let facts = factSentences(after: "New facts raised the risk: ")
        return facts.isEmpty
            ? ["New facts raised the risk: \(changes.map(\.family).joined(separator: ", "))"] : facts
    }

    private var staySentence: [String] {
        switch stay {
        case .byBand: ["Below the line for newcomers, and kept by the programme's band"]
        case .byLeastStay: ["Below the line, and kept because they came on to the list a short time ago"]
        case .byRank, nil: []
        }
    }

    /// That old facts count for more or less than they did is no news.
    private var changeSentences: [String] { factSentences(after: "Since the last issue: ") }

    /// What has become of the facts: the first behind these words, the others as sentences of their own.
    private func factSentences(after words: String) -> [String] {
        changes.compactMap(\.fact).enumerated().map { place, fact in
            place == 0 ? words + fact : fact.prefix(1).uppercased() + fact.dropFirst()
        }
    }
}
