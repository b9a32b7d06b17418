import Cohorts
import Outcomes
import Records
import RunStore

/// Which runs recorded a hold-out, and of which programme.
public struct HoldOutSource: Sendable {
    let programme: String
    let runs: String

    /// - Parameter runs: the directory that runs are published in.
    public init(programme: String, runs: String) {
        self.programme = programme
        self.runs = runs
    }
}

/// The hold-out that a programme's issues kept over the time at risk of some rows: people whose outcomes no list of the
/// programme can have changed, drawn by lot.
struct RecordedHoldOut: Sendable {
    let programme: String
    /// Of several shares of one seed the smallest, whose people were held out throughout.
    let holdOut: HoldOut
    private let issues: [Day]

    /// Every issue within the time at risk must have kept it, and the last one before, whose lists were acted on still.
    ///
    /// - Throws: `PipelineError.noHoldOut`, `holdOutMissing` or `holdOutRedrawn` where that is not so.
    init(_ source: HoldOutSource, rows: DesignRows, outcome: OutcomeDefinition) throws {
        let store = try RunStore(directory: source.runs, creating: false)
        let chain = IssueChain(store)
        let (first, end) = rows.timeAtRisk(outcome)
        var all: [(date: Day, holdOut: HoldOut?)] = []
        for run in try chain.runs(after: []) ?? [] {
            guard let manifest = try store.manifest(of: run), let facts = manifest.issue,
                facts.programmes[source.programme] != nil, facts.date < end
            else { continue }
            all.append((facts.date, manifest.holdOut(of: source.programme)))
        }
        let before = all.lastIndex { $0.date < first } ?? 0
        let kept = all.dropFirst(before)
        guard kept.contains(where: { $0.holdOut != nil }) else {
            throw PipelineError.noHoldOut(programme: source.programme, from: first, to: end.adding(days: -1))
        }
        if let gap = kept.first(where: { $0.holdOut == nil }) {
            throw PipelineError.holdOutMissing(programme: source.programme, issue: gap.date)
        }
        let draws = kept.compactMap(\.holdOut)
        guard let smallest = draws.min(by: { $0.share < $1.share }), draws.allSatisfy({ $0.seed == smallest.seed })
        else { throw PipelineError.holdOutRedrawn(programme: source.programme) }
        programme = source.programme
        holdOut = smallest
        issues = kept.map(\.date)
    }

    /// For the report.
    var words: String {
        let (first, last) = (issues[0], issues[issues.count - 1])
        let when = issues.count == 1 ? "its issue of \(first)" : "its \(issues.count) issues from \(first) to \(last)"
        return "Only the hold-out of \(programme) was evaluated: \(holdOut.share) of people, drawn by lot and left "
            + "out of \(when). What that programme's lists did has changed nobody's outcome here; those of other programmes "
            + "may have."
    }
}

extension DesignRows {
    /// From the first index day to the first day after the last row's time at risk.
    fileprivate func timeAtRisk(_ outcome: OutcomeDefinition) -> (first: Day, end: Day) {
        switch self {
        case .dates(let days): (days[0], outcome.within.after(days[days.count - 1]))
        case .discharges(_, let days): (days.lowerBound, outcome.within.after(days.upperBound.adding(days: 1)))
        }
    }
}
