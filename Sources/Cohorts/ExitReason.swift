/// Why somebody is no longer on a list who was on it at the last issue. Every movement has one.
public enum ExitReason: Sendable, Equatable {
    case died
    case departed
    /// Counted, never named.
    case optedOut
    /// Registrations that contradict one another, or were set aside: the person is not scored.
    case registrationInDoubt
    /// They are on the programme's list of another practice or neighbourhood, or rank among another practice's.
    case practiceMoved
    case notEligible
    /// They are under this exclusion, in its words.
    case excluded(String)
    case modelChanged
    /// The risk fell below the leave line, by these facts most.
    case riskFell([FamilyChange])
    /// The facts of tonight would have done then: the line is higher.
    case thresholdMoved
    /// They would stay by their rank, or as they came a short time ago, but the places are taken by people at higher risk.
    case gaveWay
    /// They were below the line then, and stayed for a time that has ended.
    case stayEnded
    /// They were on a list that was held, and is no longer.
    case holdEnded
    /// The programme is not made any more.
    case programmeEnded

    /// What files and the ledger call it.
    public var code: String {
        switch self {
        case .died: "died"
        case .departed: "departed"
        case .optedOut: "opted_out"
        case .registrationInDoubt: "registration_in_doubt"
        case .practiceMoved: "practice_moved"
        case .notEligible: "not_eligible"
        case .excluded: "excluded"
        case .modelChanged: "model_changed"
        case .riskFell: "risk_fell"
        case .thresholdMoved: "threshold_moved"
        case .gaveWay: "gave_way"
        case .stayEnded: "stay_ended"
        case .holdEnded: "hold_ended"
        case .programmeEnded: "programme_ended"
        }
    }
}
