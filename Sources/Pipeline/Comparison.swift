import Cohorts
import Ingest
import Lists
import Records
import Scoring

/// Tonight's sources held against the last run's: which lists are held, and what tomorrow is compared with.
struct Comparison: Sendable {
    let holds: Holds
    let baseline: Baseline
    private let previous: PreviousRun?
    private let unregisteredObjectors: Set<String>

    /// - Parameter previous: nil where there is none, or where tonight's are taken as they are.
    /// - Throws: `PipelineError.optOutsCollapsed`; `RunStoreError` where lists must be held and the last run is not
    ///   whole.
    init(_ ingested: IngestResult, with previous: PreviousRun?, plan: IngestPlan) throws {
        unregisteredObjectors = ingested.unregisteredObjectors
        let tonight = Baseline(ingested, registered: ingested.registeredByPractice)
        guard let previous else {
            holds = Holds()
            baseline = tonight
            self.previous = nil
            return
        }
        holds = try Holds(tonight, after: previous.baseline, sources: ingested.sources, plan: plan)
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

    /// Nil where no list of the programme is held.
    private func heldLists(
        _ programme: Programme, _ population: Population, _ standings: Standings, _ dates: RunDates
    ) -> HeldLists? {
        guard let previous, programme.split == .practice, !holds.practices.isEmpty else { return nil }
        return HeldLists(
            previous: previous, population: population, unregisteredObjectors: unregisteredObjectors,
            standings: standings, runDate: dates.knownTo)
    }

    /// The lists of a programme with those of held practices in place of tonight's. A held practice that the last run
    /// had no list of gets tonight's.
    func holding(
        _ lists: [ListDocument], _ programme: Programme, _ maker: ListMaker, model: RiskModel
    ) throws -> [ListDocument] {
        guard let held = heldLists(programme, maker.population, maker.standings, maker.dates) else { return lists }
        var byPractice = Dictionary(uniqueKeysWithValues: lists.map { ($0.header.place.code, $0) })
        for (practice, reasons) in holds.reasons {
            let counts = ListCounts(eligible: 0, shown: 0, leftOut: [], belowTheLine: 0, nearMisses: 0)
            let header =
                byPractice[practice]?.header ?? maker.header(programme, key: practice, model, counts)
            if let list = try held.list(programme, practice: practice, header: header, reasons: reasons) {
                byPractice[practice] = list
            }
        }
        return byPractice.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    }
}
