import SyntheticPopulation
import Tabular

/// A population's extracts, held in memory and split into rows of fields.
struct Extracts: Sendable {
    /// File names to their bytes.
    let files: [String: [UInt8]]

    init(_ population: SyntheticPopulation) async throws {
        var sinks: [String: MemorySink] = [:]
        try await population.write { name in
            let sink = MemorySink()
            sinks[name] = sink
            return sink
        }
        files = sinks.mapValues(\.bytes)
    }

    /// Twenty thousand people whom the tests share; practices of two thousand, so that there are ten.
    static let shared = Task {
        try await ParsedExtracts(
            Extracts(SyntheticPopulation(persons: 20_000, seed: 5, personsPerPractice: 2_000)))
    }
}
