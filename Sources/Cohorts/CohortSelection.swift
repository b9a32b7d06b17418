import FeatureData

/// Applies a programme to its candidates, in one walk down the ranking.
public struct CohortSelection: Sendable {
    private let programme: Programme

    public init(_ programme: Programme) { self.programme = programme }

    /// Whom the programme chooses. It depends on the candidates alone: equal predictors go by RowID, that is by
    /// person id.
    /// - Parameter uncounted: rows that take their places and are in no number and no list of the cohort.
    public func cohort(
        of candidates: Candidates, without uncounted: Set<RowID> = []
    ) throws(CohortError) -> Cohort {
        let practice = try attribute("practice", of: candidates)
        let split = try attribute(programme.split.rawValue, of: candidates)
        let rooms = try rooms(candidates.ranking, practice)
        let stays = programme.stability.map { stability in
            Stays(stability, programme, candidates, rooms: rooms) { row in
                rooms.count == 1 ? 0 : Int(practice.codes[row.index])
            }
        }
        var walk = CohortWalk(
            programme: programme, eligible: candidates.ranking.count, practice: practice, split: split,
            lines: lines(rooms, stays), stays: stays)
        for row in candidates.ranking {
            let row = RowID(Int(row))
            let exclusion = candidates.isNamed[row.index] ? candidates.exclusions[row] : nil
            if uncounted.contains(row) {
                walk.passUncounted(row, of: candidates, exclusion: exclusion)
            } else {
                walk.pass(row, of: candidates, exclusion: exclusion)
            }
        }
        return try walk.cohort(toTake: toTake(candidates, practice, rooms))
    }

    /// An attribute that every eligible row has.
    private func attribute(_ name: String, of candidates: Candidates) throws(CohortError) -> Attribute {
        guard let attribute = candidates.attributes[name] else {
            throw .noAttribute(programme: programme.id, name)
        }
        let without = zip(candidates.eligible, attribute.codes).count { $0 && $1 == Attribute.missing }
        guard without == 0 else { throw .peopleWithout(programme: programme.id, name, people: without) }
        return attribute
    }

    /// How many each line takes: one line for everyone, or one for each practice.
    private func rooms(_ ranking: [Int32], _ practice: Attribute) throws(CohortError) -> [Int] {
        switch programme.selection {
        case .share(let share): return [share.count(of: ranking.count)]
        case .riskAtLeast, .pointsAtLeast: return [.max]
        case .perPractice(let capacity):
            let eligible = eligible(ranking, practice)
            let unknown = practice.values.indices.filter {
                eligible[$0] > 0 && capacity.places(of: practice.values[$0]) == nil
            }
            guard unknown.isEmpty else {
                throw .noPlaces(
                    programme: programme.id, file: capacity.table?.file ?? "",
                    practices: unknown.map { practice.values[$0] }.sorted())
            }
            return practice.values.map { capacity.places(of: $0) ?? 0 }
        }
    }

    /// How many are eligible, by practice.
    private func eligible(_ ranking: [Int32], _ practice: Attribute) -> [Int] {
        var eligible = [Int](repeating: 0, count: practice.values.count)
        for row in ranking { eligible[Int(practice.codes[Int(row)])] += 1 }
        return eligible
    }

    /// The lines, with the room that those who stay leave.
    private func lines(_ rooms: [Int], _ stays: Stays?) -> [Line] {
        rooms.indices.map {
            Line(room: rooms[$0] - (stays?.taken[$0] ?? 0), leastRisk: programme.selection.leastScore)
        }
    }

    private func toTake(
        _ candidates: Candidates, _ practice: Attribute, _ rooms: [Int]
    ) -> Int {
        let ranking = candidates.ranking
        switch programme.selection {
        case .share(let share): return share.count(of: ranking.count)
        case .riskAtLeast(let least), .pointsAtLeast(let least):
            return ranking.count { candidates.risks[Int($0)] >= least }
        case .perPractice: return zip(eligible(ranking, practice), rooms).reduce(0) { $0 + min($1.0, $1.1) }
        }
    }
}
