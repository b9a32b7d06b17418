/// How many people a rule takes and leaves, with the outcome and without it.
struct RuleCells: Sendable {
    let takenEvents: Int
    let takenOthers: Int
    let leftEvents: Int
    let leftOthers: Int

    /// - Parameter taken: by row.
    init(_ scored: ScoredOutcomes, taken: [Bool], _ counter: PersonCounter) {
        self.init(rows: Array(scored.risks.indices), of: scored, taken: taken, counter)
    }

    /// Of some rows only.
    init(rows: [Int], of scored: ScoredOutcomes, taken: [Bool], _ counter: PersonCounter) {
        func people(_ outcome: UInt8, _ isTaken: Bool) -> Int {
            counter.count(rows.filter { scored.outcomes[$0] == outcome && taken[$0] == isTaken })
        }
        takenEvents = people(1, true)
        takenOthers = people(0, true)
        leftEvents = people(1, false)
        leftOthers = people(0, false)
    }

    var all: [Int] { [takenEvents, takenOthers, leftEvents, leftOthers] }
    var taken: Int { takenEvents + takenOthers }
    var areSafe: Bool { all.allSatisfy(DisclosureControl.isSafe) }
    /// With the outcome and without it. A person of both, in two rows, is in each.
    var outcomes: [Int] { [takenEvents + leftEvents, takenOthers + leftOthers] }
}
