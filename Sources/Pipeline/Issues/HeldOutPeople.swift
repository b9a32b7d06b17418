import Cohorts
import FeatureData
import Records
import RunStore
import Tabular

/// Whom a programme's hold-out alone leaves out tonight: what a run records of the draw.
struct HeldOutPeople: Sendable {
    struct Person: Sendable {
        let personID: String
        /// The list that they would be on, or be near.
        let place: String
        let risk: Double
        /// Quantised.
        let predictor: Int64
        /// Whether they would be on the list, were it not for the draw.
        let wouldBeListed: Bool
        /// Since when, issue after issue; nil where they would not, and in runs of versions that did not say.
        let since: Day?
    }

    let programme: String
    let holdOut: HoldOut
    /// In person id order.
    let people: [Person]

    /// Nil where the programme declares none.
    /// - Parameter day: tonight's run date.
    init?(_ selected: SelectedProgramme, _ tonight: TonightPeople, on day: Day) {
        let (programme, candidates) = (selected.programme, selected.candidates)
        guard let holdOut = programme.holdOut, let places = candidates.attributes[programme.split.rawValue] else {
            return nil
        }
        let (rule, reached) = (programme.exclusions.count - 1, Set(selected.cohort.heldOut.map(\.row)))
        let rows = candidates.exclusions.filter { $0.value == rule && candidates.eligible[$0.key.index] }.keys
        self.programme = programme.id
        self.holdOut = holdOut
        people = rows.sorted { $0.index < $1.index }.map { row in
            let isReached = reached.contains(row)
            let days = candidates.daysHeldOut[row] ?? candidates.daysListed[row] ?? 0
            return Person(
                personID: tonight.id(row), place: places[row] ?? "", risk: candidates.risks[row.index],
                predictor: candidates.predictors[row.index], wouldBeListed: isReached,
                since: isReached ? day.adding(days: -days) : nil)
        }
    }

    /// By person, since when they would be listed.
    /// - Parameter day: of the issue, for those of whom a version did not say.
    func listedSince(by day: Day?) -> [String: Day] {
        let pairs = people.filter(\.wouldBeListed).compactMap { one in (one.since ?? day).map { (one.personID, $0) } }
        return Dictionary(pairs, uniquingKeysWith: min)
    }

    private static let columns = ["person_id", "place", "risk", "predictor", "would_be_listed"]
    private static let since = "since"

    private static func path(_ programme: String) throws -> RunPath {
        try RunPath("restricted/held-out/\(programme).csv.gz")
    }

    func write(into run: StagedRun) throws {
        try run.writeTable(Self.path(programme).description, header: Self.columns + [Self.since], rows: people.count) {
            csv in
            for person in people {
                csv.text(person.personID)
                csv.text(person.place)
                csv.fixed(person.risk, decimals: 6)
                csv.integer(Int(person.predictor))
                csv.integer(person.wouldBeListed ? 1 : 0)
                csv.text(person.since?.description ?? "")
                try csv.endRow()
            }
        }
    }

    /// Of an issue's run; nil where it records none, or its file is not as it was published.
    init?(_ programme: String, in manifest: Manifest, of store: RunStore) throws {
        guard let holdOut = manifest.holdOut(of: programme),
            let bytes = try store.verifiedContents(of: Self.path(programme), in: manifest)
        else { return nil }
        let read = try PublishedTable.read(bytes, columns: Self.columns) { fields, record, more -> Person? in
            func text(_ field: Int) -> String { PublishedTable.text(fields, record, field) }
            guard let risk = Double(text(2)), let predictor = Int64(text(3)) else { return nil }
            return Person(
                personID: text(0), place: text(1), risk: risk, predictor: predictor, wouldBeListed: text(4) == "1",
                since: more > 0 ? Day(text(Self.columns.count)) : nil)
        }
        guard let read else { return nil }
        self.programme = programme
        self.holdOut = holdOut
        people = read.rows
    }
}

// MARK: What the manifest says

extension HeldOutPeople {
    /// By programme: how the draw was made, and how many it left out.
    static func json(of all: [HeldOutPeople]) -> JSONValue {
        let entries = all.map { one -> (String, JSONValue) in
            (
                one.programme,
                [
                    "share": .string(one.holdOut.share.description), "seed": .integer(one.holdOut.seed),
                    "held_out": .integer(one.people.count),
                    "would_be_listed": .integer(one.people.count(where: \.wouldBeListed)),
                ]
            )
        }
        return .object(Dictionary(uniqueKeysWithValues: entries))
    }
}

extension Manifest {
    /// The draw that a run's lists of a programme were made under; nil for none.
    func holdOut(of programme: String) -> HoldOut? {
        guard case .object(let facts) = facts.facts, case .object(let all)? = facts["hold_outs"],
            case .object(let own)? = all[programme], case .string(let share)? = own["share"],
            case .integer(let seed)? = own["seed"], let share = Share(share)
        else { return nil }
        return HoldOut(share: share, seed: seed)
    }
}
