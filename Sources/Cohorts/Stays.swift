import FeatureData

/// Who stays of those on the last issue, found in a walk down the ranking before the one that fills the lists.
struct Stays {
    private enum Mark: UInt8 {
        case none, byRank, byBand, byLeastStay
        /// Would stay, but for an exclusion.
        case excluded
    }

    /// By row; empty where nobody stays.
    private var marks: [UInt8] = []
    /// By line: the places that are taken by those who stay.
    private(set) var taken: [Int]
    /// By line: the lowest predictor with which one stays; nil where the programme has no stability, or nobody ranks
    /// below it.
    private(set) var leaveLines: [Int64?]

    /// - Parameters:
    ///   - rooms: by line: how many it takes at most.
    ///   - lineOf: each row's line.
    init(
        _ stability: Stability, _ selection: Selection, _ candidates: Candidates, rooms: [Int],
        lineOf: (RowID) -> Int
    ) {
        marks = [UInt8](repeating: 0, count: candidates.predictors.count)
        taken = [Int](repeating: 0, count: rooms.count)
        leaveLines = [Int64?](repeating: nil, count: rooms.count)
        var positions = [Int](repeating: 0, count: rooms.count)
        var free = [Int](repeating: 0, count: rooms.count)
        var isPassed = [Bool](repeating: false, count: rooms.count)
        var staying = [[Staying]](repeating: [], count: rooms.count)
        // Of those who have a place in any case, they who were not on the last issue.
        var entering = [Int](repeating: 0, count: rooms.count)
        let reaches = stability.leaveAt.map { leaveAt in
            rooms.map { leaveAt.reach(of: candidates.ranking.count, room: $0, beside: selection) }
        }
        let certain = rooms.indices.map { line in
            rooms[line] == .max
                ? 0 : Stability.certainEntries(places: rooms[line], stayingUpTo: reaches?[line].mostPosition)
        }
        for row in candidates.ranking {
            let row = RowID(Int(row))
            let (line, risk) = (lineOf(row), candidates.risks[row.index])
            positions[line] += 1
            let isExcluded = candidates.exclusions[row] != nil
            let isTaken = free[line] < rooms[line] && selection.allows(risk: risk)
            let isCertain = free[line] < certain[line]
            let isWithin = isTaken || reaches.map { $0[line].holds(position: positions[line], risk: risk) } == true
            if !isExcluded, isTaken { free[line] += 1 }
            if isWithin {
                leaveLines[line] = candidates.predictors[row.index]
            } else {
                isPassed[line] = true
            }
            guard let days = candidates.daysListed[row] else {
                if isCertain, !isExcluded { entering[line] += 1 }
                continue
            }
            guard isWithin || days < stability.leastDays else { continue }
            if isExcluded {
                marks[row.index] = Mark.excluded.rawValue
            } else {
                let mark = isTaken ? Mark.byRank : isWithin ? .byBand : .byLeastStay
                staying[line].append(
                    Staying(row: row, mark: mark, isCertain: isCertain, isProtected: days < stability.leastDays))
            }
        }
        for line in rooms.indices {
            // Where there is room for nobody, nobody stays, however high.
            leaveLines[line] = isPassed[line] ? leaveLines[line] ?? .max : nil
            for one in Self.first(rooms[line] - entering[line], of: staying[line]) {
                marks[one.row.index] = one.mark.rawValue
                taken[line] += 1
            }
        }
    }

    private struct Staying {
        let row: RowID
        let mark: Mark
        /// Whether they have a place in any case.
        let isCertain: Bool
        let isProtected: Bool
    }

    /// Those for whom there is room: those who have a place in any case, those listed for too short a time, and the
    /// others, each in rank order.
    private static func first(_ room: Int, of staying: [Staying]) -> [Staying] {
        guard staying.count > room else { return staying }
        let others = staying.filter { !$0.isCertain }
        let inOrder =
            staying.filter(\.isCertain) + others.filter(\.isProtected) + others.filter { !$0.isProtected }
        return Array(inOrder.prefix(room))
    }

    /// Why a row stays; nil for others.
    func stay(_ row: RowID) -> Stay? {
        switch marks[row.index] {
        case Mark.byRank.rawValue: .byRank
        case Mark.byBand.rawValue: .byBand
        case Mark.byLeastStay.rawValue: .byLeastStay
        default: nil
        }
    }

    /// Whether a row would stay, but for an exclusion.
    func isExcluded(_ row: RowID) -> Bool { marks[row.index] == Mark.excluded.rawValue }
}

/// A leave line, for so many eligible.
private struct Reach {
    let mostPosition: Int
    let leastRisk: Double

    func holds(position: Int, risk: Double) -> Bool { position <= mostPosition && risk >= leastRisk }
}

extension Selection {
    /// The reach of a leave line.
    /// - Parameters:
    ///   - room: how many are taken at most.
    ///   - entry: the selection whose leave line this is.
    fileprivate func reach(of eligible: Int, room: Int, beside entry: Selection) -> Reach {
        switch self {
        case .share(let share): Reach(mostPosition: share.count(of: eligible), leastRisk: -.infinity)
        case .perPractice(let leave):
            // As far below the line as the programme says, whatever the practice's own number.
            Reach(mostPosition: room == 0 ? 0 : room + leave.people - entry.ownPeople, leastRisk: -.infinity)
        case .riskAtLeast(let least), .pointsAtLeast(let least): Reach(mostPosition: .max, leastRisk: least)
        }
    }

    private var ownPeople: Int { if case .perPractice(let capacity) = self { capacity.people } else { 0 } }

    fileprivate func allows(risk: Double) -> Bool {
        leastScore.map { risk >= $0 } ?? true
    }
}
