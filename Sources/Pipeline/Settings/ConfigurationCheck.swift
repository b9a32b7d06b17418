import Cohorts
import Configuration
import FeatureData
import Ingest
import Records
import Tabular

/// Holds everything that a run goes by against each other and against the headers of the extracts. Writes nothing.
public struct ConfigurationCheck {
    private let configuration: RunConfiguration
    /// Of the configuration file alone.
    private let settingProblems: [SettingProblem]

    /// - Parameter features: the table that `run --features` is to be given; nil where there is none at hand.
    /// - Throws: where there is nothing to check: no configuration, or none that is YAML; `PipelineError.givenTable` where
    ///   a table is given that no source reads.
    public init(configuration path: String, features: String? = nil) throws {
        let problems = Problems()
        let configuration = try RunConfiguration(path: path, problems)
        self.configuration = features == nil ? configuration : try configuration.with(givenTable: features)
        settingProblems = problems.all
    }

    /// What was found.
    public struct Findings: Sendable {
        /// Each would stop a run.
        public let problems: [String]
        /// What an operator should know.
        public let notes: [String]
    }

    public func run() -> Findings {
        let settings = Problems()
        for problem in settingProblems { settings.add(problem) }
        // Without its folder everything else that it should hold would be told as missing too.
        let preparation = configuration.modelsFolder.isThere ? Preparation(configuration, settings) : nil
        var problems = settings.sorted.map(\.description)
        var notes: [String] = []
        checkKey(&problems)
        let governance = Problems()
        configuration.checkGovernance(on: nil, governance)
        notes += governance.all.map { "\($0); it runs with --demo only" }
        let headers = HeaderCheck(directory: configuration.directory)
        let unread = configuration.sources.filter(\.readsGivenTable).map(\.name)
        if !unread.isEmpty {
            notes.append(
                "\(unread.joined(separator: ", ")): the columns of the table that a run is given are not checked; say "
                    + "--features")
        }
        for source in configuration.sources where !source.readsGivenTable {
            let found = headers.problems(of: source)
            if source.isOptional { notes += found.map { "\($0) (optional)" } } else { problems += found }
        }
        if let preparation {
            problems += readyProblems(preparation)
            for (name, loaded) in preparation.models.sorted(by: { $0.key < $1.key }) {
                if loaded.model.isSynthetic {
                    notes.append("model \(name) was trained on people who do not exist: it ranks with --demo only")
                }
            }
        }
        return Findings(problems: problems, notes: notes)
    }

    private func checkKey(_ problems: inout [String]) {
        do {
            var configuration = configuration
            try configuration.readKey()
        } catch {
            problems.append("\(error)")
        }
    }

    /// What a run would lack of the features that somebody else computes.
    private func readyProblems(_ preparation: Preparation) -> [String] {
        let sources = configuration.sources.filter { $0.table == .persons }
        let given = Set(sources.flatMap(\.fields).map(\.field.name))
        return preparation.features.lacksReady(preparation.programmes, given: given).map { programme, fields in
            let columns = fields.map { $0.split(separator: ".").dropFirst().joined(separator: ".") }
            return
                "the programme \(programme) needs features that somebody else computes and no source of persons gives: "
                + "add to its ready: \(columns.joined(separator: ", "))"
        }
    }
}
