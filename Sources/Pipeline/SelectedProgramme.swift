import Cohorts
import Scoring

/// A programme with those whom it took tonight, among whom, and what their lists are made of.
struct SelectedProgramme {
    let programme: Programme
    let candidates: Candidates
    let cohort: Cohort
    let nearMisses: NearMisses
    let scorer: Scorer
    /// By RowID.
    let predictors: [Double]
    /// nil where its model has no evaluation at the programme's cut.
    let evaluation: CutEvaluation?

    init(
        programme: Programme, candidates: Candidates, cohort: Cohort, scorer: Scorer, predictors: [Double],
        evaluation: CutEvaluation?
    ) {
        self.programme = programme
        self.candidates = candidates
        self.cohort = cohort
        nearMisses = NearMisses(of: programme, cohort, candidates)
        self.scorer = scorer
        self.predictors = predictors
        self.evaluation = evaluation
    }
}
