import Cohorts
import Scoring

/// A programme with those whom it took tonight, and what their lists are made of.
struct SelectedProgramme {
    let programme: Programme
    let cohort: Cohort
    let nearMisses: NearMisses
    let scorer: Scorer
    /// By RowID.
    let predictors: [Double]
    /// nil where its model has no evaluation at the programme's cut.
    let evaluation: CutEvaluation?
}
