import ArgumentParser
import Logging
import Pipeline

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write what the pipeline computes, for other tools.",
        subcommands: [ExportFeatures.self, ExportModel.self])
}

struct ExportFeatures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features", abstract: "Write everybody's features, rows by person id.",
        discussion: "The file holds people: it is made for its owner's eyes only (0600).")

    @Option(help: .file("The configuration file."))
    var config: String

    @Option(help: .date("Features see what is before this day: YYYY-MM-DD, or today."))
    var indexDate: String

    @Option(help: .file("The file to write, .csv or .npy."))
    var out: String

    @Option(help: .file("A design, whose outcome becomes the last column."))
    var design: String?

    func validate() throws {
        guard out.hasSuffix(".csv") || out.hasSuffix(".npy") else {
            throw ValidationError("--out must end in .csv or .npy")
        }
    }

    func run() async throws {
        try await ending {
            let export = try FeatureExport(
                configuration: config, dates: try RunDates(indexDate: indexDate, runDate: nil), design: design,
                progress: Progress(logger: Logger(label: "anticipate")))
            try await export.run(to: out)
        }
    }
}

struct ExportModel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model", abstract: "Write a model as SQL, as a formula or as a table of coefficients.")

    @Option(help: .directory("The model's folder."))
    var model: String

    @Option(
        help: "sql: one expression for any database. tsql: the same for SQL Server. formula: to read. csv: to import.")
    var `as`: ModelExport.Form = .formula

    @Option(help: .file("The file to write; standard output where none is named."))
    var out: String?

    func run() async throws {
        try await ending {
            let text = try ModelExport(model: model).text(as: self.as)
            if let out { try NewFile.write(text, to: out) } else { print(text, terminator: "") }
        }
    }
}

extension ModelExport.Form: ExpressibleByArgument {}
