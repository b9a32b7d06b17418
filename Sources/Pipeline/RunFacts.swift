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
    /// What the run is called by its lists.
    let reference: String
    /// Programmes, sources and files that it goes without, in sentences.
    let absences: [String]
    let warnings: [String]
    let heldPractices: [String]

    init(
        _ request: RunRequest, _ preparation: Preparation, _ ingested: IngestResult, _ comparison: Comparison,
        _ issue: IssueStage, _ selected: [SelectedProgramme], notMade: [LackingProgramme], drift: [ModelDrift]
    ) {
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
        var facts: [String: JSONValue] = [
            "program": .string(ProgramVersion.text),
            "index_date": .string(request.dates.index.description),
            "run_date": .string(request.dates.run.description),
            "demonstration": .bool(request.isDemonstration),
            "configuration_sha256": .string(SHA256Digest(of: preparation.configuration.text).hexadecimal),
            "pseudonym_key": preparation.configuration.key.map { .string($0.fingerprint) } ?? .null,
            "catalogue": .string(preparation.catalogue.name),
            "catalogue_sha256": .string(preparation.catalogue.fingerprint),
            "programmes": .array(preparation.programmes.map { .string($0.id) }),
            "models": .array(models),
            "sources": .array(sources),
            "issue": issue.facts.json,
            "features_on_trust": .array(ingested.population.readyFields.map { .string($0) }),
            "hold_outs": HeldOutPeople.json(of: issue.heldOut),
            "baseline": comparison.baseline.json,
            "held": .object(comparison.holds.reasons.mapValues { .array($0.map { .string($0) }) }),
        ]
        if !comparison.teams.isEmpty {
            facts["teams"] = .object(comparison.teams.mapValues { .array($0.sorted().map { .string($0) }) })
        }
        if !comparison.heldTeams.isEmpty {
            facts["held_teams"] = .object(comparison.heldTeams.mapValues { .array($0.sorted().map { .string($0) }) })
        }
        if !comparison.kept.isEmpty {
            facts["kept_programmes"] = .array(comparison.kept.map { .string($0.programme.id) })
        }
        if !notMade.isEmpty {
            facts["not_made"] = .object(Dictionary(uniqueKeysWithValues: notMade.map { ($0.id, .string($0.words)) }))
        }
        if let capacities = preparation.configuration.capacities.json { facts["capacities"] = capacities }
        let others = preparation.features.catalogues.filter { $0.name != preparation.catalogue.name }
        if !others.isEmpty {
            // The catalogues beside the run's own that programmes are of.
            facts["other_catalogues"] = .object(
                Dictionary(uniqueKeysWithValues: others.map { ($0.name, .string($0.fingerprint)) }))
        }
        reference = RunReference.of(
            facts, runDate: request.dates.run.description, predictors: selected.lazy.map(\.candidates.predictors))
        facts["reference"] = .string(reference)
        manifest = ManifestFacts(
            facts: .object(facts),
            circumstances: .object(
                issue.links.members.merging(["threads": .integer(preparation.configuration.threads)]) { own, _ in own })
        )
        heldPractices = comparison.holds.practices.sorted()
        absences =
            notMade.map { lacking in
                comparison.kept.first { $0.lacking.id == lacking.id }?.warning ?? lacking.warning
            } + ingested.absences
        let ofSources = ingested.sources.flatMap { source in
            QualityVerdict.warnings(of: source).map { "\(source.source): \($0)" }
        }
        self.warnings =
            absences + comparison.holds.warnings + comparison.teamWarnings + issue.warnings
            + preparation.configuration.capacities.warnings(registered: ingested.registeredByPractice) + ofSources
            + preparation.evaluationWarnings + DriftRule.warnings(drift)
    }
}

/// The program's own version.
public enum ProgramVersion {
    public static let text = "0.1.0"
}

extension IngestResult {
    /// Persons registered, by practice code.
    var registeredByPractice: [String: Int] { population.persons.registeredByPractice }

