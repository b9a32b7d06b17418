/// Why a programme cannot be applied. Programmes and attributes are named, people never.
public enum CohortError: Error, Sendable, Equatable, CustomStringConvertible {
    case noAttribute(programme: String, String)
    case peopleWithout(programme: String, String, people: Int)
    case noPlaces(programme: String, file: String, practices: [String])
    case peopleNotConserved(programme: String)

    public var description: String {
        switch self {
        case .noAttribute(let programme, let attribute):
            "programme \(programme): no source of this run gives the \(attribute) that its lists need. "
                + "Map it, or divide the lists by another."
        case .peopleWithout(let programme, let attribute, let people):
            "programme \(programme): the \(attribute) of some eligible people is not known (people: \(people)), "
                + "so they would be on nobody's list. Complete it in its source, "
                + "or add \"\(attribute) is given\" to eligible."
        case .noPlaces(let programme, let file, let practices):
            "programme \(programme): \(file) has no places for \(practices.count == 1 ? "a practice" : "practices") with "
                + "eligible people: \(practices.joined(separator: ", ")). Add a row for each, 0 where there are none, or "
                + "say others: and a number beside file: in the configuration."
        case .peopleNotConserved(let programme):
            "programme \(programme): eligible people are not listed + left out + below the line. "
                + "This is a fault in the program; nothing was published."
        }
    }
}
