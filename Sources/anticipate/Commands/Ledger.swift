import ArgumentParser
import Logging
import Pipeline

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Look after the ledger of what was issued.", subcommands: [Rebuild.self])

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the ledger again from the published runs.",
            discussion:
                "They and the audit log hold all that it does. A run does this itself where the ledger is lost or damaged."
        )

        @OptionGroup var output: OnlyRunsDirectory

        func run() async throws {
            try await ending { for line in try LedgerQuestions(output: output.path).rebuild() { print(line) } }
        }
    }
}

struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell which lists a person was on, when and why, and what reviews said.",
        discussion: """
            Prints what is known of one person to standard output, and nowhere else: of each issue the five largest \
            contributions, once where several programmes have the same. That somebody asked, and as whom, is told in \
            OUTPUT/audit.jsonl first, without the person; while a run is under way it ends with 75.
            """)

    @Argument(help: "The id as lists have it, or, with --config, the NHS number; - reads it from standard input.")
    var person: String

    @Option(help: .file("The configuration whose key NHS numbers are looked for under."))
    var config: String?

    @Flag(help: "Tell every contribution that is known, for each programme.")
    var full = false

    @OptionGroup var output: OnlyRunsDirectory

    func run() async throws {
        let person = try PersonArgument.id(person)
        try await ending {
            let questions = try LedgerQuestions.asked(of: output.path)
            for line in try questions.history(of: person, configuration: config, isFull: full) { print(line) }
        }
    }
}

struct ShowChurn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "churn", abstract: "Tell how lists changed at each issue, as CSV.",
        discussion: """
            share_entering: of those listed, who was not on the issue before. share_leaving: of those on the issue \
            before, who is no longer. overlap: on both, of those on either. median_days: on the programme's lists.
            """)

    @Option(help: "One programme; all unless said.")
    var programme: String?

    @OptionGroup var output: OnlyRunsDirectory

    func run() async throws {
        try await ending {
            for line in try LedgerQuestions.asked(of: output.path).churn(of: programme) { print(line) }
        }
    }
}

struct RecallModel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "Tell who was listed by a model that turned out to be wrong.",
        discussion: """
            Prints the issues that had a list by the model, how many people each listed and where those lists lie, and \
            every run that used it between issues: no person is named. With --out it writes the ids of all who were \
            listed at an issue, for those who must be looked at again; people who have objected since are counted, and \
            not named. That is told in OUTPUT/audit.jsonl first. It changes no run: to publish what was before, `rollback`; to rank by another model from tonight \
            on, name it in the configuration.
            """)

    @Option(help: "NAME/VERSION.")
    var model: String

    @Option(help: .file("A file to write the people's ids to, one a line; it must not be there."))
    var out: String?

    @OptionGroup var output: RunsDirectory

    func run() async throws {
        try await ending {
            let questions = try LedgerQuestions.asked(of: output.path)
            for line in try questions.recall(model, namingIn: out) { print(line) }
        }
    }
}

extension LedgerQuestions {
    /// What an answer lacks goes to standard error, as other notices do: the answer may be read by a program.
    fileprivate static func asked(of output: String) throws -> LedgerQuestions {
        let progress = Progress(logger: Logger(label: "anticipate"))
        return try LedgerQuestions(output: output) { progress.note($0) }
    }
}
