import ArgumentParser
import Logging
import Pipeline

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fit a model as a design asks, and write its folder.",
        discussion: """
            A ridge-penalised logistic model by Newton's method: mean log-loss + (lambda / 2) |w|^2 over standardised \
            features, the intercept not penalised. Refused where the extracts do not reach to the end of the time \
            at risk.
            """)

    @Option(help: "The configuration file.")
    var config: String

    @Option(help: "The design: outcome, who is eligible, index dates, catalogue, penalty.")
    var design: String

    @Option(help: "The index date to train on, YYYY-MM-DD, instead of the design's.")
    var indexDate: String?

    @Option(help: "The model folder to write, such as Models/emergency-admission-12m/2.0.0.")
    var out: String

    func run() async throws {
        try await ending {
            let training = try TrainingRun(
                configuration: config, design: design,
                dates: try indexDate.map { try RunDates(indexDate: $0, runDate: nil) },
                progress: Progress(logger: Logger(label: "anticipate")))
            try await training.run(to: out)
        }
    }
}
