/// What may be told of the levels of a grouping. Who is withheld at one step is withheld at the next.
struct SubgroupRelease: Sendable {
    let people: [Int]
    /// People that the main cut takes.
    let taken: [Int]
    /// By level: whether nothing, no outcome, or nothing of the cut may be told.
    let isCountHeld: [Bool]
    let areOutcomesHeld: [Bool]
    let isCutHeld: [Bool]

    /// - Parameters:
    ///   - cells: of each level, then of the rows in none.
    ///   - people: of the same.
    init(cells: [RuleCells], people: [Int]) {
        self.people = people
        taken = cells.map { $0.takenEvents + $0.takenOthers }
        let (levels, rest) = (cells.dropLast(), cells[cells.count - 1])
        isCountHeld = DisclosureControl.withheld(people.dropLast().map { [$0] }, rest: [people[people.count - 1]])
        areOutcomesHeld = DisclosureControl.withheld(
            levels.map(\.outcomes), rest: rest.outcomes, given: isCountHeld)
        isCutHeld = DisclosureControl.withheld(levels.map(\.all), rest: rest.all, given: areOutcomesHeld)
    }
}
