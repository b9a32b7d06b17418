import Testing

@testable import Evaluation

@Suite("Disclosure control")
struct DisclosureControlTests {
    @Test("suppresses 1 to 7 and rounds the rest to the nearest 5")
    func counts() {
        #expect((1...7).allSatisfy { DisclosureControl.released($0) == nil })
        #expect([0, 8, 12, 13, 17, 18, 662_452].map(DisclosureControl.released) == [0, 10, 10, 15, 15, 20, 662_450])
    }

    @Test("suppresses a share from which a small count could be worked out")
    func shares() {
        #expect(DisclosureControl.released(0.05, of: 5, in: 100) == nil)
        #expect(DisclosureControl.released(0.95, of: 95, in: 100) == nil)
        #expect(DisclosureControl.released(0.5, of: 50, in: 100) == 0.5)
        #expect(DisclosureControl.released(0, of: 0, in: 100) == 0)
    }

    /// Of parts that have nobody in common.
    private func withheld(_ parts: [[Int]], rest: [Int], given: [Bool]? = nil) -> [Bool] {
        DisclosureControl.withheld(parts, given: given) { hidden in
            rest.indices.map { cell in hidden.reduce(rest[cell]) { $0 + parts[$1][cell] } }
        }
    }

    @Test("withholds a second part where a total less the others would tell a small one")
    func complementary() {
        #expect(withheld([[5], [20], [30]], rest: [0]) == [true, true, false])
        #expect(withheld([[5], [3], [30]], rest: [0]) == [true, true, false])
        #expect(withheld([[5], [2], [30]], rest: [0]) == [true, true, true])
        #expect(withheld([[20], [30]], rest: [0]) == [false, false])
    }

    @Test("counts those in no part, who are told by difference")
    func rest() {
        #expect(withheld([[20], [30]], rest: [4]) == [true, false])
        #expect(withheld([[5], [30]], rest: [40]) == [true, false])
    }

    @Test("looks at every cell of a part")
    func cells() {
        #expect(withheld([[3, 500], [20, 600], [30, 9]], rest: [0, 0]) == [true, true, false])
        #expect(
            withheld([[20, 600], [30, 90]], rest: [0, 0], given: [false, true]) == [false, true])
    }

    /// Every third row an event, from the top.
    private func places(_ count: Int, persons: (Int) -> Int = { $0 }) -> ReleasedPlaces {
        let scored = ScoredOutcomes(
            outcomes: (0..<count).map { $0.isMultiple(of: 3) ? 1 : 0 },
            risks: (0..<count).map { Double(count - $0) / Double(count + 1) })
        return ReleasedPlaces(scored, persons: (0..<count).map { UInt64(persons($0)) })
    }

    @Test("tells of places in a ranking that lie far enough apart")
    func ranking() {
        var released = places(300)
        // Of the rows after the hundredth, 22 have 7 events, as the last ten have 3.
        let inserted = [100, 100, 110, 121, 124, 290].map { released.insert($0) }
        #expect(inserted == [true, true, false, false, true, false])
        #expect(released.places == [0, 100, 124, 300])
    }

    /// Whether the people by whom a rule differs from the first so many rows are none or more than 7, with the outcome
    /// and without it: counted one by one. Every third row is an event, and a person has two rows.
    private func isApart(_ rule: [Bool], _ place: Int) -> Bool {
        [true, false].allSatisfy { isEvent in
            let rows = rule.indices.filter { $0.isMultiple(of: 3) == isEvent && ($0 < place) != rule[$0] }
            let people = Set(rows.map { $0 / 2 }).count
            return people == 0 || people > 7
        }
    }

    @Test("tells of a rule, and beside it of places, only where people enough are between them")
    func rules() {
        let rules: [(Int) -> Bool] = [
            { $0 < 100 }, { $0 < 70 || (130..<160).contains($0) }, { $0 % 9 < 4 }, { $0 == 5 }, { _ in false },
            { $0 < 120 && $0 % 4 > 0 },
        ]
        var told = [0, 0]
        for rule in rules.map({ (0..<300).map($0) }) {
            var whole = places(300) { $0 / 2 }
            let isInserted = whole.insert(rule: rule)
            #expect(isInserted == (isApart(rule, 0) && isApart(rule, 300)))
            for place in 0...300 where isInserted {
                var (plain, beside) = (places(300) { $0 / 2 }, whole)
                let isPlaceSafe = plain.insert(place)
                let isTold = beside.insert(place)
                #expect(isTold == (isPlaceSafe && isApart(rule, place)), "\(place)")
                told[isTold ? 1 : 0] += 1
                // The other way round: the place first.
                if isPlaceSafe {
                    let isRuleTold = plain.insert(rule: rule)
                    #expect(isRuleTold == isApart(rule, place), "\(place)")
                }
            }
        }
        #expect(told.allSatisfy { $0 > 100 })
    }

    @Test("withholds a rule that another differs from by a few people")
    func twoRules() {
        func rule(_ more: Range<Int>) -> [Bool] { (0..<300).map { $0 % 5 == 0 || more.contains($0) } }
        var released = places(300)
        let isInserted = [rule(0..<0), rule(100..<104), rule(100..<150), rule(100..<150)].map {
            released.insert(rule: $0)
        }
        #expect(isInserted == [true, false, true, true])
    }

    @Test("says from which cut a rule differs by too few people")
    func reasons() async throws {
        var input = EvaluatorTests.input()
        let ranked = input.scored.descending
        // 4% of 6,000 are 240: one of them is left for the next; then a rule of three people.
        let near = Set(ranked[0..<239] + ranked[240..<241])
        input.rules = [near, Set(ranked[0..<3])].map { taken in
            SelectionRule(words: "a rule", isTaken: (0..<6000).map(taken.contains))
        }
        let evaluation = await Evaluator(bootstrap: Bootstrap(replicates: 0, threads: 1)).evaluation(of: input)
        #expect(
            evaluation.rules.map(\.rule) == [
                "a rule (withheld: too few people differ from the 4%)", "a rule (withheld: too few people)",
            ])
        #expect(evaluation.rules.allSatisfy { $0.positivePredictiveValue.value == nil && $0.lift.value == nil })
    }

    @Test("counts people, not rows, between places")
    func people() {
        var released = places(300) { $0 / 30 }
        // Ten rows are of one person or two.
        let isInserted = released.insert(60)
        #expect(!isInserted)
        var few = places(300) { $0 % 5 }
        let isEndInserted = few.insert(300)
        #expect(!few.isWholeSafe && !isEndInserted)
    }
}
