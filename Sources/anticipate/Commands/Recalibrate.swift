import ArgumentParser
import Logging
import Pipeline

struct Recalibrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit a model's calibration to local people, as a version of its own.",
        discussion: """
            For a model whose risks are too high or too low here. On the rows of the model's own design, or of --design, \
            it fits how the linear predictor becomes a risk: by --method intercept (all risks higher or lower), \
            intercept_and_slope (the usual: and closer together or further apart) or isotonic (any rising curve; it \
            needs many outcomes). Terms, coefficients and the order in which people are ranked stay as they are; with \
            isotonic, people may share a risk.

            Writes a model folder: model.json with the new calibration and --version, the design, and a card that says on \
            whom it was fitted. The model that it was made of is not touched. Evaluate the new one on later rows \
            (`evaluate`) before it ranks anybody.
            """)

    @Option(help: .directory("The model's folder."))
    var model: String

    @OptionGroup var rows: EvaluationOptions

    @Option(help: "What to fit: intercept, intercept_and_slope or isotonic.")
    var method: RecalibrationRun.Method = .line

    @Option(help: "The version that the recalibrated model gets.")
    var version: String

    @Option(help: .directory("The model folder to write."))
    var out: String

    func run() async throws {
        try await ending {
            try await RecalibrationRun(
                model: model, source: rows.source(), design: rows.design,
                progress: Progress(logger: Logger(label: "anticipate"))
            ).run(method, version: version, to: out)
        }
    }
}

extension RecalibrationRun.Method: ExpressibleByArgument {}
