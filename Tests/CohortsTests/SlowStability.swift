import Cohorts
import FeatureData

/// Who is listed by the words of the rule. As many of the highest as the certain line says are listed. Then come those on
/// the last issue who came too short a time ago, then those who rank within the leave line, as far as there are places;
/// the highest of the others fill the rest.
struct SlowStability {
    private(set) var listed: [SlowSelection.Person] = []
    private(set) var stay: [RowID: Stay?] = [:]

    private static func ownPeople(_ programme: Programme) -> Int {
        if case .perPractice(let capacity) = programme.selection { capacity.people } else { 0 }
    }

    init(_ programme: Programme, _ candidates: Candidates) {
        let slow = SlowSelection(programme.selection, candidates)
        let stability = programme.stability!
        let isByPractice = if case .perPractice = programme.selection { true } else { false }
        let groups = Dictionary(grouping: slow.ranked) { isByPractice ? $0.practice : "" }
        for group in groups.values {
            let free = group.filter { $0.exclusion == nil }
            var most = Int.max
            var allows: (SlowSelection.Person) -> Bool = { _ in true }
            switch programme.selection {
            case .share(let share): most = share.count(of: slow.ranked.count)
            case .perPractice(let capacity): most = SlowSelection.room(capacity, group)
            case .riskAtLeast(let least), .pointsAtLeast(let least): allows = { $0.risk >= least }
            }
            let plain = Set(free.filter(allows).prefix(most).map(\.row))
            func isWithin(_ person: SlowSelection.Person) -> Bool {
                let position = group.firstIndex(of: person)! + 1
                return switch stability.leaveAt {
                case .share(let share): position <= share.count(of: slow.ranked.count)
                // As far below a practice's places as below the programme's own number.
                case .perPractice(let leave): position <= most + leave.people - Self.ownPeople(programme)
                case .riskAtLeast(let least), .pointsAtLeast(let least): person.risk >= least
                case nil: false
                }
            }
            func isProtected(_ person: SlowSelection.Person) -> Bool {
                candidates.daysListed[person.row]! < stability.leastDays
            }
            let before = free.filter { candidates.daysListed[$0.row] != nil }
            let would = before.filter { plain.contains($0.row) || isWithin($0) || isProtected($0) }
            var certain: [SlowSelection.Person] = []
            if most != .max {
                let leave =
                    switch stability.leaveAt {
                    case .share(let share): share.count(of: slow.ranked.count)
                    case .perPractice(let leave): most == 0 ? 0 : most + leave.people - Self.ownPeople(programme)
                    default: Int.max
                    }
                // As far above the line as the leave line is below it; half of the places at the least.
                let mirrored = leave == .max ? 0 : most - (leave - most)
                certain = Array(free.prefix(max(Int((Double(most) / 2).rounded(.up)), mirrored)))
            }
            let others = would.filter { !certain.contains($0) }
            let inOrder =
                would.filter(certain.contains) + others.filter(isProtected) + others.filter { !isProtected($0) }
            let staying = Array(inOrder.prefix(most - certain.count { !before.contains($0) }))
            let rest = free.filter { person in allows(person) && !staying.contains(person) }
            let entering = most == .max ? rest[...] : rest.prefix(most - staying.count)
            listed += staying + entering
            for one in entering { stay[one.row] = Stay?.none }
            for one in staying {
                stay[one.row] = plain.contains(one.row) ? .byRank : isWithin(one) ? .byBand : .byLeastStay
            }
        }
        listed.sort { $0.rank < $1.rank }
    }

    /// Who is left out, one by one: who would be listed were they alone not drawn; of other exclusions, who ranks above the
    /// end of the list that keeps nobody's place, or was on the last issue and would be listed but for the exclusion.
    static func leftOut(_ programme: Programme, _ candidates: Candidates) -> Set<RowID> {
        let byRank = Set(SlowSelection(programme.selection, candidates).leftOut.map(\.row))
        let draw = programme.holdOut == nil ? nil : programme.exclusions.count - 1
        let rows = candidates.exclusions.filter { candidates.eligible[$0.key.index] }.filter { row, exclusion in
            if exclusion != draw, byRank.contains(row) { return true }
            if exclusion != draw, candidates.daysListed[row] == nil { return false }
            let days = exclusion == draw ? candidates.daysHeldOut[row] : nil
            let freed = candidates.freeing(row, listedFor: days ?? candidates.daysListed[row])
            return SlowStability(programme, freed).listed.contains { $0.row == row }
        }
        return Set(rows.keys)
    }
}

extension Candidates {
    /// The same with one of them under no exclusion, and on the last issue for so many days.
    fileprivate func freeing(_ row: RowID, listedFor days: Int?) -> Candidates {
        var (exclusions, daysListed) = (exclusions, daysListed)
        exclusions[row] = nil
        daysListed[row] = days
        return Candidates(
            predictors: predictors, risks: risks, eligible: eligible, attributes: attributes, exclusions: exclusions,
            daysListed: daysListed)
    }
}
