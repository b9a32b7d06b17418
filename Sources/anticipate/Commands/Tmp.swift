import ArgumentParser
import Pipeline
struct IngestOnly: AsyncParsableCommand {
    @Option var config: String
    func run() async throws { try await ending { try await ingestOnly(config) } }
}
