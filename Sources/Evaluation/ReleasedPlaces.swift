/// Places in a ranking of which exact shares may be told: `DisclosureControl.words` has the rule.
///
/// Cuts, groups and curves all take their places from one of these, since two of them could be subtracted.
struct ReleasedPlaces: Sendable {
    private let isEvent: [Bool]
    private let persons: [UInt64]
    /// Ascending numbers of rows, 0 and n among them.
    private(set) var places: [Int]

    /// - Parameter persons: by row of `scored`.
    init(_ scored: ScoredOutcomes, persons: [UInt64]) {
        isEvent = scored.descending.map { scored.outcomes[$0] == 1 }
        self.persons = scored.descending.map { persons[$0] }
        places = scored.count > 0 ? [0, scored.count] : [0]
    }

    /// Whether the whole ranking may be told of.
    var isWholeSafe: Bool { isSafe(0..<isEvent.count) }

    /// Takes a place up where that leaves people enough on both of its sides, or finds it taken up.
    mutating func insert(_ place: Int) -> Bool {
        let next = places.firstIndex { $0 >= place } ?? places.count
        guard next < places.count else { return false }
        if places[next] == place { return isWholeSafe }
        guard isSafe(places[next - 1]..<place), isSafe(place..<places[next]) else { return false }
        places.insert(place, at: next)
        return true
    }

    /// Whether there are no people or more than 7, both with the outcome and without it.
    private func isSafe(_ rows: Range<Int>) -> Bool {
        var (events, others) = (FewPersons(), FewPersons())
        for row in rows {
            if isEvent[row] { events.insert(persons[row]) } else { others.insert(persons[row]) }
            if events.areEnough && others.areEnough { return true }
        }
        return events.isSafe && others.isSafe
    }
}

/// Distinct persons, counted as far as disclosure control asks.
private struct FewPersons {
    private var persons: [UInt64] = []

    var areEnough: Bool { persons.count > DisclosureControl.suppressedUpTo }
    var isSafe: Bool { DisclosureControl.isSafe(persons.count) }

    mutating func insert(_ person: UInt64) {
        if !areEnough && !persons.contains(person) { persons.append(person) }
    }
}
