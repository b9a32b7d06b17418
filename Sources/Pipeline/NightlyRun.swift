import Accounts
import Identity
import Ingest
import Records
import Reports
import RunStore

/// The whole night: extracts in, ranked lists out, published as one run or not at all.
public struct NightlyRun: Sendable {
    let request: RunRequest
    let preparation: Preparation
    let progress: Progress

    /// Reads the configuration and all that it names.
    /// - Throws: every problem of the settings at once, before any extract is touched; the status records it.
    public init(_ request: RunRequest, progress: Progress) throws {
        self.request = request
        self.progress = progress
        preparation = try PublishingSession.recordingFailure(of: request) {
            try Preparation(
                RunConfiguration(path: request.configuration).with(threads: request.threads)
                    .with(givenTable: request.features),
                allowsSyntheticModels: request.isDemonstration, governedOn: request.dates.run)
        }
    }

    /// A night that goes by what has been read and checked already.
    init(_ request: RunRequest, _ preparation: Preparation, progress: Progress) {
        self.request = request
        self.preparation = preparation
        self.progress = progress
    }

    /// - Returns: the published run.
    /// - Throws: whatever stopped it; nothing is published then, and the last run stands.
    public func run() async throws -> PublishedRun {
        let archive = NightlyArchive(preparation, dates: request.dates, progress: progress)
        var kept: IngestResult?
        return try await PublishingSession(request, preparation, progress).publish { staged, previous, past in
            let change = try IdentityChange(preparation, request, previous)
            let past = change.known(of: past)
            let ingested = try await ingest(archive)
            if archive != nil { kept = ingested }
            var comparison = try compare(ingested, with: previous, change)
            try ingested.requireHistory(before: request.dates.index)
            let (made, notMade) = preparation.makeable(of: ingested.population, at: request.dates.index)
            try comparison.keepLists(of: notMade, preparation)
            let (scored, standings) = try await score(ingested.population, made)
            let reviews = past.reviews.adding(ingested, standings, dates: request.dates)
            let selected = try SelectionStage(preparation: made, dates: request.dates, progress: progress)
                .selected(scored, standings, ingested, past, reviews)
            let issue = try MovementStage(
                made, ingested, standings, scored, dates: request.dates, past: past, reviews: reviews
            ).issue(selected, comparison, notMade: notMade, isAsked: request.issues)
            let facts = RunFacts(
                request, made, ingested, comparison, issue, selected, notMade: notMade, drift: scored.drift)
            try await publish(facts, made, ingested, comparison, scored, standings, selected, issue, into: staged)
            return facts
        } afterwards: {
            kept.flatMap { archive?.keep($0) } ?? []
        }
    }

    // MARK: The stages, in their order

    private func ingest(_ archive: NightlyArchive?) async throws -> IngestResult {
        let stage = PopulationStage(
            configuration: preparation.configuration, dates: request.dates, purposes: [.directCare], progress: progress)
        let retention = preparation.retention
        return try await stage.ingest(archive.map { retention.union($0.retention) } ?? retention)
    }

    private func compare(
        _ ingested: IngestResult, with previous: PreviousRun?, _ change: IdentityChange
    ) throws -> Comparison {
        try Comparison(
            ingested, after: previous, isOfOtherIDs: change.isChanged, acceptsChanges: request.acceptsChanges,
            plan: preparation.configuration.ingestPlan(
                request.dates, purposes: [.directCare], retention: preparation.retention),
            hasTeams: preparation.programmes.contains { $0.split == .neighbourhood })
    }

    private func score(
        _ population: Population, _ made: Preparation
    ) async throws -> (ScoredPopulation, Standings) {
        let standings = Standings(population.persons, at: request.dates.index)
        guard standings.account.difference == 0 else {
            throw PipelineError.peopleNotConserved(difference: standings.account.difference)
        }
        guard !standings.scored.isEmpty else { throw PipelineError.nobodyScored }
        progress.begin("score", total: standings.scored.count)
        let scored = try await ScoredPopulation(
            made, population, standings, at: request.dates.index, progress: progress)
        if !request.acceptsDrift { try made.configuration.drift.check(scored.drift) }
        progress.end(["scored": standings.scored.count, "features": scored.plans.reduce(0) { $0 + $1.columns.count }])
        return (scored, standings)
    }

    private func publish(
        _ facts: RunFacts, _ made: Preparation, _ ingested: IngestResult, _ comparison: Comparison,
        _ scored: ScoredPopulation, _ standings: Standings,
        _ selected: [SelectedProgramme], _ issue: IssueStage, into staged: StagedRun
    ) async throws {
        progress.begin("publish")
        let publication = Publication(
            staged: staged, hasReadingGroup: made.configuration.readingGroup != nil,
            isDemonstration: request.isDemonstration)
        async let scores: Void = publication.writeScores(
            scored.table(selected[0], ingested.population, standings))
        try await publication.write(
            ListMaker(request, ingested, standings, scored.plans, selected, run: facts.reference), comparison, made,
            movements: issue.listMovements,
            totals: TotalsStage(request, ingested, standings).reports(made.programmes), notes: facts.absences)
        try issue.write(into: staged)
        try HeldPeople.write(comparison.missingPeople(made, ingested, standings, dates: request.dates), into: staged)
        try publication.write(ingested.setAside)
        try publication.write(QualityAccount(request, ingested, standings, scored))
        try publication.write(RunSummary(request, made, ingested, standings, scored, selected))
        try await scores
        progress.end()
    }
}
