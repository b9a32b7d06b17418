import Configuration

/// How a programme's lists are laid out. It changes nobody's place in the ranking, and not who is taken.
public struct Presentation: Sendable, Equatable {
    /// What the eligible are called, in the plural: adults, people of 65 and over.
    public var people = "people"
    /// Whether those who are on a caseload, of whatever programme, come after those who are on none.
    public var hasCaseloadLast = false
    /// How many of those next below the line are shown, on each list.
    public var nearMisses = 5

    static let keys = ["people", "caseload_last", "near_misses"]

    /// Nil, with the problem told, where a key makes no sense.
    static func read(_ map: SettingMap) -> Presentation? {
        var presentation = Presentation()
        if let people = map.text("people") { presentation.people = people }
        if map["caseload_last"] != nil {
            guard let isLast = map.flag("caseload_last") else { return nil }
            presentation.hasCaseloadLast = isLast
        }
        if map["near_misses"] != nil {
            let count = map.parsed("near_misses", expected: "a whole number from 0 to 1000") { text in
                Int(text).flatMap { (0...1000).contains($0) ? $0 : nil }
            }
            guard let count else { return nil }
            presentation.nearMisses = count
        }
        return presentation
    }

    /// A list's people in the order in which they are shown: that of their ranks, but for those on a caseload.
    public func order<Person>(_ people: [Person], isOnCaseload: (Person) -> Bool) -> [Person] {
        guard hasCaseloadLast else { return people }
        return people.filter { !isOnCaseload($0) } + people.filter(isOnCaseload)
    }
}
