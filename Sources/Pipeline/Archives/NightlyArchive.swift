import Ingest
import Records

/// What a run keeps for later fits once its lists are published.
struct NightlyArchive {
    private let rule: ArchiveRule
    private let writer: ArchiveWriter

    /// Nil where the configuration asks for none, or none is due on the index date.
    init?(_ preparation: Preparation, dates: RunDates, progress: Progress) {
        guard let rule = preparation.configuration.archive, let catalogue = preparation.archiveCatalogue,
            rule.isDue(on: dates.index, after: FeatureArchive(rule.folder).datesIfAny)
        else { return nil }
        self.rule = rule
        writer = ArchiveWriter(
            catalogue: catalogue, dates: dates, isSynthetic: preparation.configuration.isSynthetic, progress: progress)
    }

    /// What Ingest must keep for it.
    var retention: Retention { writer.catalogue.retention }

    /// The run stands whether or not this succeeds.
    /// - Returns: what an operator should know.
    func keep(_ ingested: IngestResult) -> [String] {
        do {
            try writer.write(ingested, into: rule.folder)
            return []
        } catch {
            return ["the archive of \(writer.dates.index) was not kept: \(error)"]
        }
    }
}
