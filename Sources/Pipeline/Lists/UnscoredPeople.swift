import Lists
import Records

/// The people whom the run did not score, by practice: all of them counted, and those named whom a practice can help to
/// put right.
struct UnscoredPeople {
    private var counts: [String: [Standing: Int]] = [:]
    private var people: [String: [PersonAndReason]] = [:]

    /// Those who died, left or object are on no list, and neither are those who are not there yet.
    private static let named: Set<Standing> = [.conflicting, .registrationSetAside]

    init(_ population: Population, _ standings: Standings, knownTo: Day) {
        guard case .codes(let ids, let dictionary)? = population.persons.column("practice_code") else { return }
        for person in standings.all.indices where standings.all[person] != .scored {
            let standing = standings.all[person]
            let practice = dictionary[ids[person]]
            guard !practice.isEmpty else { continue }
            counts[practice, default: [:]][standing, default: 0] += 1
            guard Self.named.contains(standing), population.persons.hasDiedOrLeft(person, by: knownTo) == nil else {
                continue
            }
            people[practice, default: []].append(
                .init(personID: population.persons.ids[person], why: standing.words))
        }
    }

    /// The practices with somebody to name.
    var practices: Set<String> { Set(people.keys) }

    /// In person id order.
    func named(of practice: String) -> [PersonAndReason] { people[practice] ?? [] }

    /// By reason, in a fixed order.
    func counts(of practice: String) -> [ListCounts.LeftOut] {
        let counts = counts[practice] ?? [:]
        return Standing.allCases.compactMap { standing in
            counts[standing].map { ListCounts.LeftOut(why: standing.words, people: $0) }
        }
    }
}

extension Standing {
    /// Why there is no score, as a list says it.
    var words: String {
        switch self {
        case .scored: "scored"
        case .objected: "object to this use of their data (counted, named nowhere)"
        case .conflicting: "registered more than once, with another sex or date of birth"
        case .registrationSetAside: "the registration could not be read"
        case .notYetBorn: "born after the index date"
        case .notYetRegistered: "registered after the index date"
        case .left: "left before the index date"
        case .died: "died before the index date"
        }
    }
}
