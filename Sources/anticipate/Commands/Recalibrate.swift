import ArgumentParser
import Logging
import Pipeline

struct Recalibrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit a model's calibration to local people, as a version of its own.",
        discussion: "The terms, and the order in which people are ranked, stay as they are.")

    @Option(help: "The model's folder.")
    var model: String

    @OptionGroup var rows: EvaluationOptions

    @Option(help: "What to fit: intercept, intercept_and_slope or isotonic.")
    var method: RecalibrationRun.Method = .line

    @Option(help: "The version that the recalibrated model gets.")
    var version: String

    @Option(help: "The model folder to write.")
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
