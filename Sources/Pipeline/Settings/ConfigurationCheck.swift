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
        problems += machineProblems + governanceProblems
        let headers = HeaderCheck(directory: configuration.directory)
        let unread = configuration.sources.filter(\.readsGivenTable).map(\.name)
        if !unread.isEmpty {
            notes.append(
                "\(unread.joined(separator: ", ")): the columns of the table that a run is given are not checked; say "
                    + "--features")
        }
        let found = configuration.sources.map {
            $0.readsGivenTable ? HeaderCheck.Found(unread: $0) : headers.found($0)
        }
        for found in found {
            if !found.source.readsGivenTable { notes += headers.notes(of: found.source) }
            if found.source.isOptional {
                notes += found.problems.map { "\($0) (optional)" }
            } else {
                problems += found.problems
            }
        }
        if let preparation {
            problems += lacking(preparation, found)
            for (name, loaded) in preparation.models.sorted(by: { $0.key < $1.key }) {
                if loaded.model.isSynthetic {
                    notes.append("model \(name) was trained on people who do not exist: it ranks with --demo only")
                }
            }
        }
        return Findings(problems: problems, notes: notes)
    }

    private var governanceProblems: [String] {
        let lacking = configuration.sourcesWithoutLegalBasis
        guard !lacking.isEmpty else { return configuration.pastReviews }
        return [
            "legal_basis or review_on is missing of \(lacking.joined(separator: ", ")): no run lists anybody without, not "
                + "with --demo either; only sources of people who do not exist (synthetic: true) need none"
        ] + configuration.pastReviews
    }

    /// The programmes that no night could make of what the sources give. What a source that cannot be read would give is
    /// not told as lacking too.
    private func lacking(_ preparation: Preparation, _ found: [HeaderCheck.Found]) -> [String] {
        let ready = lacksReady(preparation)
        guard found.count == configuration.sourceCount else { return ready.map(\.sentence) }
        let population = HeaderCheck.population(found)
        // Whether what was computed elsewhere is of the index date, each night tells.
        let day = population.persons.facts.extractedOn ?? PackedDay.latest
        let lacking = preparation.features.lacking(preparation.programmes, nil, population.histories(at: day))
        return ready.map(\.sentence)
            + lacking.filter { lacking in !ready.contains { $0.programme == lacking.id } }.map {
                "the programme \($0.id) needs what no source gives: \($0.words)"
            }
    }

    /// What the configuration names of this machine: the key, and the group that reads lists.
    private var machineProblems: [String] {
        var keyed = configuration
        return [{ try keyed.readKey() }, { _ = try configuration.readingGroupID() }].compactMap { check in
            do {
                try check()
                return nil
            } catch {
                return "\(error)"
            }
        }
    }

    /// What a run would lack of the features that somebody else computes.
    private func lacksReady(_ preparation: Preparation) -> [(programme: String, sentence: String)] {
        let sources = configuration.sources.filter { $0.table == .persons }
        let given = Set(sources.flatMap(\.fields).map(\.field.name))
        return preparation.features.lacksReady(preparation.programmes, given: given).map { programme, fields in
            let columns = fields.map { $0.split(separator: ".").dropFirst().joined(separator: ".") }
            let sentence =
                "the programme \(programme) needs features that somebody else computes and no source of persons gives: "
                + "add to its ready: \(columns.joined(separator: ", "))"
            return (programme, sentence)
        }
    }
}
