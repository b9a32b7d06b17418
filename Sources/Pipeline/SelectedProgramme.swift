import Cohorts
import FeatureData
import Features
import Lists
import Scoring

/// A programme with those whom it took tonight, among whom, and what their lists are made of.
struct SelectedProgramme {
    let programme: Programme
    let candidates: Candidates
    let cohort: Cohort
    let nearMisses: NearMisses
    /// What its features are computed by, and the place of that among the run's.
    let plan: FeaturePlan
    let planPlace: Int
    let scorer: Scorer
    /// By RowID.
    let predictors: [Double]
    /// What a rising risk has risen from, of those eligible.
    let earlierRisks: [RowID: Double]
    /// What its model's evaluation says of those whom it takes.
    let evaluation: ListExpectation.Evaluation

    /// - Parameter place: of the programme in the run.
    init(
        _ programme: Programme, _ place: Int, of scored: ScoredPopulation, candidates: Candidates, cohort: Cohort,
        evaluation: ListExpectation.Evaluation
    ) {
        self.programme = programme
        self.candidates = candidates
        self.cohort = cohort
        nearMisses = NearMisses(of: programme, cohort, candidates)
        planPlace = scored.planPlace(place)
        plan = scored.plans[planPlace]
        scorer = scored.scorer(place)
        predictors = scored.predictors(place)
        earlierRisks = scored.earlierRisks(place)
        self.evaluation = evaluation
    }
}
