import Cohorts
import FeatureData
import Ingest
import Records

/// Finds people of earlier runs again among tonight's.
struct TonightPeople {
    /// Where somebody is who was on a list.
    enum Whereabouts {
        case row(RowID)
        /// Not scored tonight, for this reason.
        case gone(ExitReason)
    }

    private let persons: Persons
    private let standings: Standings
    private let unregisteredObjectors: Set<String>
    private let places: RowPlaces
    private let knownTo: Day

    init(_ ingested: IngestResult, _ standings: Standings, dates: RunDates) {
        persons = ingested.population.persons
        unregisteredObjectors = ingested.unregisteredObjectors
        self.standings = standings
        places = RowPlaces(standings.scored)
        knownTo = dates.knownTo
    }

    func row(of id: String) -> RowID? { persons.ids.person(withID: id).flatMap(places.row) }

    /// The members of the last issue who are scored tonight, each with the days since they came on to its lists.
    func daysListed(_ programme: PastProgramme?, on day: Day) -> [RowID: Int] {
        let rows = (programme?.members ?? []).compactMap { one in
            row(of: one.personID).map { ($0, day.days(since: one.listedSince)) }
        }
        return Dictionary(rows, uniquingKeysWith: max)
    }

    /// Those whom the lot kept off the last issue's lists and who are scored tonight, each with the days since they would
    /// have come on to them.
    func daysHeldOut(_ programme: PastProgramme?, on day: Day) -> [RowID: Int] {
        let rows = (programme?.heldOutSince ?? [:]).compactMap { id, since in
            row(of: id).map { ($0, day.days(since: since)) }
        }
        return Dictionary(rows, uniquingKeysWith: max)
    }

    func person(_ row: RowID) -> Int32 { standings.scored[row.index] }

    func id(_ row: RowID) -> String { persons.ids[Int(standings.scored[row.index])] }

    func whereabouts(of id: String) -> Whereabouts {
        guard let person = persons.ids.person(withID: id) else {
            return .gone(unregisteredObjectors.contains(id) ? .optedOut : .departed)
        }
        if let row = places.row(of: person) { return .row(row) }
        return switch standings.all[person] {
        case .objected: .gone(.optedOut)
        case .died: .gone(.died)
        case .left: .gone(.departed)
        case .scored, .conflicting, .registrationSetAside, .notYetBorn, .notYetRegistered:
            .gone(.registrationInDoubt)
        }
    }

    /// Whether one who is scored has died or left since the index date.
    func hasGone(_ row: RowID) -> Bool { persons.hasDiedOrLeft(Int(person(row)), by: knownTo) != nil }

    /// How one who is scored has died or left since the index date.
    func departure(_ row: RowID) -> ExitReason {
        persons.hasDiedOrLeft(Int(person(row)), by: knownTo) == .died ? .died : .departed
    }
}
