import Configuration
import Ingest
import Records

extension RunConfiguration {
    /// Tells what keeps the sources from being used on a day. People who do not exist need no law.
    /// - Parameter day: the run date; nil judges no review by its date.
    func checkGovernance(on day: Day?, _ problems: Problems) {
        guard !isSynthetic else { return }
        for source in sources { source.checkGovernance(on: day ?? PackedDay.earliest, problems) }
    }

    /// For what lists nobody: a legal basis that is stated must hold; whether one must be, a run asks before it lists.
    /// - Throws: `SettingsRefused` with every source that may not be used on a day.
    func requireGovernance(on day: Day?) throws {
        guard !isSynthetic else { return }
        let problems = Problems()
        for source in sources where source.legalBasis != nil || source.reviewOn != nil {
            source.checkGovernance(on: day ?? PackedDay.earliest, problems)
        }
        try problems.throwIfAny()
    }
}
