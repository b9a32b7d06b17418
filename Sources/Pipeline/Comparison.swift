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

    /// A held practice's list as the last run had it, in place of tonight's. Where the last run had none, and of a
    /// practice that is not held, tonight's.
    /// - Parameters:
    ///   - list: tonight's, if there is one.
    ///   - place: of the programme in the run.
    func holding(_ list: ListDocument?, ofProgramme place: Int, key: String, _ maker: ListMaker) throws -> ListDocument?
    {
        let programme = maker.selected[place].programme
        guard let previous, programme.split == .practice, let reasons = holds.reasons[key] else { return list }
        let held = HeldLists(
            previous: previous, population: maker.population, unregisteredObjectors: unregisteredObjectors,
            standings: maker.standings, runDate: maker.dates.knownTo)
        let nobody = ListCounts(eligible: 0, shown: 0, leftOut: [], belowTheLine: 0, nearMisses: 0)
        let header = list?.header ?? maker.header(place, key: key, nobody)
        return try held.list(programme, practice: key, header: header, reasons: reasons) ?? list
    }
}
