import Foundation
import SyntheticPopulation

/// Writes a synthetic population into a folder: what `anticipate synthesise` does.
public struct Synthesis {
    private let population: SyntheticPopulation
    private let folder: String

    /// - Throws: `SyntheticPopulationError` for settings that allow no population; `PipelineError.outputExists`
    ///   where the folder holds something already.
    public init(
        persons: Int, seed: UInt64, folder: String, isCompressed: Bool, personsPerPractice: Int?, tasks: Int?,
        truthDay: String?, effect: PlantedEffect? = nil
    ) throws {
        population = try SyntheticPopulation(
            persons: persons, seed: seed, isCompressed: isCompressed,
            personsPerPractice: personsPerPractice ?? SyntheticPopulation.usualPersonsPerPractice,
            tasks: tasks ?? ProcessInfo.processInfo.activeProcessorCount, truthDay: truthDay,
            effect: effect)
        self.folder = folder
        let present = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard present.isEmpty else { throw PipelineError.outputExists(file: URL(filePath: folder).lastPathComponent) }
    }

    public func run() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try await population.write(into: folder)
    }
}
