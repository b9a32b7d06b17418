import Cohorts
import Ingest

/// Who is taken by each programme's rule.
struct SelectionStage {
    let preparation: Preparation
    let dates: RunDates
    let progress: Progress

    func selected(
        _ scored: ScoredPopulation, _ standings: Standings, _ ingested: IngestResult, _ past: Past,
        _ reviews: RememberedReviews
    ) throws -> [SelectedProgramme] {
        progress.begin("select")
        let exclusions = CaseloadExclusions(
            population: ingested.population, reviews: reviews, programmes: preparation.programmes, dates: dates)
        let people = TonightPeople(ingested, standings, dates: dates)
        let selected = try preparation.programmes.enumerated().map { place, programme in
            let before = past.lastIssue?.programmes[programme.id]
            let candidates = scored.candidates(
                place, exclusions: exclusions.exclusions(of: programme, rows: standings.scored),
                daysListed: people.daysListed(before, on: dates.run),
                daysHeldOut: people.daysHeldOut(before, on: dates.run))
            return SelectedProgramme(
                programme, place, of: scored, candidates: candidates,
                cohort: try CohortSelection(programme).cohort(of: candidates),
                evaluation: .init(of: programme, preparation.model(of: programme).evaluation))
        }
        progress.end(["listed": selected.reduce(0) { $0 + $1.cohort.members.count }])
        return selected
    }
}
