import Testing

@testable import Evaluation

@Suite("What lists did")
struct ImpactTests {
    let fixture: ImpactFixture
    private let bootstrap = Bootstrap(replicates: 800, threads: 2)

    init() throws { fixture = try ImpactFixture() }

    /// The change and the difference to rounding; the interval as far as another bootstrap of so many replicates tells.
    private func check(_ effect: ImpactEffect, _ expected: [Double]) throws {
        #expect(abs(try #require(effect.relative.value) - expected[0]) < 1e-12)
        #expect(abs(try #require(effect.difference.value) - expected[1]) < 1e-12)
        let width = expected[3] - expected[2]
        #expect(abs(try #require(effect.relative.low) - expected[2]) < 0.1 * width)
        #expect(abs(try #require(effect.relative.high) - expected[3]) < 0.1 * width)
    }

    private var pairs: [ControlMatching.Pair] {
        zip(fixture.matching("pair_listed"), fixture.matching("pair_control"))
            .map { ControlMatching.Pair(listed: $0, control: $1) }
    }

    @Test("The naive figure is the change of the mean")
    func naive() async throws {
        try check(await BeforeAndAfter(people: fixture.people("listed")).effect(bootstrap), fixture.expected.naive)
    }

    @Test("The hold-out gives the ratio of a Poisson regression")
    func randomised() async throws {
        let comparison = RandomisedComparison(listed: fixture.people("listed"), heldOut: fixture.people("held_out"))
        try check(await comparison.effect(bootstrap), fixture.expected.randomised)
    }

    @Test("The earlier group gives the interaction of a saturated Poisson regression")
    func earlier() async throws {
        let comparison = EarlierGroupComparison(listed: fixture.people("listed"), earlier: fixture.people("earlier"))
        try check(await comparison.effect(bootstrap), fixture.expected.earlier)
    }

    @Test(
        "With those on no list at either time it gives the interaction of the three of a saturated Poisson regression")
    func triple() async throws {
        let comparison = EarlierGroupComparison(
            listed: fixture.people("listed"), earlier: fixture.people("earlier"),
            unlisted: fixture.people("unlisted"), unlistedEarlier: fixture.people("unlisted_earlier"))
        try check(await comparison.effect(bootstrap), fixture.expected.triple)
        func change(_ part: String) -> Double {
            let people = fixture.people(part)
            return Double(people.reduce(0) { $0 + $1.after }) / Double(people.reduce(0) { $0 + $1.before })
        }
        let trend = await comparison.trend(bootstrap)
        #expect(abs(try #require(trend.value) + 1 - change("unlisted") / change("unlisted_earlier")) < 1e-12)
        #expect(try #require(trend.low) < #require(trend.value) && #require(trend.value) < #require(trend.high))
    }

    @Test("Matched pairs give the difference in differences, controls in the ratio of the expected numbers")
    func matched() async throws {
        try check(await MatchedComparison(pairs: pairs).effect(bootstrap), fixture.expected.matched)
    }

    @Test("The line gives the jump of a weighted local linear regression")
    func discontinuity() async throws {
        try check(await Discontinuity(rows: fixture.line).effect(bootstrap), fixture.expected.discontinuity)
    }

    @Test("The line tells nothing where all on a side are at one distance, so that no slope is known")
    func collinear() async {
        let people = fixture.people("listed")
        // Their determinant is 3e-15 by rounding, where it should be 0.
        let below = (0..<40).map { LinePerson(person: people[$0], distance: -0.45) }
        let above = (40..<100).map { LinePerson(person: people[$0], distance: 0.001 * Double($0)) }
        let effect = await Discontinuity(rows: below + above).effect(bootstrap)
        #expect(effect == .none)
    }

    @Test("Balance is the standardised difference")
    func balance() throws {
        let balance = MatchedComparison(pairs: pairs).balance
        let expected = fixture.expected.standardisedDifferences
        #expect(abs(try #require(balance[0].standardisedDifference) - expected[0]) < 1e-12)
        #expect(abs(try #require(balance[3].standardisedDifference) - expected[1]) < 1e-12)
    }

    @Test("Everybody gets the nearest who is left within the calipers, whatever the order of the rows")
    func matching() {
        for isReversed in [false, true] {
            var matching = ControlMatching()
            let (choosing, pool) = (fixture.matching("choosing"), fixture.matching("pool"))
            matching.match(isReversed ? choosing.reversed() : choosing, among: isReversed ? pool.reversed() : pool)
            #expect(matching.pairs.map { [$0.listed.person.key, $0.control.person.key] } == fixture.expected.pairs)
            #expect(matching.pairs.count + matching.unmatched.count == choosing.count)
        }
    }

