import Cohorts
import FeatureData
import Features
import Ingest
import Ledger
import Lists
import Records
import Scoring

/// Holds tonight's lists against the last issue.
struct MovementStage {
    let preparation: Preparation
    let ingested: IngestResult
    let standings: Standings
    let scored: ScoredPopulation
    let dates: RunDates
    let past: Past
    let reviews: RememberedReviews
    private let people: TonightPeople
    /// Nil where nobody's past is known.
    private let then: ScoredThen?

    init(
        _ preparation: Preparation, _ ingested: IngestResult, _ standings: Standings, _ scored: ScoredPopulation,
        dates: RunDates, past: Past, reviews: RememberedReviews
    ) {
        self.preparation = preparation
        self.ingested = ingested
        self.standings = standings
        self.scored = scored
        self.dates = dates
        self.past = past
        self.reviews = reviews
        people = TonightPeople(ingested, standings, dates: dates)
        then = past.lastIssue.map { issue in
            ScoredThen(
                preparation, ingested.population, reviews,
                dates: RunDates(index: issue.indexDate, run: issue.facts.date))
        }
    }

    /// Every programme's movement, and whether tonight's lists are issued.
    /// - Parameters:
    ///   - notMade: programmes that tonight goes without: an issue waits for them.
    ///   - isAsked: whether the operator says that the lists are issued.
    /// - Throws: `PipelineError.programmesUnavailable` where an issue is asked for that would lack a programme.
    func issue(
        _ selected: [SelectedProgramme], _ comparison: Comparison, notMade: [LackingProgramme], isAsked: Bool
    ) throws -> IssueStage {
        if isAsked, !notMade.isEmpty { throw PipelineError.programmesUnavailable(notMade) }
        let movements = try selected.map { selected in
            let held = try comparison.heldRows(of: selected.programme, ingested, standings, dates: dates)
            return movement(selected, held: held)
        }
        return IssueStage(
            preparation.configuration.issue, past, on: dates.run, isAsked: isAsked, waits: !notMade.isEmpty,
            movements.map(\.movement), reviews, gaps: movements.compactMap(\.gap),
            heldOut: selected.compactMap { HeldOutPeople($0, people, on: dates.run) })
    }

    /// - Parameter held: the people of the lists that are the last good ones, by practice.
    /// - Returns: with why its people's past is not known, where that could not be computed.
    private func movement(
        _ selected: SelectedProgramme, held: [String: [ListRow]]
    ) -> (movement: ProgrammeMovement, gap: ScoredThen.Gap?) {
        let programme = selected.programme
        let contributions = FamilyContributions(selected.plan, selected.scorer)
        let pastProgramme = past.lastIssue?.programmes[programme.id]
        var members = listed(selected, held)
        let before = (pastProgramme?.members ?? []).compactMap { people.row(of: $0.personID) }
        let persons = Set(members.compactMap(\.row) + before).map(people.person).sorted()
        let comparison = MovementComparison(
            programme: programme, model: model(programme), countsPoints: selected.scorer.model.link != .logit,
            lines: lines(selected), families: contributions.families,
            familyWords: contributions.words, familiesTonight: contributions.contributions(of: persons),
            candidates: selected.candidates, past: past, pastProgramme: pastProgramme, people: people,
            runDate: dates.run)
        var gap = comparison.settle(&members, then)
        do throws(ScoredThen.Gap) {
            try then?.changedFacts(selected)?.tell(&members, person: people.person)
        } catch {
            gap = error
        }
        let last = reviews.last(for: programme.id, at: dates.run)
        for place in members.indices { members[place].lastReview = last[members[place].personID] }
        return (comparison.movement(members), gap)
    }

    /// Everybody on the programme's lists, list by list.
    private func listed(_ selected: SelectedProgramme, _ held: [String: [ListRow]]) -> [Member] {
        let lists = Dictionary(uniqueKeysWithValues: selected.cohort.lists.map { ($0.key, $0.members) })
        let places = Set(lists.keys).union(held.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return places.flatMap { place in
            held[place]?.map { self.held($0, place) }
                ?? lists[place]?.map { member($0, place, selected.candidates) } ?? []
        }
    }

    private func member(_ member: CohortMember, _ place: String, _ candidates: Candidates) -> Member {
        Member(
            personID: people.id(member.row), place: place, row: member.row, rank: member.rank,
            rankInPractice: member.rankInPractice, risk: candidates.risks[member.row.index],
            predictor: candidates.predictors[member.row.index], stay: member.stay, isHeld: false,
            enteredOn: dates.run, listedSince: dates.run, entry: Member.Reason(.firstIssue))
    }

    private func held(_ row: ListRow, _ place: String) -> Member {
        Member(
            personID: row.personID, place: place, row: nil, rank: row.rank, rankInPractice: row.rankInPractice,
            risk: row.risk, predictor: nil, stay: nil, isHeld: true, enteredOn: dates.run, listedSince: dates.run,
            entry: Member.Reason(.listHeld))
    }

    private func model(_ programme: Programme) -> LedgerRun.Model {
        let loaded = preparation.model(of: programme)
        return LedgerRun.Model(name: loaded.model.name, version: loaded.model.version, sha256: loaded.fingerprint)
    }

    /// The cohort's lines; for a programme that asks for a risk or for points, the predictors of that score.
    private func lines(_ selected: SelectedProgramme) -> [String: CohortLine] {
        let (programme, scorer) = (selected.programme, selected.scorer)
        guard let entry = programme.selection.leastScore else { return selected.cohort.lines }
        let leave = programme.stability?.leaveAt?.leastScore ?? entry
        return [
            "": CohortLine(entry: scorer.lowestPredictor(scoring: entry), leave: scorer.lowestPredictor(scoring: leave))
        ]
    }
}

extension Member.Reason {
    init(_ reason: EntryReason) { self.init(code: reason.code, detail: MovementDetail.text(of: reason)) }
}
