import Evaluation
import Outcomes
import Records

/// Tells what befell people before and after any day.
struct FollowedPeople {
    let days: Int
    private let persons: Persons
    private let counter: EventCounter
    /// By person.
    private let keys: [UInt64]

    init(_ population: Population, _ counter: EventCounter, days: Int) {
        self.days = days
        self.counter = counter
        persons = population.persons
        keys = (0..<persons.count).map { ModellingRows.key(of: population.persons.ids[$0]) }
    }

    func key(of person: Int) -> UInt64 { keys[person] }

    func eventsBefore(_ day: Day, of person: Int) -> Int { counter.count(person, in: day.adding(days: -days)..<day) }

    func person(_ person: Int, at day: Day) -> FollowedPerson {
        let end = day.adding(days: days)
        let death = persons.deaths[person]
        let hasDied = !death.isMissing && death >= PackedDay(clamping: day) && death < PackedDay(clamping: end)
        return FollowedPerson(
            key: keys[person], before: eventsBefore(day, of: person), after: counter.count(person, in: day..<end),
            hasDied: hasDied)
    }
}
