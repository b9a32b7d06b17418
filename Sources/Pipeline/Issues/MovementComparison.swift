import Cohorts
import FeatureData
import Ledger
import Records

/// One programme's members tonight held against those of the last issue.
struct MovementComparison {
    let programme: Programme
    let model: LedgerRun.Model
    /// Whether it counts points.
    let countsPoints: Bool
    let lines: [String: CohortLine]
    /// Tonight's, in order.
    let families: [String]
    /// What each is called.
    let familyWords: [String]
    /// By person, each by family.
    let familiesTonight: [Int32: [Double]]
    let candidates: Candidates
    let past: Past
    let pastProgramme: PastProgramme?
    let people: TonightPeople
    let runDate: Day

    private var issue: PastIssue? { past.lastIssue }
    private var factsThen: IssueFacts.ProgrammeFacts? { issue?.facts.programmes[programme.id] }
    private var modelChanged: Bool { factsThen?.model != model }

    // MARK: Who is listed

    /// Says of each member how they stand to the last issue, and why those came who were not on it.
    /// - Returns: why what these were at the last issue is not known; nil where it is, or nobody asks.
    func settle(_ members: inout [Member], _ then: ScoredThen?) -> ScoredThen.Gap? {
        let before = Dictionary(
            (pastProgramme?.members ?? []).map { ($0.personID, $0) }, uniquingKeysWith: { first, _ in first })
        let order = familiesThen
        for place in members.indices {
            if let row = members[place].row { members[place].families = familiesTonight[people.person(row)] }
            guard let one = before[members[place].personID] else { continue }
            stay(&members[place], one, order)
        }
        let entering = members.indices.filter { before[members[$0].personID] == nil }
        let persons = entering.compactMap { members[$0].row.map(people.person) }.sorted()
        let (known, gap) = pastProgramme == nil || persons.isEmpty ? ([:], nil) : known(persons, then)
        for place in entering {
            let one = members[place]
            if pastProgramme?.former[one.personID] != nil { members[place].standing = .returning }
            guard let row = one.row else { continue }
            let reason = entry(one, row, known[people.person(row)])
            members[place].entry = Member.Reason(reason)
            if case .newFacts(let rises) = reason { members[place].changes = rises }
        }
        return gap
    }

    private func known(
        _ persons: [Int32], _ then: ScoredThen?
    ) -> (persons: [Int32: ScoredThen.Person], gap: ScoredThen.Gap?) {
        do throws(ScoredThen.Gap) {
            return (try then?.persons(persons, of: programme, families: families) ?? [:], nil)
        } catch {
            return ([:], error)
        }
    }

    private func stay(_ member: inout Member, _ before: PastMember, _ order: [Int?]) {
        member.listedSince = before.listedSince
        if member.place == before.place {
            member.standing = .staying
            member.enteredOn = before.enteredOn
            member.entry = before.entry
        } else {
            member.standing = .moved
            member.entry = Member.Reason(.movedIn)
        }
        let then = before.families.map { Self.reorder($0, order) }
        if member.row == nil {
            // A held list is as it was: so is what was known of its people.
            member.families = then
            member.predictor = before.predictor
        } else if let then, let now = member.families, !modelChanged {
            member.changes = FamilyChange.largest(changes(then, now))
        }
    }

    private func entry(_ member: Member, _ row: RowID, _ then: ScoredThen.Person?) -> EntryReason {
        guard pastProgramme != nil else {
            return past.mark == nil || (issue != nil && factsThen == nil) ? .firstIssue : .lastIssueLost
        }
        guard let then else { return modelChanged ? .modelChanged : .newFacts([]) }
        if !then.isScored { return .registered }
        if !then.isEligible { return .becameEligible }
        if let words = then.exclusion { return .exclusionEnded(words) }
        if modelChanged { return .modelChanged }
        guard let predictor = then.predictor, let now = member.predictor, let tonight = member.families else {
            return .newFacts([])
        }
        let practice = practice(of: row)
        return ScoreThen(
            then: predictor, now: now, lineThen: lineThen(practice), lineNow: line(practice),
            changes: changes(then.families, tonight)
        ).entry(wasHeld: issue?.held.isDisjoint(with: [practice, member.place]) == false)
    }

    // MARK: Who has left

