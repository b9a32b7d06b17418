import Cohorts
import Ingest
import Lists
import Records
import Scoring

/// Tonight's sources held against the last run's: which lists are held, and what tomorrow is compared with.
struct Comparison: Sendable {
    let holds: Holds
    let baseline: Baseline
    /// By practice: the neighbourhood teams that have people of it; of a held practice, those that had before too.
    let teams: [String: Set<String>]
    /// By neighbourhood team: the practices that are held of those whose people it has.
    let heldTeams: [String: Set<String>]
    /// The programmes that tonight goes without and whose last good lists are kept, in their order.
    private(set) var kept: [KeptProgramme] = []
    /// The run that lists are kept from; nil where none can be.
    private let previous: PreviousRun?
    private let unregisteredObjectors: Set<String>
    private let places: PersonPlaces
    /// People of the run before whose registrations did not come, each with their practice.
    private let missing: [String: String]

    /// - Parameters:
    ///   - last: the run before; nil where there is none.
    ///   - isOfOtherIDs: whether its ids are not tonight's, so that its lists cannot be kept.
    ///   - acceptsChanges: whether tonight's sources are taken as they are.
    ///   - hasTeams: whether a programme's lists are of neighbourhood teams. Else nobody asks for them.
    /// - Throws: `PipelineError.optOutsCollapsed`, `nothingToHold`; `RunStoreError` where lists must be held and the last run is not
    ///   whole.
    init(
        _ ingested: IngestResult, after last: PreviousRun?, isOfOtherIDs: Bool, acceptsChanges: Bool, plan: IngestPlan,
        hasTeams: Bool
    ) throws {
        let lastGood = isOfOtherIDs ? nil : last
        if lastGood == nil, !acceptsChanges { try Holds.checkAge(ingested.sources, plan) }
        unregisteredObjectors = ingested.unregisteredObjectors
        self.previous = lastGood
        places = PersonPlaces(ingested.population)
        let tonight = Baseline(
            ingested.optOuts, of: ingested.population.persons, sources: ingested.sources,
            recent: RecentFeeds(ingested.population))
        let teams = hasTeams ? places.teams : [:]
        guard let previous = acceptsChanges ? nil : last else {
            holds = Holds()
            baseline = tonight
            (self.teams, heldTeams, missing) = (teams, [:], [:])
            return
        }
        let found = try Holds(
            tonight, after: previous.baseline, sources: ingested.sources, plan: plan,
            absent: Set(ingested.missingTables.keys).subtracting([.caseload]))
        let holds = lastGood == nil ? Holds() : found
        self.holds = holds
        baseline = tonight.keeping(previous.baseline, for: holds.practices)
        self.teams = teams.merging(previous.teams.filter { holds.practices.contains($0.key) }) { $0.union($1) }
        heldTeams = hasTeams ? Self.heldTeams(holds.practices, self.teams, ingested.population) : [:]
        if !holds.practices.isEmpty { try previous.requireWhole() }
        let ids = ingested.population.persons.ids
        missing =
            heldTeams.isEmpty || holds.lackingPeople.isEmpty
            ? [:]
            : try previous.practices { ids.person(withID: $0) == nil }
                .filter { holds.lackingPeople.contains($0.value) && !ingested.unregisteredObjectors.contains($0.key) }
    }

    private static func heldTeams(_ practices: Set<String>, _ teams: [String: Set<String>], _ population: Population)
        -> [String: Set<String>]
    {
        var held: [String: Set<String>] = [:]
        for practice in practices {
            // Where nobody says which teams have its people, the directory says which team looks after it.
            let own = population.practices[practice].flatMap { $0.neighbourhood.isEmpty ? nil : [$0.neighbourhood] }
            for team in teams[practice] ?? Set(own ?? []) { held[team, default: []].insert(practice) }
        }
        return held
    }

    /// Keeps the last good lists of the programmes that cannot be made tonight, where there are any.
    mutating func keepLists(of notMade: [LackingProgramme], _ preparation: Preparation) throws {
        guard let previous, !notMade.isEmpty else { return }
        kept = try preparation.programmes.compactMap { programme in
            guard let lacking = notMade.first(where: { $0.id == programme.id }) else { return nil }
            let lists = try previous.lists(of: programme.id, split: programme.split)
            let link = preparation.model(of: programme).model.link
            return lists.isEmpty
                ? nil
                : KeptProgramme(
                    programme: programme, scale: link == .logit ? .risk : .points, lacking: lacking, lists: lists)
        }
        // Where a practice is held, that was looked at before.
        if !kept.isEmpty, holds.practices.isEmpty { try previous.requireWhole() }
    }

