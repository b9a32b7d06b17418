import Cohorts
import Configuration
import FeatureData
import Ingest
import Records
import Tabular

/// Holds everything that a run goes by against each other and against the headers of the extracts. Writes nothing.
public struct ConfigurationCheck {
    private let preparation: Preparation

    /// - Parameter features: the table that `run --features` is to be given; nil where there is none at hand.
    /// - Throws: `SettingsRefused` with every problem of the settings; `PipelineError.givenTable` where a table is given
    ///   that no source reads.
    public init(configuration path: String, features: String? = nil) throws {
        let configuration = try RunConfiguration(path: path)
        preparation = try Preparation(
            features == nil ? configuration : configuration.with(givenTable: features), allowsSyntheticModels: true)
    }

    /// What was found.
    public struct Findings: Sendable {
        /// Each would stop a run.
        public let problems: [String]
        /// What an operator should know.
        public let notes: [String]
    }

    public func run() -> Findings {
        var problems: [String] = []
        var notes: [String] = []
        let governance = Problems()
        preparation.configuration.checkGovernance(on: nil, governance)
        notes += governance.all.map { "\($0); it runs with --demo only" }
        let headers = HeaderCheck(preparation.ingestPlan)
        let unread = preparation.configuration.sources.filter(\.readsGivenTable).map(\.name)
        if !unread.isEmpty {
            notes.append(
                "\(unread.joined(separator: ", ")): the columns of the table that a run is given are not checked; say "
                    + "--features")
        }
        for source in preparation.configuration.sources where !source.readsGivenTable {
            let found = headers.problems(of: source)
            if source.isOptional { notes += found.map { "\($0) (optional)" } } else { problems += found }
        }
        problems += readyProblems
        for (name, loaded) in preparation.models.sorted(by: { $0.key < $1.key }) {
            if loaded.model.training?.synthetic == true {
                notes.append("model \(name) was trained on people who do not exist: it ranks with --demo only")
            }
        }
        return Findings(problems: problems, notes: notes)
    }

    /// What a run would lack of the features that somebody else computes.
    private var readyProblems: [String] {
        let sources = preparation.configuration.sources.filter { $0.table == .persons }
        let given = Set(sources.flatMap(\.fields).map(\.field.name))
        return preparation.features.lacksReady(preparation.programmes, given: given).map { programme, fields in
            let columns = fields.map { $0.split(separator: ".").dropFirst().joined(separator: ".") }
            return
                "the programme \(programme) needs features that somebody else computes and no source of persons gives: "
                + "add to its ready: \(columns.joined(separator: ", "))"
        }
    }
}

extension Preparation {
    var ingestPlan: IngestPlan {
        configuration.ingestPlan(
            RunDates(backTestOn: PackedDay.latest), purposes: [.directCare], retention: retention)
    }
}
