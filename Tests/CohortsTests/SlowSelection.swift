import Cohorts
import FeatureData

/// A cohort by its definition, person against person: slow, and obvious.
struct SlowSelection {
    struct Person: Equatable {
        let row: RowID
        let rank: Int
        let rankInPractice: Int
        let practice: String
        let risk: Double
        let exclusion: Int?
    }

    let selection: Selection
    let ranked: [Person]

    init(_ selection: Selection, _ candidates: Candidates) {
        self.selection = selection
        let rows = candidates.eligible.indices.filter { candidates.eligible[$0] }
        func isBefore(_ left: Int, _ right: Int) -> Bool {
            (-Int128(candidates.predictors[left]), left) < (-Int128(candidates.predictors[right]), right)
        }
        let practice = candidates.attributes["practice"]!
        ranked = rows.map { row in
            let before = rows.filter { isBefore($0, row) }
            return Person(
                row: RowID(row), rank: before.count + 1,
                rankInPractice: before.count { practice.codes[$0] == practice.codes[row] } + 1,
                practice: practice[RowID(row)]!, risk: candidates.risks[row],
                exclusion: candidates.exclusions[RowID(row)])
        }.sorted { $0.rank < $1.rank }
    }

    /// Those who are ranked together and share one line.
    private var groups: [[Person]] {
        guard case .perPractice = selection else { return [ranked] }
        return Set(ranked.map(\.practice)).map { practice in ranked.filter { $0.practice == practice } }
    }

    /// The places of a practice whose people these are: its row of the table, the number for others, or the programme's.
    static func room(_ capacity: Capacity, _ group: [Person]) -> Int {
        guard let table = capacity.table else { return capacity.people }
        for (practice, places) in table.places where practice == group[0].practice { return places }
        return table.others!
    }

    private func listed(in group: [Person]) -> [Person] {
        let free = group.filter { $0.exclusion == nil }
        switch selection {
        case .share(let share): return Array(free.prefix(share.count(of: ranked.count)))
        case .perPractice(let capacity): return Array(free.prefix(Self.room(capacity, group)))
        case .riskAtLeast(let least), .pointsAtLeast(let least): return free.filter { $0.risk >= least }
        }
    }

    private func leftOut(of group: [Person]) -> [Person] {
        let excluded = group.filter { $0.exclusion != nil }
        let listed = listed(in: group)
        switch selection {
        case .riskAtLeast(let least), .pointsAtLeast(let least): return excluded.filter { $0.risk >= least }
        case .share(let share) where listed.count < share.count(of: ranked.count): return excluded
        case .perPractice(let capacity) where listed.count < Self.room(capacity, group): return excluded
        default: return excluded.filter { $0.rank < listed.last?.rank ?? 0 }
        }
    }

    private func nearMisses(of group: [Person]) -> [Person] {
        let listed = listed(in: group)
        var edge = listed.last?.risk
        if case .riskAtLeast(let risk) = selection { edge = risk }
        guard let edge else { return [] }
        return group.filter { $0.exclusion == nil && !listed.contains($0) && $0.risk >= 0.9 * edge }
    }

    var listed: [Person] { groups.flatMap(listed).sorted { $0.rank < $1.rank } }
    var leftOut: [Person] { groups.flatMap(leftOut) }
    var nearMisses: [Person] { groups.flatMap(nearMisses) }

    var toTake: Int {
        groups.reduce(0) { sum, group in
            switch selection {
            case .share(let share): sum + share.count(of: group.count)
            case .perPractice(let capacity): sum + min(Self.room(capacity, group), group.count)
            case .riskAtLeast(let least), .pointsAtLeast(let least): sum + group.count { $0.risk >= least }
            }
        }
    }
}
