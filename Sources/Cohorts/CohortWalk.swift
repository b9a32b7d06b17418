import FeatureData

/// What is kept on the way down the ranking: each person is taken, left out, or below the line.
struct CohortWalk {
    private let programme: Programme
    private let eligible: Int
    private let practice: Attribute
    private let split: Attribute
    /// Nil where nobody's place is kept.
    private let stays: Stays?
    /// The rank at which each band ends.
    private let bandEnds: [Int]

    /// One for everyone, or one for each practice.
    private var lines: [Line]
    private var rank = 0
    private var rankInPractice: [Int]
    private var band = 0
    private var members: [CohortMember] = []
    private var heldOut: [CohortMember] = []
    private var counts: CohortCounts
    private var lists: [CohortList]
    /// Those who were passed and are not counted, and how many of them are listed.
    private var uncounted = (eligible: 0, listed: 0)

    init(
        programme: Programme, eligible: Int, practice: Attribute, split: Attribute, lines: [Line], stays: Stays?
    ) {
        self.programme = programme
        self.eligible = eligible
        self.practice = practice
        self.split = split
        self.lines = lines
        self.stays = stays
        bandEnds = programme.bands.map { $0.end.count(of: eligible) }
        rankInPractice = [Int](repeating: 0, count: practice.values.count)
        counts = CohortCounts(exclusions: programme.exclusions.count)
        lists = split.values.map { CohortList(key: $0, exclusions: programme.exclusions.count) }
    }

    /// Passes the next person of the ranking.
    /// - Parameter exclusion: the place of the first exclusion that would leave the person out.
    mutating func pass(_ row: RowID, of candidates: Candidates, exclusion: Int?) {
        let risk = candidates.risks[row.index]
        let place = Int(practice.codes[row.index])
        let line = lines.count == 1 ? 0 : place
        rank += 1
        rankInPractice[place] += 1
        while rank > bandEnds[band] { band += 1 }

        let list = Int(split.codes[row.index])
        lists[list].counts.eligible += 1
        let kept = stays?.stay(row)
        if kept != nil {
            lines[line].keep(risk: risk)
        } else if let exclusion, isLeftOut(row, line: line, risk: risk) {
            leaveOut(list, exclusion)
            if case .heldOut = programme.exclusions[exclusion].rule {
                heldOut.append(CohortMember(row: row, rank: rank, rankInPractice: rankInPractice[place], band: band))
            }
            return
        } else if lines[line].reaches(risk: risk) {
            lines[line].take(risk: risk, predictor: candidates.predictors[row.index])
        } else {
            let isNear = exclusion == nil && lines[line].isNear(risk: risk)
            lines[line].passBelow()
            return passBelow(list, isNear: isNear)
        }
        let stay = kept ?? (candidates.daysListed[row] == nil ? nil : .byRank)
        take(CohortMember(row: row, rank: rank, rankInPractice: rankInPractice[place], band: band, stay: stay), list)
    }

    /// Passes somebody who takes their place and is counted nowhere.
    mutating func passUncounted(_ row: RowID, of candidates: Candidates, exclusion: Int?) {
        let list = Int(split.codes[row.index])
        let (before, ofList, listed) = (counts, lists[list].counts, members.count)
        pass(row, of: candidates, exclusion: exclusion)
        (counts, lists[list].counts) = (before, ofList)
        uncounted.eligible += 1
        guard members.count > listed else { return }
        uncounted.listed += 1
        members.removeLast()
        lists[list].members.removeLast()
    }

    /// Whether one under an exclusion would otherwise have had a place.
    private func isLeftOut(_ row: RowID, line: Int, risk: Double) -> Bool {
        guard let stays else { return lines[line].reaches(risk: risk) }
        return stays.isLeftOut(row, line: line, room: lines[line].room)
    }

    private mutating func passBelow(_ list: Int, isNear: Bool) {
        counts.belowTheLine += 1
        lists[list].counts.belowTheLine += 1
        guard isNear else { return }
        counts.nearMisses += 1
        lists[list].counts.nearMisses += 1
    }

    private mutating func leaveOut(_ list: Int, _ exclusion: Int) {
        counts.leftOut[exclusion] += 1
        lists[list].counts.leftOut[exclusion] += 1
    }

    private mutating func take(_ member: CohortMember, _ list: Int) {
        counts.listed += 1
        lists[list].counts.listed += 1
        if member.stay == .byBand || member.stay == .byLeastStay {
            counts.staying += 1
            lists[list].counts.staying += 1
        }
        members.append(member)
        lists[list].members.append(member)
    }

    /// What the walk has come to, once everyone is passed.
    func cohort(toTake: Int) throws(CohortError) -> Cohort {
        var counts = counts
        counts.eligible = eligible - uncounted.eligible
        let conserved = counts.difference == 0 && lists.allSatisfy { $0.counts.difference == 0 }
        guard conserved, lists.reduce(0, { $0 + $1.counts.eligible }) == counts.eligible else {
            throw .peopleNotConserved(programme: programme.id)
        }
        return Cohort(
            programme: programme.id, toTake: toTake - uncounted.listed, members: members, heldOut: heldOut,
            counts: counts,
            lists: lists.filter { $0.counts.eligible > 0 }, lines: cohortLines)
    }

    private var cohortLines: [String: CohortLine] {
        let keys = lines.count == 1 ? [""] : practice.values
        return Dictionary(
            uniqueKeysWithValues: lines.indices.map { place in
                let entry = lines[place].entry
                return (keys[place], CohortLine(entry: entry, leave: stays.map { $0.leaveLines[place] } ?? entry))
            })
    }
}
