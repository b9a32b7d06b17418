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
    ///   - rows: of each level, then those in none.
    ///   - lists: for each list that is told of, whether it takes each row of `scored`.
    init(_ rows: [[Int]], _ lists: [[Bool]], of scored: ScoredOutcomes, _ counter: PersonCounter) {
        let (levels, none) = (rows.dropLast(), rows[rows.count - 1])
        // Counted anew of what is hidden together: a person may be in two levels, at two index dates.
        func withheld(given: [Bool]? = nil, _ cells: ([Int]) -> [Int]) -> [Bool] {
            DisclosureControl.withheld(levels.map(cells), given: given) { hidden in
                cells(hidden.reduce(into: none) { $0 += levels[$1] })
            }
        }
        people = rows.map(counter.count)
        taken = rows.map { rows in counter.count(rows.filter { lists[0][$0] }) }
        isCountHeld = withheld { [counter.count($0)] }
        areOutcomesHeld = withheld(given: isCountHeld) { RuleCells.outcomes(rows: $0, of: scored, counter) }
        isCutHeld = withheld(given: areOutcomesHeld) { rows in
            lists.flatMap { RuleCells(rows: rows, of: scored, taken: $0, counter).all }
        }
    }
}
