import ArgumentParser
import Foundation
import Logging
import Pipeline

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make and publish tonight's lists.",
        discussion: """
            Reads the sources, scores everybody, and publishes under OUTPUT/runs/<id>, with OUTPUT/latest pointing at \
            it. What fails publishes nothing: the last lists stay as they are.

            Ends: 0 published (warnings and held practices are in OUTPUT/STATUS.json), 64 command line, 65 inputs \
            refused, 66 an input is missing, 69 a helper program failed, 70 an invariant broke, 73 and 74 cannot create \
            or write, 75 another run is under way, 77 permissions, 78 configuration, model or programme, 128 + n ended \
            by signal n.
            """)

    @Option(help: .file("The configuration file."))
    var config: String

    @Option(help: .date("Features see what is before this day: YYYY-MM-DD, or today."))
    var indexDate: String

    @Option(help: .date("The day on which the run is made, YYYY-MM-DD or today; the index date unless said."))
    var runDate: String?

    @OptionGroup var output: OnlyRunsDirectory

    @Flag(help: "Allow a model of people who do not exist, and mark every list as a demonstration.")
    var demo = false

    @Flag(
        help:
            "Take what came in as it is, even where a practice, a feed or the opt-outs shrank, or a source is too old.")
    var acceptChanges = false

    @Flag(help: "Make lists tonight, though the people have drifted and the configuration says when_drifted: refuse.")
    var acceptDrift = false

    @Flag(help: "The key of the pseudonyms is another than the last run's: nobody of the issues before stays.")
    var newKey = false

    @Flag(help: "Issue tonight's lists, whatever the configuration says: movement is counted against them then.")
    var issue = false

    @Option(
        help: .file("A table of features that a warehouse computed, for the sources whose files are \"{features}\"."))
    var features: String?

    @Option(help: "Threads to work with, 1 to 256; the configuration's unless said. The lists do not depend on it.")
    var threads: Int?

    func validate() throws {
        let allowed = RunConfiguration.threadRange
        guard threads.map(allowed.contains) ?? true else {
            throw ValidationError("--threads must be from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
    }

    func run() async throws {
        try await ending {
            let request = RunRequest(
                configuration: config, dates: try RunDates(indexDate: indexDate, runDate: runDate), output: output.path,
                isDemonstration: demo, acceptsChanges: acceptChanges, acceptsDrift: acceptDrift, hasNewKey: newKey,
                issues: issue,
                features: features, threads: threads)
            let run = try NightlyRun(request, progress: Progress(logger: Logger(label: "anticipate")))
            let published = try await run.run()
            print("published \(published.id)\(published.wasCommittedBefore ? " (the same content as before)" : "")")
        }
    }
}
