import Cohorts
import FeatureData
import Records

/// Whom a programme leaves out tonight, by its own rules.
struct CaseloadExclusions {
    let population: Population
    let dates: RunDates

    /// The rows to leave out, each with the place of the first of the programme's rules that does.
    func exclusions(of programme: Programme, rows: [Int32]) -> [RowID: Int] {
        var exclusions: [RowID: Int] = [:]
        for (place, exclusion) in programme.exclusions.enumerated() {
            for row in self.rows(exclusion.rule, rows) where exclusions[RowID(row)] == nil {
                exclusions[RowID(row)] = place
            }
        }
        return exclusions
    }

    private func rows(_ rule: Exclusion.Rule, _ rows: [Int32]) -> [Int] {
        switch rule {
        case .diedOrLeft:
            return rows.indices.filter { population.persons.hasDiedOrLeft(Int(rows[$0]), by: dates.knownTo) != nil }
        case .caseload(let programme):
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
}
