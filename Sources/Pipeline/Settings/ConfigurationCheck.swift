import Cohorts
import Configuration
import FeatureData
import Ingest
import Records
import Tabular

/// Holds everything that a run goes by against each other and against the headers of the extracts. Writes nothing.
public struct ConfigurationCheck {
    private let preparation: Preparation

    /// - Throws: `SettingsRefused` with every problem of the settings.
    public init(configuration path: String) throws {
        preparation = try Preparation(RunConfiguration(path: path), allowsSyntheticModels: true)
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
        for source in preparation.configuration.sources {
            let found = headers.problems(of: source)
            if source.isOptional { notes += found.map { "\($0) (optional)" } } else { problems += found }
        }
        for (name, loaded) in preparation.models.sorted(by: { $0.key < $1.key }) {
            if loaded.model.training?.synthetic == true {
                notes.append("model \(name) was trained on people who do not exist: it ranks with --demo only")
            }
        }
        return Findings(problems: problems, notes: notes)
    }
}

extension Preparation {
    var ingestPlan: IngestPlan {
        configuration.ingestPlan(
            RunDates(backTestOn: PackedDay.latest), purposes: [.directCare], retention: retention)
    }
}
