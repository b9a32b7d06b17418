import Cohorts

/// What a run's programme came to.
public struct ProgrammeSummary: Sendable {
    public let programme: Programme
    /// The version of its model that the run used.
    public let modelVersion: String
    public let cohort: Cohort
    /// Of the programme's eligible; nil where its model counts points.
    public let risks: RiskDistribution?

    public init(programme: Programme, modelVersion: String, cohort: Cohort, risks: RiskDistribution?) {
        self.programme = programme
        self.modelVersion = modelVersion
        self.cohort = cohort
        self.risks = risks
    }
}
