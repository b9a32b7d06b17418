import Ingest
import Records

/// Reads the population of a configuration, for commands that publish nothing.
struct PopulationStage {
    let configuration: RunConfiguration
    let dates: RunDates
    let progress: Progress

    func ingest(_ retention: Retention) async throws -> IngestResult {
        progress.begin("ingest")
        var ingest = Ingest(configuration.ingestPlan(dates, retention: retention)) { [progress] file in
            progress.advance(file.rows)
        }
        let result = try await ingest.run()
        progress.end(["persons": result.population.persons.count, "set_aside": result.setAside.count])
        return result
    }
}

extension RunConfiguration {
    func ingestPlan(_ dates: RunDates, retention: Retention) -> IngestPlan {
        IngestPlan(
            sources: sources, optOuts: optOuts, idKind: idKind, directory: directory, retention: retention,
            runDate: dates.run, refusesFutureExtracts: dates.isTonight, threads: threads)
    }
}
