import ArgumentParser
import Logging
import Pipeline

struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score the rows of a ready table.",
        discussion: """
            The table is a CSV, plain or gzip, with a column for each feature of the model, and its offset; other columns are read \
            over. The scores are written as CSV: the id, the score, the linear predictor. The file is made for its \
            owner's eyes only (0600).
            """)

    @Option(help: .directory("The model's folder."))
    var model: String

    @Option(help: .file("The table, a CSV."))
    var table: String

    @Option(help: "The column of ids.")
    var id = "person_id"

    @Option(help: .file("The file to write."))
    var out: String

    @Option(help: "How many threads to use; all cores unless it is said.")
    var threads: Int?

    func run() async throws {
        try await ending {
            try await TableScoring(model: model).run(
                table: table, id: id, to: out, threads: threads,
                progress: Progress(logger: Logger(label: "anticipate")))
        }
    }
}
