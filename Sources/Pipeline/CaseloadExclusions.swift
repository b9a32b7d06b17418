import Cohorts
import FeatureData
import Records

/// Whom a programme leaves out tonight, by its own rules.
struct CaseloadExclusions {
    let population: Population
    let reviews: RememberedReviews
    /// The run's: a review for one counts for all that choose the same people.
    let programmes: [Programme]
    let dates: RunDates

    /// The rows to leave out, each with the place of the first of the programme's rules that does.
    /// - Parameter rows: the person of each row, ascending.
    func exclusions(of programme: Programme, rows: [Int32]) -> [RowID: Int] {
        var exclusions: [RowID: Int] = [:]
        for (place, exclusion) in programme.exclusions.enumerated() {
            for row in self.rows(exclusion.rule, of: programme, rows) where exclusions[RowID(row)] == nil {
                exclusions[RowID(row)] = place
            }
        }
        return exclusions
    }

    private func rows(_ rule: Exclusion.Rule, of programme: Programme, _ rows: [Int32]) -> [Int] {
        switch rule {
        // The scoring pass finds those.
        case .condition: return []
        case .diedOrLeft:
            return rows.indices.filter { population.persons.hasDiedOrLeft(Int(rows[$0]), by: dates.knownTo) != nil }
        case .unsuitable(let days):
            let places = RowPlaces(rows)
            let alike = programmes.filter { $0.choosesTheSame(as: programme) }.map(\.id)
            let unsuitable = reviews.unsuitable(for: Set(alike + [programme.id]), days: days, at: dates.run)
            return unsuitable.compactMap { id in
                population.persons.ids.person(withID: id).flatMap { places.row(of: $0)?.index }
            }
        case .heldOut(let holdOut):
            return rows.indices.filter { holdOut.holds(population.persons.ids[Int(rows[$0])]) }
        case .caseload(let programme):
            return onCaseload(of: programme, rows)
        }
    }

    private func onCaseload(of programme: String, _ rows: [Int32]) -> [Int] {
        let known = population.histories(at: dates.run.adding(days: 1))
        guard let timeline = known.timeline(.caseload), let programmes = timeline.codes("programme"),
            let id = programmes.dictionary.firstIndex(of: programme)
        else { return [] }
        let ends = timeline.days("end_date")
        return rows.indices.filter { row in
            let entries = timeline.rows(of: Int(rows[row]))
            return (0..<entries.count).contains { entry in
                // An end that is still to come is not seen yet: the entry is open.
                programmes.id(entries, entry) == id && ends?.day(entries, entry).isMissing != false
            }
        }
    }
}

extension Retention {
    /// What Ingest must keep for the exclusions of programmes.
    static let exclusions = Retention(fields: [
        .caseload: ["programme", "end_date"], .reviews: ["programme", "outcome", "suitable", "reason"],
    ])
}
