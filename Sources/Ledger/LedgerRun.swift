/// A published run, as the ledger keeps it. Dates are ISO texts.
public struct LedgerRun: Sendable, Equatable {
    public struct Model: Sendable, Equatable {
        public let name: String
        public let version: String
        /// SHA-256 of the model file, in hexadecimal digits.
        public let sha256: String

        public init(name: String, version: String, sha256: String) {
            self.name = name
            self.version = version
            self.sha256 = sha256
        }
    }

    public let id: String
    /// SHA-256 of what it publishes.
    public let content: String
    public let indexDate: String
    public let runDate: String
    public let program: String
    public let isDemonstration: Bool
    public let configuration: String
    public let catalogue: String
    /// Its number, where the run is an issue.
    public let issue: Int?
    public let models: [Model]

    public init(
        id: String, content: String, indexDate: String, runDate: String, program: String, isDemonstration: Bool,
        configuration: String, catalogue: String, issue: Int?, models: [Model]
    ) {
        self.id = id
        self.content = content
        self.indexDate = indexDate
        self.runDate = runDate
        self.program = program
        self.isDemonstration = isDemonstration
        self.configuration = configuration
        self.catalogue = catalogue
        self.issue = issue
        self.models = models
    }
}
