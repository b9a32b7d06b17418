import Records

/// Who is registered and who objects, as tonight's extracts tell, and the NHS numbers of some practices' persons.
public struct Register: Sendable {
    public let persons: Persons
    public let optOuts: OptOutAccount
    /// By person; of those only whom the practices have registered, and whom nothing bars.
    private let numbers: [Int: String]

    init(persons: Persons, optOuts: OptOutAccount, numbers: PersonIDs?, practices: Set<String>) {
        self.persons = persons
        self.optOuts = optOuts
        guard let numbers, case .codes(let ids, let dictionary)? = persons.column("practice_code") else {
            self.numbers = [:]
            return
        }
        let isWanted = dictionary.map(practices.contains)
        self.numbers = Dictionary(
            uniqueKeysWithValues: (0..<persons.count).lazy
                .filter { isWanted[ids[$0]] && persons.bar(of: $0) == .none }.map { ($0, numbers[$0]) })
    }

    /// The NHS number of a person of the practices.
    public func number(of person: Int) -> String? { numbers[person] }
}
