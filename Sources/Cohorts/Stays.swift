import FeatureData

/// Who stays of those on the last issue, and who is left out beside them, found in a walk down the ranking before the one
/// that fills the lists.
struct Stays {
    private enum Mark: UInt8 {
        case none, byRank, byBand, byLeastStay
        /// Would have a place, but for an exclusion.
        case leftOut
        /// Held out by lot, ranks above the line, and would wait for those who stay.
        case waiting
    }

    /// By row; empty where nobody stays.
    private var marks: [UInt8] = []
    /// By line: the places that are taken by those who stay.
    private(set) var taken: [Int]
    /// By line: the places that would be left to one more, beside those that are: 1 where somebody stays by their rank
    /// alone who would rank below the line then.
    private var spare: [Int]
    /// By line: the lowest predictor with which one stays; nil where the programme has no stability, or nobody ranks
    /// below it.
    private(set) var leaveLines: [Int64?]

    /// - Parameters:
    ///   - rooms: by line: how many it takes at most.
    ///   - lineOf: each row's line.
    init(
        _ stability: Stability, _ programme: Programme, _ candidates: Candidates, rooms: [Int],
        lineOf: (RowID) -> Int
    ) {
        let selection = programme.selection
        let draw = programme.holdOut.map { _ in programme.exclusions.count - 1 }
        marks = [UInt8](repeating: 0, count: candidates.predictors.count)
        taken = [Int](repeating: 0, count: rooms.count)
        spare = [Int](repeating: 0, count: rooms.count)
        leaveLines = [Int64?](repeating: nil, count: rooms.count)
        var positions = [Int](repeating: 0, count: rooms.count)
        var free = [Int](repeating: 0, count: rooms.count)
        var isPassed = [Bool](repeating: false, count: rooms.count)
        var staying = [[Staying]](repeating: [], count: rooms.count)
        // Of those who have a place in any case, they who were not on the last issue.
        var entering = [Int](repeating: 0, count: rooms.count)
        // Whether the last above the line stays for that alone.
        var hasLastByRankAlone = [Bool](repeating: false, count: rooms.count)
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
            let isNamed = candidates.isNamed[row.index]
            let exclusion = isNamed ? candidates.exclusions[row] : nil
            let isDrawn = exclusion != nil && exclusion == draw
            let isTaken = free[line] < rooms[line] && selection.allows(risk: risk)
            let isCertain = free[line] < certain[line]
            let isInBand = reaches.map { $0[line].holds(position: positions[line], risk: risk) } == true
            let isWithin = isTaken || isInBand
            if isWithin {
                leaveLines[line] = candidates.predictors[row.index]
            } else {
                isPassed[line] = true
            }
            if isDrawn ? isCertain : exclusion != nil && isTaken { marks[row.index] = Mark.leftOut.rawValue }
            let days = isNamed ? (isDrawn ? candidates.daysHeldOut[row] : nil) ?? candidates.daysListed[row] : nil
            let isProtected = days.map { $0 < stability.leastDays } == true
            if exclusion == nil, isTaken {
                free[line] += 1
                hasLastByRankAlone[line] = free[line] == rooms[line] && days != nil && !isInBand && !isProtected
            }
            guard days != nil else {
                if isCertain, exclusion == nil { entering[line] += 1 }
                if isDrawn, isTaken, !isCertain { marks[row.index] = Mark.waiting.rawValue }
                continue
            }
            guard isWithin || isProtected else { continue }
            let mark: Mark =
                exclusion != nil ? .leftOut : isTaken ? .byRank : isInBand ? .byBand : .byLeastStay
            staying[line].append(
                Staying(row: row, mark: mark, isCertain: isCertain, isProtected: isProtected))
        }
        for line in rooms.indices {
            // Where there is room for nobody, nobody stays, however high.
            leaveLines[line] = isPassed[line] ? leaveLines[line] ?? .max : nil
            let room = rooms[line] - entering[line]
            for one in Self.first(room, of: staying[line]) {
                marks[one.row.index] = one.mark.rawValue
                if one.mark != .leftOut { taken[line] += 1 }
            }
            let wouldStay = staying[line].count { $0.mark != .leftOut } - (hasLastByRankAlone[line] ? 1 : 0)
            spare[line] = taken[line] - min(wouldStay, room)
        }
    }

    private struct Staying {
        let row: RowID
        /// `leftOut` for one under an exclusion.
        let mark: Mark
        /// Whether they have a place in any case.
        let isCertain: Bool
        let isProtected: Bool
    }

    /// Those for whom there is room: those who have a place in any case, those listed for too short a time, and the
    /// others, each in rank order. Those under an exclusion take none of it.
    private static func first(_ room: Int, of staying: [Staying]) -> [Staying] {
        let others = staying.filter { !$0.isCertain }
        let inOrder =
            staying.filter(\.isCertain) + others.filter(\.isProtected) + others.filter { !$0.isProtected }
        var left = room
        return inOrder.filter { one in
            guard left > 0 else { return false }
            if one.mark != .leftOut { left -= 1 }
            return true
        }
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

    /// Whether a row under an exclusion would otherwise have a place: see `CohortCounts.leftOut`.
    /// - Parameter room: the places that are left to those who do not stay, where the walk has come to the row.
    func isLeftOut(_ row: RowID, line: Int, room: Int) -> Bool {
        switch marks[row.index] {
        case Mark.leftOut.rawValue: true
        case Mark.waiting.rawValue: room + spare[line] > 0
        default: false
        }
    }
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
