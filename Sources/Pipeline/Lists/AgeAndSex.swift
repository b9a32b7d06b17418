import Records

/// A person's age band and sex, as a list has them.
struct AgeAndSex {
    private let persons: Persons
    private let indexDay: Day
    private let sexes: Column?

    init(_ persons: Persons, at indexDay: Day) {
        self.persons = persons
        self.indexDay = indexDay
        sexes = persons.column("sex")
    }

    /// Five years wide: `85 to 89`; `under 1`; `100 or over`.
    func ageBand(of person: Int) -> String { Self.band(persons.dateOfBirth(of: person).age(on: indexDay)) }

    static func band(_ age: Int) -> String {
        switch age {
        case ..<1: "under 1"
        case 1...4: "1 to 4"
        case 100...: "100 or over"
        default: "\(age / 5 * 5) to \(age / 5 * 5 + 4)"
        }
    }

    /// Empty where it is not known or not specified.
    func sex(of person: Int) -> String {
        guard case .codes(let ids, let dictionary)? = sexes else { return "" }
        let isChild = persons.dateOfBirth(of: person).age(on: indexDay) < 18
        return switch dictionary[ids[person]] {
        case "1": isChild ? "boy" : "man"
        case "2": isChild ? "girl" : "woman"
        default: ""
        }
    }
}
