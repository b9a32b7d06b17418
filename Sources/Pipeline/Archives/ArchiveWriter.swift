import FeatureData
import Features
import Ingest
import Records
import RunStore
import Tabular

/// Writes the archive of an index date.
struct ArchiveWriter {
    let catalogue: Catalogue
    let dates: RunDates
    /// Whether the people are made up.
    let isSynthetic: Bool
    let progress: Progress

    /// Writes `features.csv.gz` and `archive.json` below the folder, under the index date; whole or not at all.
    func write(_ ingested: IngestResult, into folder: String) throws {
        let staged = try StagedFolder(dates.index.description, in: folder)
        do {
            try write(ingested, to: staged)
            try staged.publish()
        } catch {
            staged.abandon()
            throw error
        }
    }

    private func write(_ ingested: IngestResult, to staged: StagedFolder) throws {
        let population = ingested.population
        let standings = Standings(
            population.persons, at: dates.index, objectors: ingested.objectors[.training] ?? [])
        guard !standings.scored.isEmpty else { throw PipelineError.nobodyScored }
        let plan = catalogue.plan(for: population.histories(at: dates.index))
        let groups = Attributes(population, rows: standings.scored).all
        progress.begin("archive", total: standings.scored.count)
        try writeFeatures(plan, groups, population.persons.ids, standings.scored, to: staged)
        progress.end(["rows": standings.scored.count, "columns": plan.columns.count])
        for (feature, reason) in plan.unavailable { progress.note("not available: \(feature): \(reason)") }
        let facts = ArchiveFacts(
            indexDate: dates.index.description, catalogue: catalogue.name, isSynthetic: isSynthetic,
            isOfTheDay: dates.isTonight,
            extractedOn: Dictionary(
                ingested.sources.compactMap { source in source.extractedOn.map { (source.source, $0) } },
                uniquingKeysWith: { first, _ in first }),
            columns: plan.columns.map(ArchiveFacts.Feature.init),
            unavailable: Dictionary(
                plan.unavailable.map { ($0.feature, $0.reason) }, uniquingKeysWith: { first, _ in first }),
            groups: groups.map(\.name), rows: standings.scored.count, notScored: standings.account.notScored,
            files: staged.digests.mapValues(\.hexadecimal))
        // Last: a folder without it is no archive.
        let file = try staged.file(ArchiveFacts.file)
        try file.write(facts.json())
        try file.close()
    }

    /// `person_id`, the facts and the features: rows by person id, numbers in digits that read back exactly.
    private func writeFeatures(
        _ plan: FeaturePlan, _ groups: [Attribute], _ ids: PersonIDs, _ persons: [Int32], to staged: StagedFolder
    ) throws {
        let sink = try GzipSink(try staged.file(ArchiveFacts.features))
        var csv = CSVWriter(sink)
        let names = groups.map { ArchiveFacts.groupColumn($0.name) }
        try csv.row(["person_id"] + names + plan.columns.map(\.name))
        try FeaturePass(plan: plan, persons: persons).visitRows { row, values in
            csv.bytes(ids.bytes(of: Int(persons[row])))
            for group in groups { csv.text(group[RowID(row)] ?? "") }
            for value in values { csv.number(value) }
            try csv.endRow()
        } blockDone: {
            progress.advance($0)
        }
        try csv.flush()
        try sink.close()
    }
}
