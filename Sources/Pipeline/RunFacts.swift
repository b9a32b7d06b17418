import Accounts
import Cohorts
import FeatureData
import Hashing
import Ingest
import Records
import Reports
import RunStore
import Tabular

/// What the manifest says of a run beside its files.
struct RunFacts {
    let manifest: ManifestFacts
    let warnings: [String]

    init(_ request: RunRequest, _ preparation: Preparation, _ ingested: IngestResult) {
        let models = preparation.models.sorted { $0.key < $1.key }.map { name, loaded -> JSONValue in
            ["name": .string(name), "version": .string(loaded.model.version), "sha256": .string(loaded.fingerprint)]
        }
        let sources = ingested.sources.map { source -> JSONValue in
            [
                "source": .string(source.source), "table": .string(source.table),
                "extracted_on": source.extractedOn.map { .string($0) } ?? .null,
                "rows": .integer(source.accounts.reduce(0) { $0 + $1.read }),
                "accepted": .integer(source.accounts.reduce(0) { $0 + $1[.accepted] }),
            ]
        }
        manifest = ManifestFacts(
            facts: [
                "program": .string(ProgramVersion.text),
                "index_date": .string(request.dates.index.description),
                "run_date": .string(request.dates.run.description),
                "demonstration": .bool(request.isDemonstration),
                "configuration_sha256": .string(SHA256Digest(of: preparation.configuration.text).hexadecimal),
                "catalogue": .string(preparation.catalogue.name),
                "catalogue_sha256": .string(preparation.catalogue.fingerprint),
                "programmes": .array(preparation.programmes.map { .string($0.id) }),
                "models": .array(models),
                "sources": .array(sources),
            ],
            circumstances: ["threads": .integer(preparation.configuration.threads)])
        warnings = ingested.sources.flatMap { source in source.warnings.map { "\(source.source): \($0)" } }
    }
}

/// The program's own version.
public enum ProgramVersion {
    public static let text = "0.1.0"
}

extension IngestResult {
    /// What every list says about tables that the run does not have.
    var notes: [String] {
        missingTables.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) is missing: \($0.value)" }
    }
}

extension QualityAccount {
    init(_ request: RunRequest, _ ingested: IngestResult, _ standings: Standings, _ scored: ScoredPopulation) {
        let persons = ingested.population.persons
        let scoredByPractice = scored.scoredByPractice
        var registered: [String: Int] = [:]
        if case .codes(let ids, let dictionary)? = persons.column("practice_code") {
            var counts = [Int](repeating: 0, count: dictionary.count)
            for person in 0..<persons.count { counts[ids[person]] += 1 }
            for (id, code) in dictionary.enumerated() where !code.isEmpty { registered[code] = counts[id] }
        }
        self.init(
            indexDate: request.dates.index.description, runDate: request.dates.run.description,
            isDemonstration: request.isDemonstration, sources: ingested.sources, people: standings.account,
            practices: registered.sorted { $0.key < $1.key }.map { code, count in
                PracticeCount(
                    code: code, name: ingested.population.practices[code]?.name ?? "", registered: count,
                    scored: scoredByPractice[code] ?? 0)
            },
            unavailableFeatures: Dictionary(scored.plan.unavailable.map { ($0.feature, $0.reason) }) { first, _ in first
            })
    }
}

extension RunSummary {
    init(
        _ request: RunRequest, _ preparation: Preparation, _ standings: Standings, _ scored: ScoredPopulation,
        _ cohorts: [Cohort]
    ) {
        self.init(
            indexDate: request.dates.index.description, runDate: request.dates.run.description,
            isDemonstration: request.isDemonstration, registered: standings.account.registered,
            scored: standings.account.scored,
            programmes: zip(preparation.programmes, cohorts).enumerated().map { place, pair in
                ProgrammeSummary(
                    programme: pair.0, modelVersion: preparation.model(of: pair.0).model.version, cohort: pair.1,
                    risks: scored.distribution(place))
            })
    }
}
