import ArgumentParser
import Pipeline

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read a published run again, byte by byte.")

    @Argument(help: "The run's id; the published one unless said.")
    var id: String?

    @OptionGroup var output: OnlyRunsDirectory

    func run() async throws {
        try await ending { print("\(try RunAdministration(output: output.path).verify(id)) is whole") }
    }
}

struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish an earlier run again.",
        discussion: """
            With --config, those who by tonight's extracts have objected, died, left or moved are taken off: what is \
            published is a copy; opt-outs that have fallen by a fifth since the published run stop it (65). Where the \
            extracts cannot be read, --unfiltered publishes the run as it was made, with them on it, for no longer than \
            until the next run; the status warns of it, and OUTPUT/audit.jsonl tells who did it and why.
            """)

    @Option(help: "The run's id; the one before the published one unless said.")
    var to: String?

    @Option(help: .file("The configuration whose extracts tell who has objected, died, left or moved."))
    var config: String?

    @Option(help: .date("With --config, facts up to this day count: YYYY-MM-DD, or today."))
    var runDate = "today"

    @Flag(help: "Leave those on it who have objected, died, left or moved since.")
    var unfiltered = false

    @Option(help: "With --unfiltered, who does this; it is kept in the audit log.")
    var user: String?

    @Option(help: "With --unfiltered, why; it is kept in the audit log, and must name no patient.")
    var purpose: String?

    @OptionGroup var output: OnlyRunsDirectory

    func validate() throws {
        if (config == nil) != unfiltered {
            throw ValidationError(
                "say --config FILE, by whose extracts those who have objected, died, left or moved since are taken off, "
                    + "or --unfiltered, which leaves them on")
        }
        guard unfiltered == (user != nil), unfiltered == (purpose != nil) else {
            throw ValidationError("--unfiltered needs --user and --purpose; --config takes neither")
        }
    }

    func run() async throws {
        try await ending {
            if let user, let purpose {
                let accountable = try Accountable(user: user, purpose: purpose)
                let published = try RunAdministration(output: output.path).rollbackUnfiltered(to: to, by: accountable)
                return print("published \(published)")
            }
            guard let config else { return }
            let rollback = try FilteredRollback(configuration: config, output: output.path, runDate: runDate)
            for line in try await rollback.run(to: to) { print(line) }
        }
    }
}

struct ShowStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell the published run, its age, and how the last attempt ended.")

    @OptionGroup var output: OnlyRunsDirectory

    func run() async throws {
        try await ending {
            for line in try RunAdministration(output: output.path).status() { print(line) }
        }
    }
}
