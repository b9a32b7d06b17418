import ArgumentParser
import Logging
import Pipeline

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit a model as a design asks, and write its folder.",
        discussion: """
            A logistic model on extracts (--config) or on a ready table (--table): its terms, its penalty and the rows \
            to train and to test on are the design's. The objective is the mean log-loss + the penalty, on standardised \
            terms, the intercept not penalised. Refused where the extracts do not reach to the end of the time at risk.

            Designs to copy are in Models/designs: emergency-admission-12m-wide.yaml for extracts, ready-table.yaml for a \
            table. Sources/anticipate/Documentation.docc has every key: Designs.md, ReadyTables.md.
            """)

    @Option(help: .file("The configuration file, to train on its extracts."))
    var config: String?

    @Option(help: .file("A CSV of ids, outcomes and predictors, to train on instead."))
    var table: String?

    @Option(help: .file("The design: outcome, who is eligible, index dates, catalogue, basis, penalty."))
    var design: String

    @Option(help: .date("The index date to train on, YYYY-MM-DD, instead of the design's."))
    var indexDate: String?

    @Option(
        help: .directory(
            "A folder of archives: features and registration facts are those archived on each index date."))
    var archive: String?

    @OptionGroup var heldOut: HoldOutOptions

    @Option(help: .directory("The model folder to write, such as Models/emergency-admission-12m/2.0.0."))
    var out: String

    func validate() throws {
        try RowsChoice(
            config: config, table: table, archive: archive, indexDate: indexDate, holdout: heldOut.holdout
        ).validate(for: "train on")
    }

    func run() async throws {
        try await ending {
            let progress = Progress(logger: Logger(label: "anticipate"))
            if let table {
                try await TableTrainingRun(design: design, threads: nil, progress: progress).run(table: table, to: out)
            } else if let config {
                let dates = try indexDate.map { try RunDates(indexDate: $0, runDate: nil) }
                try await TrainingRun(
                    configuration: config, design: design, dates: dates, archive: archive, holdOut: heldOut.source,
                    progress: progress
                ).run(to: out)
            }
        }
    }
}
