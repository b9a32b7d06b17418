import Accounts
import FeatureData
import Outcomes
import Records

/// The candidates of an index day, and what became of them.
struct IndexDayRows: Sendable {
    let day: Day
    /// By candidate.
    let followed: [Followed]
    /// By candidate; nil where it is a row.
    let reasons: [ExclusionRule?]
    /// By candidate: what being on a caseload or not makes each count for; empty where all count the same.
    let caseloadWeights: [Double]
    /// The features of those who are rows.
    let matrix: FeatureMatrix
}

extension Attrition {
    /// The account of some index days together.
    init(_ days: [IndexDayRows], _ candidates: [DesignCandidates.OfDay], at: String) {
        var (excluded, endedEarly): ([ExclusionRule: Int], [ExclusionRule: Int]) = ([:], [:])
        var events = 0
        for (reason, followed) in days.flatMap({ zip($0.reasons, $0.followed) }) {
            if let reason {
                excluded[reason, default: 0] += 1
                continue
            }
            switch followed.ending {
            case .event: events += 1
            case .died: endedEarly[.died, default: 0] += 1
            case .left: endedEarly[.left, default: 0] += 1
            case .end: break
            }
        }
        let notScored = candidates.reduce(into: [:]) { $0.merge($1.notScored) { $0 + $1 } }
        let standings = notScored.sorted { $0.key < $1.key }.map { Loss($0.key.replacing("_", with: " "), $0.value) }
        self.init(
            at: at, candidates: candidates.reduce(0) { $0 + $1.count }, excluded: standings + Self.losses(excluded),
            rows: days.reduce(0) { $0 + $1.matrix.rowCount }, events: events, endedEarly: Self.losses(endedEarly))
    }

    private static func losses(_ counts: [ExclusionRule: Int]) -> [Loss] {
        ExclusionRule.allCases.compactMap { rule in counts[rule].map { Loss(rule.rawValue, $0) } }
    }
}
