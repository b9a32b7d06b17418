/// What may be told of the levels of a grouping. Who is withheld at one step is withheld at the next.
struct SubgroupRelease: Sendable {
    let people: [Int]
    /// People whom the first list takes.
    let taken: [Int]
    /// By level: whether nothing, no outcome, or nothing of the cut may be told.
    let isCountHeld: [Bool]
    let areOutcomesHeld: [Bool]
    let isCutHeld: [Bool]

    /// Levels of which more than a count may be told.
    var measuredLevels: [Int] { isCountHeld.indices.filter { !isCountHeld[$0] && !areOutcomesHeld[$0] } }

    /// - Parameters:
    ///   - lists: for each list that is told of, the cells of each level, then of the rows in none.
    ///   - people: of the same.
    init(lists: [[RuleCells]], people: [Int]) {
        self.people = people
        taken = lists[0].map(\.taken)
        let levels = people.count - 1
        let outcomes = lists[0].map(\.outcomes)
        let all = people.indices.map { level in lists.flatMap { $0[level].all } }
        isCountHeld = DisclosureControl.withheld(people.prefix(levels).map { [$0] }, rest: [people[levels]])
        areOutcomesHeld = DisclosureControl.withheld(
            Array(outcomes.prefix(levels)), rest: outcomes[levels], given: isCountHeld)
        isCutHeld = DisclosureControl.withheld(Array(all.prefix(levels)), rest: all[levels], given: areOutcomesHeld)
    }
}
