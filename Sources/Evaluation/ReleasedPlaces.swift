/// Places in a ranking, and rules, of which exact shares may be told: `DisclosureControl.words` has the rule.
///
/// Cuts, rules, groups and curves all take their places from one of these, since two of them could be subtracted.
struct ReleasedPlaces: Sendable {
    private let isEvent: [Bool]
    private let persons: [UInt64]
    /// Ascending numbers of rows, 0 and n among them.
    private(set) var places: [Int]
    /// By rule taken up and row: whether it is taken. Rows as they are ranked.
    private var rules: [[Bool]] = []
    /// Places that differ from a rule by too few people.
    private var nearRules: [Range<Int>] = []

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
        guard !nearRules.contains(where: { $0.contains(place) }) else { return false }
        guard isSafe(places[next - 1]..<place), isSafe(place..<places[next]) else { return false }
        places.insert(place, at: next)
        return true
    }

    /// The place taken up that is nearest, at most so many rows away.
    func nearest(_ place: Int, within distance: Int) -> Int? {
        places.filter { abs($0 - place) <= distance }.min { abs($0 - place) < abs($1 - place) }
    }

    /// Takes a rule up where it differs from the places and rules taken up by people enough.
    ///
    /// - Parameter isTaken: by row as they are ranked.
    mutating func insert(rule isTaken: [Bool]) -> Bool {
        let near = placesNear(rule: isTaken)
        guard !near.contains(where: { range in places.contains { range.contains($0) } }) else { return false }
        guard rules.allSatisfy({ areApart($0, isTaken) }) else { return false }
        rules.append(isTaken)
        nearRules += near
        return true
    }

    /// The first place taken up from which a rule differs by too few people; nil where there is none.
    func firstPlace(nearRule isTaken: [Bool]) -> Int? {
        let near = placesNear(rule: isTaken)
        return places.first { place in near.contains { $0.contains(place) } }
    }

    /// The places whose rows above differ from those of a rule by 1 to 7 people with the outcome, or without it.
    private func placesNear(rule isTaken: [Bool]) -> [Range<Int>] {
        [true, false].flatMap { isEvent -> [Range<Int>] in
            var differing = PersonTally()
            for row in isTaken.indices where isTaken[row] && self.isEvent[row] == isEvent {
                differing.add(persons[row])
            }
            var near: [Range<Int>] = []
            for place in 0...isTaken.count {
                if !DisclosureControl.isSafe(differing.count) {
                    if let last = near.last, last.upperBound == place {
                        near[near.count - 1] = last.lowerBound..<place + 1
                    } else {
                        near.append(place..<place + 1)
                    }
                }
                // One row more is above the next place.
                guard place < isTaken.count, self.isEvent[place] == isEvent else { continue }
                if isTaken[place] { differing.remove(persons[place]) } else { differing.add(persons[place]) }
            }
            return near
        }
    }

    private func areApart(_ rule: [Bool], _ other: [Bool]) -> Bool {
        isSafe(rule.indices.filter { rule[$0] != other[$0] })
    }

    /// Whether there are no people or more than 7, both with the outcome and without it.
    private func isSafe(_ rows: some Sequence<Int>) -> Bool {
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

/// Distinct persons of rows that come and go.
private struct PersonTally {
    private var rows: [UInt64: Int] = [:]

    var count: Int { rows.count }

    mutating func add(_ person: UInt64) { rows[person, default: 0] += 1 }

    mutating func remove(_ person: UInt64) {
        let left = (rows[person] ?? 0) - 1
        rows[person] = left > 0 ? left : nil
    }
}
