/// How many people a rule takes and leaves, with the outcome and without it.
///
/// Each number is of distinct people: of somebody with several rows, a list may take one and leave another, so that parts
/// added up would count them twice.
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

    /// How many people have the outcome, and how many are without it, whatever a rule takes. A person of both, in two rows,
    /// is in each.
    static func outcomes(rows: [Int], of scored: ScoredOutcomes, _ counter: PersonCounter) -> [Int] {
        [1, 0].map { outcome in counter.count(rows.filter { scored.outcomes[$0] == outcome }) }
    }

    /// Whether measures of all rows may be told.
    static func areOutcomesSafe(_ scored: ScoredOutcomes, _ counter: PersonCounter) -> Bool {
        outcomes(rows: Array(scored.risks.indices), of: scored, counter).allSatisfy(DisclosureControl.isSafe)
    }

    var all: [Int] { [takenEvents, takenOthers, leftEvents, leftOthers] }
}
