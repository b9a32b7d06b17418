import FeatureData

/// Those next in rank whom a programme's line left below, of each of its lists.
public struct NearMisses: Sendable, Equatable {
    /// By the list's key, in rank order.
    public let lists: [String: [CohortMember]]

    public init(of programme: Programme, _ cohort: Cohort, _ candidates: Candidates) {
        guard programme.presentation.nearMisses > 0, let practice = candidates.attributes["practice"],
            let split = candidates.attributes[programme.split.rawValue]
        else {
            lists = [:]
            return
        }
        let bandEnds = programme.bands.map { $0.end.count(of: candidates.ranking.count) }
        let members = Set(cohort.members.map(\.row))
        var room = [Int](repeating: programme.presentation.nearMisses, count: split.values.count)
        var ranksInPractice = [Int](repeating: 0, count: practice.values.count)
        var lists: [String: [CohortMember]] = [:]
        var band = 0
        for (place, row) in candidates.ranking.enumerated() {
            let row = RowID(Int(row))
            let (list, own) = (Int(split.codes[row.index]), Int(practice.codes[row.index]))
            ranksInPractice[own] += 1
            while place + 1 > bandEnds[band] { band += 1 }
            guard room[list] > 0, !members.contains(row), candidates.exclusions[row] == nil else { continue }
            room[list] -= 1
            lists[split.values[list], default: []].append(
                CohortMember(row: row, rank: place + 1, rankInPractice: ranksInPractice[own], band: band))
        }
        self.lists = lists
    }
}
