import ArgumentParser
import Pipeline

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a model folder of coefficients fitted elsewhere, or published.",
        discussion: """
            --from is a CSV with the columns features, transforms, coefficient (and mean, scale, missing_as, levels \
            where needed), one row being the (intercept), as `export model --as csv` writes it; or, ending in .json, a scikit-learn logistic regression's \
            attributes feature_names_in_, coef_, intercept_ and, of its scaler, mean_ and scale_.
            """)

    @Option(help: .file("The coefficients, .csv or .json."))
    var from: String

    @Option(help: "The model's name.")
    var name: String

    @Option(help: "The model's version.")
    var version: String

    @Option(help: "risk: the terms add up to log-odds. points: to the score itself.")
    var score: ModelImport.Score = .risk

    @Option(help: "The catalogue whose features these are.")
    var catalogue: String?

    @Flag(help: "The features are columns of a ready table.")
    var readyTable = false

    @Option(help: .directory("The model folder to write."))
    var out: String

    func validate() throws {
        guard (catalogue != nil) != readyTable else {
            throw ValidationError("say either --catalogue NAME or --ready-table")
        }
    }

    func run() async throws {
        try await ending {
            let definitions = catalogue.map(ModelImport.Definitions.catalogue) ?? .readyTable
            try ModelImport(path: from, definitions: definitions)
                .run(name: name, version: version, score: score, to: out)
        }
    }
}

extension ModelImport.Score: ExpressibleByArgument {}
