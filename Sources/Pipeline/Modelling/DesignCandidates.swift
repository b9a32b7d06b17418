import Outcomes
import Records

/// Those who may be rows of a design: people on index days, as far as they are scored.
struct DesignCandidates: Sendable {
    struct OfDay: Sendable {
        let day: Day
        /// How many there were, scored or not.
        let count: Int
        /// Where those who are scored stand among all.
        let rows: Range<Int>
        /// The others, by reason.
        let notScored: [String: Int]
    }

    let source: DesignRows
    /// The numbers of those who are scored, by index day and then in person id order.
    private(set) var persons: [Int32] = []
    private(set) var days: [OfDay] = []

    init(_ source: DesignRows, persons: [Int32], days: [OfDay]) {
        self.source = source
        self.persons = persons
        self.days = days
    }

    /// - Throws: `PipelineError.noOutcome` where discharges cannot be told.
    init(_ source: DesignRows, _ population: Population) throws {
        self.source = source
        switch source {
        case .dates(let days):
            let everybody = (0..<population.persons.count).map { (person: Int32($0), isInHospital: false) }
            for day in days { add(everybody, on: day, population.persons) }
        case .discharges(let discharges, let period):
            let found: [IndexDischarges.Row]
            do {
                found = try discharges.rows(population, in: period)
            } catch {
                throw PipelineError.noOutcome(reason: "\(error)")
            }
            for day in found.chunked(by: \.indexDay) {
                add(day.map { ($0.person, $0.isInHospital) }, on: day[day.startIndex].indexDay, population.persons)
            }
        }
    }

    private mutating func add(_ people: [(person: Int32, isInHospital: Bool)], on day: Day, _ persons: Persons) {
        let first = self.persons.count
        var notScored: [String: Int] = [:]
        for (person, isInHospital) in people {
            let standing = persons.standing(of: Int(person), at: day)
            if standing != .scored {
                notScored[standing.rawValue, default: 0] += 1
            } else if isInHospital {
                notScored["in_hospital_again", default: 0] += 1
            } else {
                self.persons.append(person)
            }
        }
        days.append(
            OfDay(day: day, count: people.count, rows: first..<self.persons.count, notScored: notScored))
    }
}

extension Array {
    /// The runs of neighbours with one key.
    func chunked<Key: Equatable>(by key: (Element) -> Key) -> [ArraySlice<Element>] {
        var chunks: [ArraySlice<Element>] = []
        var first = startIndex
        for place in indices where place + 1 == endIndex || key(self[place + 1]) != key(self[place]) {
            chunks.append(self[first...place])
            first = place + 1
        }
        return chunks
    }
}
