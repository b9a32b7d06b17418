import ArgumentParser
import Logging
import Pipeline

/// The hold-out that a command evaluates on.
struct HoldOutOptions: ParsableArguments {
    @Option(help: "Evaluate on the hold-out of this programme alone, as its issues recorded it.")
    var holdout: String?

    @Option(help: .directory("With --holdout, the directory that runs are published in; out unless said."))
    var output: String?

    /// Another name of it, accepted and not shown.
    @Option(help: .hidden)
    var runs: String?

    func validate() throws { try RunsDirectory.requireOne([output, runs]) }

    var source: HoldOutSource? { holdout.map { HoldOutSource(programme: $0, runs: output ?? runs ?? "out") } }
}

/// The rows that a command evaluates on.
struct EvaluationOptions: ParsableArguments {
    @Option(help: .file("The configuration file, to evaluate on its extracts."))
    var config: String?

    @Option(help: .file("A CSV of ids, outcomes and predictors, to evaluate on instead."))
    var table: String?

    @Option(help: .file("The design that tells outcome and rows; the one in the model's folder where none is named."))
    var design: String?

    @Option(help: .date("The index date to evaluate on, YYYY-MM-DD, instead of the design's later ones."))
    var indexDate: String?

    @Option(
        help: .directory(
            "A folder of archives: features and registration facts are those archived on each index date."))
    var archive: String?

    @OptionGroup var heldOut: HoldOutOptions

    func validate() throws {
        try RowsChoice(
            config: config, table: table, archive: archive, indexDate: indexDate, holdout: heldOut.holdout
        ).validate(for: "evaluate on")
    }

    func source() throws -> EvaluationSource {
        if let table { return .table(path: table) }
        return .extracts(
            configuration: config ?? "", dates: try indexDate.map { try RunDates(indexDate: $0, runDate: nil) },
            archive: archive, holdOut: heldOut.source)
    }
}

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Evaluate a model on later rows than it was fitted on.",
        discussion: """
            Writes evaluation.json, a report to read (report.html) and the figures' numbers as CSV. Measures have \
            intervals by a bootstrap of people; small numbers are suppressed.
            """)

    @Option(help: .directory("The model's folder."))
    var model: String

    @OptionGroup var rows: EvaluationOptions

    @Option(
        help: """
            A programme whose own rule is evaluated beside the fixed cuts: a name under Models/programmes, or a .yaml \
            file. May be repeated; the configuration's that rank by the model unless said.
            """)
    var programme: [String] = []

    @Option(help: .directory("The folder to write."))
    var out: String

    func run() async throws {
        try await ending {
            try await EvaluationRun(
                model: model, source: rows.source(), design: rows.design,
                programmes: programme.isEmpty ? .ofConfiguration : .named(programme),
                progress: Progress(logger: Logger(label: "anticipate"))
            ).run(to: out)
        }
    }
}

struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare a challenger with the champion on the same rows.",
        discussion: """
            Each is a model's folder, or a CSV with an id (person_id, or what `score --id` named) and a \
            score, and a column index_date where people are rows on several. Writes comparison.json and comparison.html: differences with intervals, the overlap at the cut, who enters and leaves, and for \
            whom the challenger is worse.
            """)

    @Argument(help: "The champion.")
    var champion: String

    @Argument(help: "The challenger.")
    var challenger: String

    @OptionGroup var rows: EvaluationOptions

    @Option(help: .directory("The folder to write."))
    var out: String

    func run() async throws {
        try await ending {
            try await ComparisonRun(
                champion: champion, challenger: challenger, source: rows.source(), design: rows.design,
                progress: Progress(logger: Logger(label: "anticipate"))
            ).run(to: out)
        }
    }
}
