import Testing

@testable import Evaluation

/// A person has a row at each of two index dates: one of high risk, which lists take, and one of low risk, which they
/// leave. Numbers are counted by hand.
@Suite("Disclosure control of people with two rows")
struct RepeatedPersonTests {
    /// So many people, row by row at the first index date and then at the second; the first few have the outcome.
    private func scored(people: Int, events: Int) -> ScoredOutcomes {
        let places = Array(0..<people) + Array(0..<people)
        return ScoredOutcomes(
            outcomes: places.map { $0 < events ? 1 : 0 },
            risks: places.indices.map { row in
                (row < people ? 0.5 : 0.1) + 0.3 * Double(people - places[row]) / Double(people)
            })
    }

    private func persons(_ people: Int) -> [UInt64] { (Array(0..<people) + Array(0..<people)).map(UInt64.init) }

    private func comparison(events: Int) async -> ModelComparison {
        let scored = scored(people: 40, events: events)
        var input = ComparisonInput(
            champion: .init(name: "one", scored: scored), challenger: .init(name: "two", scored: scored),
            outcome: "an admission", population: "Adults", indexDates: ["2023-04-01", "2024-04-01"],
            isSynthetic: false, persons: persons(40))
        input.mainCut = ShareCut(perMille: 500)
        input.groupings = [Grouping(name: "All", levels: ["all"], codes: [Int32](repeating: 0, count: 80))]
        return await Comparer(bootstrap: Bootstrap(replicates: 0, threads: 1)).comparison(of: input)
    }

    @Test("A comparison of four people with the outcome tells no measure, though they have eight rows")
    func fewEvents() async {
        let few = await comparison(events: 4)
        #expect(few.measures.auroc == .none && few.events == nil)
        let enough = await comparison(events: 8)
        #expect(enough.measures.auroc.champion.value != nil)
    }

    @Test("A subgroup of four people with the outcome tells no measure, though they have eight rows")
    func fewEventsOfSubgroup() async {
        let few = await comparison(events: 4).subgroups[0].levels[0]
        #expect(few.people == 40 && few.auroc == .none)
        let enough = await comparison(events: 8).subgroups[0].levels[0]
        #expect(enough.auroc.champion.value != nil && enough.sensitivity.champion.value != nil)
    }

    @Test("A cut is told of people taken, and none where they are few, though their rows are more")
    func cuts() async {
        // A tenth of 80 rows is of the first 8 people; four of them, twice, would be as many rows.
        let scored = ScoredOutcomes(
            outcomes: (0..<80).map { $0.isMultiple(of: 2) ? 1 : 0 }, risks: (0..<80).map { 0.9 - Double($0) / 100 })
        var input = ComparisonInput(
            champion: .init(name: "one", scored: scored), challenger: .init(name: "two", scored: scored),
            outcome: "an admission", population: "Adults", indexDates: ["2024-04-01"], isSynthetic: false,
            persons: (0..<80).map { UInt64($0 / 2) })
        input.cuts = [ShareCut(perMille: 100), ShareCut(perMille: 250)]
        let cuts = await Comparer(bootstrap: Bootstrap(replicates: 0, threads: 1)).comparison(of: input).cuts
        #expect(cuts.map(\.taken) == [nil, 10])
    }

    @Test("A list counts a person once among those with an outcome, and once among those without")
    func taken() {
        let scored = ScoredOutcomes(outcomes: [1, 0, 0, 1], risks: [0.9, 0.8, 0.7, 0.1])
        let cells = RuleCells(scored, taken: [true, true, true, false], PersonCounter([7, 7, 8, 7]))
        #expect(cells.all == [1, 2, 1, 0])
        #expect(RuleCells.outcomes(rows: [0, 1, 2, 3], of: scored, PersonCounter([7, 7, 8, 7])) == [1, 2])
    }

    @Test("Levels withheld count somebody who is in two of them once")
    func levels() async {
        // Four people with the outcome are in level A at the first date and in B at the second; C has enough.
        let codes = (0..<80).map { row -> Int32 in row % 40 < 20 ? (row < 40 ? 0 : 1) : 2 }
        let outcomes = (0..<80).map { row -> UInt8 in row % 40 < 4 || (20..<30).contains(row % 40) ? 1 : 0 }
        var input = EvaluationInput(
            model: EvaluatorTests.model,
            scored: ScoredOutcomes(outcomes: outcomes, risks: scored(people: 40, events: 0).risks), persons: persons(40)
        )
        input.groupings = [Grouping(name: "Age", levels: ["A", "B", "C"], codes: codes)]
        let levels = await Evaluator(bootstrap: Bootstrap(replicates: 0, threads: 1)).evaluation(of: input)
            .subgroups[0].levels
        #expect(levels.map(\.people) == [20, 20, 20])
        // A and B together have eight rows with the outcome, of four people: C would tell them by difference.
        #expect(levels.allSatisfy { $0.auroc.value == nil })
    }
}
