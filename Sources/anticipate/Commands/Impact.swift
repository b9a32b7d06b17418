import ArgumentParser
import Logging
import Pipeline

struct Impact: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask whether a programme's lists helped.",
        discussion: """
            Follows everybody who came on to a list of the programme in the period, whether or not anything was done for \
            them, and holds them against the hold-out where the programme keeps one, against people at the list's line, \
            against matched controls, and against those whom the same rule would have chosen before there was a list. \
            Beside them stands the naive before and after, with how much of it no effect shows. Writes impact.json and \
            impact.html: aggregates, small numbers suppressed.
            """)

    @Option(help: .file("The configuration file; its extracts must reach past the last issue by --days."))
    var config: String

    @Option(help: "The programme's name.")
    var programme: String

    @Option(help: .date("The first day of the period, YYYY-MM-DD: who came on to an issue of it is followed."))
    var from: String

    @Option(help: .date("The last day of the period, YYYY-MM-DD."))
    var to: String

    @OptionGroup var output: RunsDirectory

    @Option(help: "Days before and after; the time that the programme's model foresees unless said.")
    var days: Int?

    @Option(help: .file("The design that tells the outcome; the one of the programme's model unless said."))
    var design: String?

    @Option(help: .directory("The folder to write."))
    var out: String

    func validate() throws {
        guard (1...1830).contains(days ?? 1) else { throw ValidationError("--days must be from 1 to 1830") }
    }

    func run() async throws {
        try await ending {
            try await ImpactRun(
                configuration: config, programme: programme, from: from, to: to, runs: output.path, days: days,
                design: design,
                progress: Progress(logger: Logger(label: "anticipate"))
            ).run(to: out)
        }
    }
}
