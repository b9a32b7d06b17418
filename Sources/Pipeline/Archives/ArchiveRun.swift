import Configuration
import Features
import Foundation
import Identity

/// Keeps everybody's features and registration facts as they are on an index date, for a fit that is made when their
/// outcome is known: extracts of then can no longer be had, and those of then and of now differ.
public struct ArchiveRun {
    private let configuration: RunConfiguration
    private let catalogue: Catalogue
    private let dates: RunDates
    private let progress: Progress

    /// - Parameter catalogue: nil for the configuration's.
    public init(configuration path: String, dates: RunDates, catalogue name: String?, progress: Progress) throws {
        configuration = try RunConfiguration(path: path)
        self.dates = dates
        self.progress = progress
        let problems = Problems()
        let catalogue = Preparation.catalogue(configuration, named: name, problems)
        try problems.throwIfAny()
        guard let catalogue else { throw SettingsRefused(problems: []) }
        self.catalogue = catalogue
    }

    /// Writes `features.csv.gz` and `archive.json` below the folder, under the index date; whole or not at all.
    /// - Throws: `PipelineError.outputExists` where the date has an archive.
    public func run(into folder: String) async throws {
        let name = dates.index.description
        guard !FileManager.default.fileExists(atPath: folder + "/" + name) else {
            throw PipelineError.outputExists(file: name)
        }
        try configuration.requireGovernance()
        let stage = PopulationStage(
            configuration: configuration, dates: dates, purposes: [.training], progress: progress)
        let ingested = try await stage.ingest(catalogue.retention)
        try ArchiveWriter(
            catalogue: catalogue, dates: dates, isSynthetic: configuration.isSynthetic, progress: progress
        ).write(ingested, into: folder)
    }
}
