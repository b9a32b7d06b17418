import Cohorts
import FeatureData

/// Whom a programme chose tonight, and among whom.
struct Selected: Sendable {
    let candidates: Candidates
    let cohort: Cohort
}
