import Cohorts

extension ExitReason {
    /// Why people left a list, in plain words that stand behind their number.
    var words: String {
        switch self {
        case .died: "died"
        case .departed: "left the register or moved away"
        case .optedOut: "object to this use of their data (counted, named nowhere)"
        case .registrationInDoubt: "whose registration is in doubt"
        case .practiceMoved: "moved to another practice or team"
        case .notEligible: "no longer eligible for the programme"
        case .excluded(let words): words
        case .modelChanged: "below the line since the model changed"
        case .riskFell: "below the line, the risk having fallen"
        case .thresholdMoved: "below the line, which is higher than it was"
        case .gaveWay: "made way for people at higher risk"
        case .stayEnded: "below the line, the time having ended for which the programme keeps people"
        case .holdEnded: "on the list only while it was held"
        case .programmeEnded: "of a programme that is not made any more"
        }
    }

    /// The same of one person, with what lowered the risk.
    var wordsOfOne: String {
        guard case .riskFell(let changes) = self else { return words }
        let families = changes.filter { $0.change < 0 }.map(\.family)
        return families.isEmpty ? words : "\(words): \(families.joined(separator: ", "))"
    }
}
