import Identity
import Ingest
import Records

/// Reads the population of a configuration, for commands that publish nothing.
struct PopulationStage {
    let configuration: RunConfiguration
    let dates: RunDates
    /// What the people are read for.
    let purposes: Set<Purpose>
    let progress: Progress

    func ingest(_ retention: Retention) async throws -> IngestResult {
        progress.begin("ingest")
        let plan = configuration.ingestPlan(dates, purposes: purposes, retention: retention)
        var ingest = Ingest(plan) { [progress] in progress.advance($0.rows, share: $0.share) }
        let result = try await ingest.run()
        progress.end(["persons": result.population.persons.count, "set_aside": result.setAside.count])
        return result
    }
}

extension RunConfiguration {
    func ingestPlan(_ dates: RunDates, purposes: Set<Purpose>, retention: Retention) -> IngestPlan {
        IngestPlan(
            sources: sources, optOuts: optOuts, objections: objections, purposes: purposes, idKind: idKind, key: key,
            sensitive: sensitive, directory: directory, retention: retention, runDate: dates.run,
            refusesFutureExtracts: dates.isTonight, threads: threads)
    }
}