    @Test("Nobody is a control twice, nor of themselves")
    func controlsOnce() {
        var matching = ControlMatching()
        let pool = fixture.matching("pool") + fixture.matching("choosing")
        matching.match(Array(fixture.matching("choosing").prefix(60)), among: pool)
        matching.match(Array(fixture.matching("choosing").suffix(60)), among: pool)
        let controls = matching.pairs.map(\.control.person.key)
        #expect(Set(controls).count == controls.count)
        #expect(matching.pairs.allSatisfy { $0.listed.person.key != $0.control.person.key })
    }

    @Test("The same people give the same numbers on one thread or three")
    func threads() async {
        let people = fixture.people("listed")
        let one = await BeforeAndAfter(people: people).effect(Bootstrap(replicates: 64, threads: 1))
        let three = await BeforeAndAfter(people: people).effect(Bootstrap(replicates: 64, threads: 3))
        #expect(one == three)
    }

    // MARK: What is released

    private func input() -> ImpactInput {
        let question = ImpactEvaluation.Question(
            programme: "p", title: "P", outcome: "an event", from: "2024-01-01", to: "2024-02-01", issues: 2, days: 90,
            isSynthetic: true)
        var input = ImpactInput(question: question, listed: fixture.people("listed"))
        input.trial = .init(listed: fixture.people("listed"), heldOut: fixture.people("held_out"))
        input.matching.match(fixture.matching("choosing"), among: fixture.matching("pool"))
        input.line = fixture.line
        input.earlier = .init(
            from: "2023-01-01", to: "2023-01-01", chosen: fixture.people("earlier"), matching: ControlMatching())
        input.accounts = [("people", 403), ("few", 4)]
        return input
    }

    @Test("Every method has its finding, and the file reads back")
    func evaluation() async throws {
        let evaluation = await ImpactEvaluator(bootstrap: Bootstrap(replicates: 64, threads: 2)).evaluation(of: input())
        #expect(evaluation.findings.map(\.method) == ImpactEvaluation.Method.allCases)
        #expect(evaluation.findings.allSatisfy { $0.effect.relative.low != nil })
        #expect(evaluation.accounts.map(\.people) == [405, nil])
        #expect(evaluation.earlier?.trend == nil)
        #expect(try ImpactEvaluation(json: evaluation.json()) == evaluation)
    }

    @Test("What changed for people on no list is allowed for where there are enough of them, and is told")
    func trend() async throws {
        var input = input()
        let evaluator = ImpactEvaluator(bootstrap: Bootstrap(replicates: 64, threads: 2))
        input.unlisted = fixture.people("unlisted")
        input.earlier?.unlisted = fixture.people("unlisted_earlier")
        let adjusted = await evaluator.evaluation(of: input)
        #expect(abs(try #require(adjusted.findings[3].effect.relative.value) - fixture.expected.triple[0]) < 1e-12)
        #expect(adjusted.earlier?.trend?.value != nil)
        input.earlier?.unlisted = Array(fixture.people("unlisted_earlier").prefix(7))
        let few = await evaluator.evaluation(of: input)
        #expect(abs(try #require(few.findings[3].effect.relative.value) - fixture.expected.earlier[0]) < 1e-12)
        #expect(few.earlier?.trend == nil)
    }

    @Test("A group of a few, or with a few who had events, tells nothing but that it is there")
    func disclosure() async {
        var input = input()
        input.trial?.heldOut = Array(fixture.people("held_out").prefix(7))
        let evaluator = ImpactEvaluator(bootstrap: Bootstrap(replicates: 16, threads: 1))
        let few = await evaluator.evaluation(of: input).findings[0]
        #expect(few.effect == .none && few.compared == .init(people: nil))
        let none = fixture.people("held_out").filter { $0.after == 0 }
        input.trial?.heldOut = none + fixture.people("held_out").filter { $0.after > 0 }.prefix(5)
        let unsafe = await evaluator.evaluation(of: input).findings[0]
        #expect(unsafe.effect == .none && unsafe.compared.people != nil && unsafe.compared.after == nil)
        // All but five of those listed: the five could be worked out.
        input.trial?.listed = Array(fixture.people("listed").dropLast(5))
        #expect(await evaluator.evaluation(of: input).findings[0].listed.after == nil)
    }
}
