import Configuration

/// How a programme's lists are laid out. It changes nobody's place in the ranking, and not who is taken.
public struct Presentation: Sendable, Equatable {
    /// What the eligible are called, in the plural: adults, people of 65 and over.
    public var people = "people"
    /// Whether those who are on a caseload, of whatever programme, come after those who are on none.
    public var hasCaseloadLast = false
    /// How many of those next below the line are shown, on each list.
    public var nearMisses = 5
    /// The registration fact by which a list's people stand together, such as `home_id`; nil where ranks alone order
    /// them. Groups come in the order of their highest ranked.
    public var groupedBy: String?
    /// Features and registration facts that a row tells before the reasons of its score.
    public var tells: [String] = []

    static let keys = ["people", "caseload_last", "near_misses", "group_by", "tell"]

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
        presentation.groupedBy = map.text("group_by")
        presentation.tells = map.texts("tell")
        return presentation
    }

    /// A list's people in the order in which they are shown: that of their ranks, but for those on a caseload, and for
    /// those who stand together.
    /// - Parameter group: what a person stands together with others by; nil for those who come after all groups.
    public func order<Person>(
        _ people: [Person], isOnCaseload: (Person) -> Bool, group: (Person) -> String? = { _ in nil }
    ) -> [Person] {
        let ordered = hasCaseloadLast ? people.filter { !isOnCaseload($0) } + people.filter(isOnCaseload) : people
        guard groupedBy != nil else { return ordered }
        var places: [String: Int] = [:]
        for key in people.compactMap(group) where places[key] == nil { places[key] = places.count }
        let keyed = ordered.map { ($0, group($0).flatMap { places[$0] } ?? places.count) }
        return (0...places.count).flatMap { place in keyed.filter { $0.1 == place }.map(\.0) }
    }
}