    /// What extracts have from some day on; a GP's record goes back to people's births, a service to when it was put in.
    private static let activity = Set(
        [Table.admissions, .emergencyAttendances, .outpatientAppointments, .prescriptions, .communityContacts]
            .map(\.rawValue))

    /// So few events may all be of a later day.
    private static let fewestEventsToTell = 1_000

    /// Of a day before all that happened everybody's risk would be that of people to whom nothing ever did.
    /// - Throws: `PipelineError.nothingBefore`.
    func requireHistory(before day: Day) throws {
        let dated = sources.filter { $0.firstDay != nil && Self.activity.contains($0.table) }
        let events = dated.flatMap(\.accounts).reduce(0) { $0 + $1[.accepted] }
        guard events >= Self.fewestEventsToTell, let first = dated.compactMap(\.firstDay).min(),
            first >= day.description
        else { return }
        throw PipelineError.nothingBefore(indexDate: day.description, firstDay: first)
    }

    /// What every list says about tables that the run does not have, and of features.
    var notes: [String] { absentTables + trustNotes }

    private var absentTables: [String] {
        missingTables.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) is missing: \($0.value)" }
    }

    /// What an operator should know of sources and files that the run goes without.
    var absences: [String] { absentTables + refusedFiles }

    /// What every list says about features that somebody else computed.
    private var trustNotes: [String] {
        let count = population.readyFields.count
        guard count > 0 else { return [] }
        return [
            "Features were computed elsewhere (\(count) of them): what they mean, and that they saw nothing of the index "
                + "date or after it, is taken on trust"
        ]
    }
}

extension QualityAccount {
    init(_ request: RunRequest, _ ingested: IngestResult, _ standings: Standings, _ scored: ScoredPopulation) {
        let scoredByPractice = scored.scoredByPractice
        let registered = ingested.registeredByPractice
        self.init(
            indexDate: request.dates.index.description, runDate: request.dates.run.description,
            isDemonstration: request.isDemonstration, sources: ingested.sources, people: standings.account,
            practices: registered.sorted { $0.key < $1.key }.map { code, count in
                PracticeCount(
                    code: code, name: ingested.population.practices[code]?.name ?? "", registered: count,
                    scored: scoredByPractice[code] ?? 0)
            },
            unavailableFeatures: Dictionary(scored.unavailable.map { ($0.feature, $0.reason) }) { first, _ in first
            }, drift: scored.drift, absences: ingested.absences)
    }
}

extension RunSummary {
    /// Of those alone who do not object to being counted.
    init(
        _ request: RunRequest, _ preparation: Preparation, _ ingested: IngestResult, _ standings: Standings,
        _ scored: ScoredPopulation, _ selected: [SelectedProgramme]
    ) throws {
        let notCounted = ingested.objectors[.aggregate] ?? []
        let uncounted = Set(
            standings.scored.indices.lazy.filter { notCounted.contains(standings.scored[$0]) }.map {
                RowID($0)
            })
        let objectors = standings.account.notScored[Standing.objected.rawValue] ?? 0
        self.init(
            indexDate: request.dates.index.description, runDate: request.dates.run.description,
            isDemonstration: request.isDemonstration,
            registered: standings.account.registered - objectors - notCounted.count,
            scored: standings.account.scored - uncounted.count,
            programmes: try selected.enumerated().map { place, selected in
                let cohort =
                    try uncounted.isEmpty
                    ? selected.cohort
                    : CohortSelection(selected.programme).cohort(of: selected.candidates, without: uncounted)
                return ProgrammeSummary(
                    programme: selected.programme,
                    modelVersion: preparation.model(of: selected.programme).model.version, cohort: cohort,
                    risks: scored.scorer(place).model.link == .logit
                        ? scored.distribution(place, without: uncounted) : nil,
                    hasCaseloads: ingested.population.facts(of: .caseload) != nil)
            })
    }
}
