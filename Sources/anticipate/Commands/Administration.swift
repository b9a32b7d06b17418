import ArgumentParser
import Pipeline

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read a published run again, byte by byte.")

    @Argument(help: "The run's id; the published one unless said.")
    var id: String?

    @Option(help: "The directory that runs are published in.")
    var output = "out"

    func run() async throws {
        try await ending { print("\(try RunAdministration(output: output).verify(id)) is whole") }
    }
}

struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish an earlier run again.",
        discussion: """
            Its lists are as they were made: who has died, left or objected since is on them still. Use it to take \
            back a wrong run, and make a new one.
            """)

    @Option(help: "The run's id; the one before the published one unless said.")
    var to: String?

    @Option(help: "The directory that runs are published in.")
    var output = "out"

    func run() async throws {
        try await ending { print("published \(try RunAdministration(output: output).rollback(to: to))") }
    }
}

struct ShowStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell the published run, its age, and how the last attempt ended.")

    @Option(help: "The directory that runs are published in.")
    var output = "out"

    func run() async throws {
        try await ending {
            for line in try RunAdministration(output: output).status() { print(line) }
        }
    }
}
