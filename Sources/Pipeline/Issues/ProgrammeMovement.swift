import Cohorts
import Ledger
import Records

/// Who is on a programme's lists tonight and who has left them, against the last issue; each movement with its reason.
struct ProgrammeMovement: Sendable {
    struct Left: Sendable {
        /// Nil for one who objects.
        let personID: String?
        /// The list that they were on.
        let place: String
        let listedSince: Day
        let reason: ExitReason
        /// Whether the place of the list may be told who it is.
        let isNamed: Bool
    }

    let programme: Programme
    let model: LedgerRun.Model
    /// Whether it counts points.
    let countsPoints: Bool
    let lines: [String: CohortLine]
    /// Of the model, in plain words, in the order of `Member.families`.
    let families: [String]
    /// List by list, each in its order.
    let members: [Member]
    /// In the order in which the last issue had them.
    let left: [Left]
    /// Who has left within a year and not come back, by person; in order of their ids.
    let former: [(person: String, leftOn: Day)]

    /// Whether an issue before has lists of the programme that can be read.
    let hasPast: Bool

    /// Days for which one who comes back is known to be returning.
    static let daysRemembered = 365

    var counts: LedgerProgramme.Counts {
        let stayed = members.count { $0.standing == .staying }
        return LedgerProgramme.Counts(
            listed: members.count, entered: members.count - stayed,
            returning: members.count { $0.standing == .returning }, moved: members.count { $0.standing == .moved },
            stayed: stayed, stayedByBand: members.count { $0.stay == .byBand || $0.stay == .byLeastStay },
            left: left.count, optedOut: left.count { $0.personID == nil })
    }
}
