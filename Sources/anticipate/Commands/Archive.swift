import ArgumentParser
import Logging
import Pipeline

struct Archive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep everybody's features as they are, for a later fit.",
        discussion: """
            Writes a folder named for the index date: features.csv.gz (rows by person id, with the registration facts \
            of that day) and archive.json. Run it monthly, or have `run` do so once its lists are published, by \
            `archive: { folder: F, each: month }` in the configuration: when the outcome is known, `train --archive` and \
            `evaluate --archive` take what was known then from it, where extracts of today would have to be held \
            back to that day. The files hold people: they are made for their owner's eyes only (0600), and are kept \
            no longer than a fit needs them.
            """)

    @Option(help: .file("The configuration file."))
    var config: String

    @Option(help: .date("Features see what is before this day: YYYY-MM-DD, or today."))
    var indexDate: String

    @Option(help: "The catalogue of features; the configuration's unless said.")
    var catalogue: String?

    @Option(help: .directory("The folder of archives. A date that it has is not written over."))
    var out: String

    func run() async throws {
        try await ending {
            try await ArchiveRun(
                configuration: config, dates: try RunDates(indexDate: indexDate, runDate: nil), catalogue: catalogue,
                progress: Progress(logger: Logger(label: "anticipate"))
            ).run(into: out)
        }
    }
}
