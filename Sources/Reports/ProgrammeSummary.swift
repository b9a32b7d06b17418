import Cohorts

/// What a run's programme came to.
public struct ProgrammeSummary: Sendable {
    public let programme: Programme
    /// The version of its model that the run used.
    public let modelVersion: String
    public let cohort: Cohort
    /// Of the programme's eligible; nil where its model counts points.
    public let risks: RiskDistribution?
    /// Whether the run had caseloads, without which nobody knows whom they leave out.
    private let hasCaseloads: Bool

    public init(
        programme: Programme, modelVersion: String, cohort: Cohort, risks: RiskDistribution?, hasCaseloads: Bool
    ) {
        self.programme = programme
        self.modelVersion = modelVersion
        self.cohort = cohort
        self.risks = risks
        self.hasCaseloads = hasCaseloads
    }

    /// Whether it is known whom an exclusion leaves out.
    func knows(_ exclusion: Exclusion) -> Bool {
        if case .caseload = exclusion.rule { return hasCaseloads }
        return true
    }
}
