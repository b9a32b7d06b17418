import Cohorts
import Ingest
import Lists
import Records

/// Tonight's sources held against the last run's: which lists are held, and what tomorrow is compared with.
struct Comparison: Sendable {
    let holds: Holds
    let baseline: Baseline
    private let previous: PreviousRun?
    private let unregisteredObjectors: Set<String>

    /// - Parameter previous: nil where there is none, or where tonight's are taken as they are.
    /// - Throws: `PipelineError.optOutsCollapsed`; `RunStoreError` where lists must be held and the last run is not
    ///   whole.
    /// - Parameter holdsLists: false where the last run's ids are not tonight's, so that its lists cannot be kept.
    init(_ ingested: IngestResult, with previous: PreviousRun?, plan: IngestPlan, holdsLists: Bool = true) throws {
        unregisteredObjectors = ingested.unregisteredObjectors
        let tonight = Baseline(
            ingested.optOuts, of: ingested.population.persons, sources: ingested.sources,
            recent: RecentFeeds(ingested.population))
        guard let previous else {
            holds = Holds()
            baseline = tonight
            self.previous = nil
            return
        }
        let found = try Holds(tonight, after: previous.baseline, sources: ingested.sources, plan: plan)
        holds = holdsLists ? found : Holds()
        baseline = tonight.keeping(previous.baseline, for: holds.practices)
        self.previous = previous
        if !holds.practices.isEmpty { try previous.requireWhole() }
    }

    /// The people of a programme's held lists, by practice.
    func heldRows(
        of programme: Programme, _ ingested: IngestResult, _ standings: Standings, dates: RunDates
    ) throws -> [String: [ListRow]] {
        guard let held = heldLists(programme, ingested.population, standings, dates) else { return [:] }
        var rows: [String: [ListRow]] = [:]
        for practice in holds.practices { rows[practice] = try held.rows(programme, practice: practice) }
        return rows
    }

    /// A held practice's list as the last run had it, in place of tonight's. Where the last run had none, and of a
    /// practice that is not held, tonight's.
    /// - Parameters:
    ///   - list: tonight's, if there is one.
    ///   - place: of the programme in the run.
    func holding(_ list: ListDocument?, ofProgramme place: Int, key: String, _ maker: ListMaker) throws -> ListDocument?
    {
        let programme = maker.selected[place].programme
        guard let reasons = holds.reasons[key],
            let held = heldLists(programme, maker.population, maker.standings, maker.dates)
        else { return list }
        let nobody = ListCounts(eligible: 0, shown: 0, leftOut: [], belowTheLine: 0, nearMisses: 0)
        let header = list?.header ?? maker.header(place, key: key, nobody)
        return try held.list(programme, practice: key, header: header, reasons: reasons) ?? list
    }

    /// Nil where no list of the programme is held.
    private func heldLists(
        _ programme: Programme, _ population: Population, _ standings: Standings, _ dates: RunDates
    ) -> HeldLists? {
        guard let previous, programme.split == .practice, !holds.practices.isEmpty else { return nil }
        return HeldLists(
            previous: previous, population: population, unregisteredObjectors: unregisteredObjectors,
            lackingPeople: holds.lackingPeople, standings: standings, runDate: dates.knownTo)
    }
}