    func movement(_ members: [Member]) -> ProgrammeMovement {
        var placeOf: [String: String] = [:]
        for member in members { placeOf[member.personID] = member.place }
        let order = familiesThen
        let left = (pastProgramme?.members ?? []).compactMap { one -> (id: String, ProgrammeMovement.Left)? in
            guard placeOf[one.personID] != one.place else { return nil }
            let reason = placeOf[one.personID] == nil ? exit(one, order) : .practiceMoved
            let left = ProgrammeMovement.Left(
                personID: reason == .optedOut ? nil : one.personID, place: one.place, listedSince: one.listedSince,
                reason: reason, isNamed: mayBeNamed(one))
            return (one.personID, left)
        }
        return ProgrammeMovement(
            programme: programme, model: model, countsPoints: countsPoints, lines: lines, families: familyWords,
            members: members,
            left: left.map(\.1), former: former(left.map(\.1), listed: placeOf), hasPast: pastProgramme != nil)
    }

    /// Whether the list's place may be told who has left it: who is scored, neither dead nor gone, and of that place
    /// still. Of whom the lot took, nobody is told.
    private func mayBeNamed(_ one: PastMember) -> Bool {
        guard let row = people.row(of: one.personID), !people.hasGone(row) else { return false }
        if let exclusion = candidates.exclusions[row], case .heldOut = programme.exclusions[exclusion].rule {
            return false
        }
        return candidates.attributes[programme.split.rawValue]?[row] == one.place
    }

    private func exit(_ one: PastMember, _ order: [Int?]) -> ExitReason {
        switch people.whereabouts(of: one.personID) {
        case .gone(let reason): return reason
        case .row(let row):
            guard candidates.eligible[row.index] else { return .notEligible }
            if let exclusion = candidates.exclusions[row].map({ programme.exclusions[$0] }) {
                return exclusion.rule == .diedOrLeft ? people.departure(row) : .excluded(exclusion.words)
            }
            if case .perPractice = programme.selection, programme.split == .practice, practice(of: row) != one.place {
                return .practiceMoved
            }
            // One whom the programme's least stay protects keeps a place, unless those above them fill all of them.
            if let days = candidates.daysListed[row], days < programme.stability?.leastDays ?? 0 { return .gaveWay }
            if modelChanged { return .modelChanged }
            guard let then = one.predictor, let families = one.families,
                let now = familiesTonight[people.person(row)]
            else { return .holdEnded }
            return ScoreThen(
                then: then, now: candidates.predictors[row.index], lineThen: lineThen(one.place),
                lineNow: line(practice(of: row)), changes: changes(Self.reorder(families, order), now)
            ).exit
        }
    }

    /// Those who left within a year, but for who is back and who objects.
    private func former(_ left: [ProgrammeMovement.Left], listed: [String: String]) -> [(person: String, leftOn: Day)] {
        var former = pastProgramme?.former ?? [:]
        for one in left { if let id = one.personID { former[id] = runDate } }
        return former.filter { id, day in
            guard listed[id] == nil, runDate.days(since: day) < ProgrammeMovement.daysRemembered else { return false }
            if case .gone(.optedOut) = people.whereabouts(of: id) { return false }
            return true
        }.map { ($0.key, $0.value) }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    }

    // MARK: What they are compared by

    /// The place among the last issue's families of each of tonight's.
    private var familiesThen: [Int?] {
        FamilyWords.places(of: familyWords, families, among: pastProgramme?.families ?? [])
    }

    private static func reorder(_ values: [Double], _ order: [Int?]) -> [Double] {
        order.map { $0.map { values[$0] } ?? 0 }
    }

    private func changes(_ then: [Double], _ now: [Double]) -> [FamilyChange] {
        families.indices.map { FamilyChange(family: familyWords[$0], change: now[$0] - then[$0]) }
    }

    private func practice(of row: RowID) -> String { candidates.attributes["practice"]?[row] ?? "" }

    private func line(_ practice: String) -> CohortLine {
        lines[practice] ?? lines[""] ?? CohortLine(entry: nil, leave: nil)
    }

    private func lineThen(_ practice: String) -> CohortLine {
        issue?.facts.line(of: programme.id, practice: practice) ?? CohortLine(entry: nil, leave: nil)
    }
}
