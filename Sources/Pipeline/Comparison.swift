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

    /// The places whose list is not tonight's.
    func held(_ published: [ListDocument], insteadOf tonight: [ListDocument]) -> Set<String> {
        let tonight = Dictionary(tonight.map { ($0.header.place.code, $0) }, uniquingKeysWith: { first, _ in first })
        let held = published.filter {
            let place = $0.header.place.code
            return holds.practices.contains(place) && tonight[place] != $0
        }
        return Set(held.map(\.header.place.code))
    }

    /// The lists of a programme with those of held practices in place of tonight's. A held practice that the last run
    /// had no list of gets tonight's.
    func holding(
        _ lists: [ListDocument], _ programme: Programme, _ maker: ListMaker, model: RiskModel
    ) throws -> [ListDocument] {
        guard let previous, programme.split == .practice, !holds.practices.isEmpty else { return lists }
        let held = HeldLists(
            previous: previous, population: maker.population, unregisteredObjectors: unregisteredObjectors,
            standings: maker.standings, runDate: maker.dates.knownTo)
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
