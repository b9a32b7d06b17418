import Cohorts
import Ledger
import Records
import RunStore
import Tabular

/// Whether tonight's run is an issue, and what it says of that.
struct IssueStage: Sendable {
    let facts: IssueFacts
    let links: RunLinks
    /// By programme, in the run's order.
    let movements: [ProgrammeMovement]
    /// What an operator should know of the past, and of what could not be told by it.
    let warnings: [String]
    /// Of the programmes that declare a hold-out.
    let heldOut: [HeldOutPeople]
    private let reviews: RememberedReviews
    private let day: Day

    /// - Parameters:
    ///   - isAsked: whether the operator says that tonight's lists are issued.
    ///   - waits: whether an issue that is due waits for a night on which every programme can be made. The first cannot.
    init(
        _ rule: IssueRule, _ past: Past, on day: Day, isAsked: Bool, waits: Bool, _ movements: [ProgrammeMovement],
        _ reviews: RememberedReviews, gaps: [ScoredThen.Gap], heldOut: [HeldOutPeople]
    ) {
        let isWaiting = waits && past.mark != nil
        let isIssue = isAsked || rule.isDue(on: day, after: past.mark?.date) && !isWaiting
        let number = past.mark?.number ?? 0
        facts = IssueFacts(
            number: isIssue ? number + 1 : number, date: isIssue ? day : past.mark?.date ?? day, isIssue: isIssue,
            after: past.lastIssue?.content,
            programmes: Dictionary(
                uniqueKeysWithValues: movements.map { movement in
                    (
                        movement.programme.id,
                        IssueFacts.ProgrammeFacts(
                            model: movement.model, countsPoints: movement.countsPoints, lines: movement.lines,
                            counts: movement.counts)
                    )
                }))
        links = RunLinks(previous: past.previousRun, lastIssue: past.lastIssueRun)
        self.movements = movements
        warnings = past.warnings + gaps.map(\.warning)
        self.reviews = reviews
        self.heldOut = heldOut
        self.day = day
    }

    /// What each programme's lists say of movement.
    var listMovements: [ListMovement] { movements.map { ListMovement($0, facts, on: day) } }

    /// Writes what the next issue and the ledger need of this run.
    func write(into run: StagedRun) throws {
        for movement in movements {
            let files = try MembershipFiles(movement.programme.id)
            try files.writeMovement(movement, on: day, into: run)
            if facts.isIssue { try files.writeMembers(movement, into: run) }
        }
        if facts.isIssue { for people in heldOut { try people.write(into: run) } }
        try reviews.write(into: run)
    }
}