    /// The places with a held list of a programme that is made tonight.
    func held(_ split: ListSplit) -> Set<String> {
        switch split {
        case .practice: holds.practices
        case .neighbourhood: Set(heldTeams.keys)
        case .provider: []
        }
    }

    /// Why a list is held; nil where it is not.
    private func reasons(_ split: ListSplit, _ key: String) -> [String]? {
        switch split {
        case .practice: holds.reasons[key]
        case .neighbourhood:
            heldTeams[key]?.sorted().map { practice in
                "the practice \(practice), whose people it has, is held "
                    + "(\((holds.reasons[practice] ?? []).joined(separator: ", ")))"
            }
        case .provider: nil
        }
    }

    /// The people of a programme's held lists, by place.
    func heldRows(
        of programme: Programme, _ ingested: IngestResult, _ standings: Standings, dates: RunDates
    ) throws -> [String: [ListRow]] {
        guard let held = heldLists(ingested.population, standings, dates) else { return [:] }
        var rows: [String: [ListRow]] = [:]
        for key in self.held(programme.split) { rows[key] = try held.rows(programme, key) }
        return rows
    }

    /// A held list as the last run had it, in place of tonight's. Of a place that is not held, tonight's; so where the
    /// last run had none, with a note.
    /// - Parameters:
    ///   - list: tonight's, if there is one.
    ///   - place: of the programme in the run.
    func holding(_ list: ListDocument?, ofProgramme place: Int, key: String, _ maker: ListMaker) throws -> ListDocument?
    {
        let programme = maker.selected[place].programme
        guard let reasons = reasons(programme.split, key),
            let held = heldLists(maker.population, maker.standings, maker.dates)
        else { return list }
        let nobody = ListCounts(eligible: 0, shown: 0, leftOut: [], belowTheLine: 0, nearMisses: 0)
        let header = list?.header ?? maker.header(place, key: key, nobody)
        if let last = try held.list(programme, key, header: header, reasons: reasons) { return last }
        let why = reasons.joined(separator: "; ")
        return list?.noting("To be held because \(why), but there is no list of before: it is tonight's, of what came")
    }

    /// The last good list of a programme that is not made tonight; nil where it had none of the place.
    func keeping(_ kept: KeptProgramme, key: String, _ maker: ListMaker) throws -> ListDocument? {
        guard kept.lists.contains(key), let held = heldLists(maker.population, maker.standings, maker.dates) else {
            return nil
        }
        let header = maker.header(of: kept, key: key)
        return try held.list(kept.programme, key, header: header, reasons: kept.reasons)?.asBetweenIssues
    }

    /// People on held lists of neighbourhood teams whose registrations did not come, each with their practice: what the
    /// next run knows them by. In the order of their ids.
    func missingPeople(
        _ made: Preparation, _ ingested: IngestResult, _ standings: Standings, dates: RunDates
    ) throws -> [(person: String, practice: String)] {
        guard !missing.isEmpty, let held = heldLists(ingested.population, standings, dates) else { return [] }
        let lists =
            made.programmes.flatMap { programme in self.held(programme.split).map { (programme, $0) } }
            + kept.flatMap { kept in kept.lists.map { (kept.programme, $0) } }
        var listed: [String: String] = [:]
        for (programme, key) in lists where programme.split == .neighbourhood {
            for row in try held.rows(programme, key) ?? [] { listed[row.personID] = missing[row.personID] }
        }
        return listed.map { ($0.key, $0.value) }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    }

    /// Nil where no list is held.
    private func heldLists(_ population: Population, _ standings: Standings, _ dates: RunDates) -> HeldLists? {
        guard let previous, !holds.practices.isEmpty || !kept.isEmpty else { return nil }
        return HeldLists(
            previous: previous, persons: population.persons, places: places,
            unregisteredObjectors: unregisteredObjectors, lackingPeople: holds.lackingPeople,
            missing: missing, standings: standings, runDate: dates.knownTo)
    }
}

extension Comparison {
    /// A sentence of the neighbourhood teams whose lists are held; none where none is.
    var teamWarnings: [String] {
        guard !heldTeams.isEmpty else { return [] }
        let teams = heldTeams.keys.sorted().joined(separator: ", ")
        return ["lists are held of the neighbourhood teams that have people of these practices: \(teams)"]
    }
}

extension ListDocument {
    /// The same of a night on which its programme has no movement to tell.
    fileprivate var asBetweenIssues: ListDocument {
        var header = header
        header.issue = header.issue.map { $0.withoutMovement(isIssued: false) }
        return ListDocument(header: header, rows: rows)
    }
}
