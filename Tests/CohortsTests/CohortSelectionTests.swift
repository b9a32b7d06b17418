import Cohorts
import FeatureData
import TestSupport
import Testing

@Suite struct CohortSelectionTests {
    private static let rules = [
        "share: 4%", "share: 0.5%", "share: 37%", "share: 100%", "per_practice: 1", "per_practice: 6",
        "risk_at_least: 0.5", "risk_at_least: 0.95",
    ]

    @Test("A cohort is the one that a slow selection by definition finds, ties included", arguments: rules)
    func oracle(rule: String) throws {
        var random = SplitMix(state: 7)
        let programme = try Programme.selecting(rule)
        for _ in 0..<1_000 {
            let candidates = Candidates.random(most: 60, using: &random)
            let cohort = try CohortSelection(programme).cohort(of: candidates)
            let slow = SlowSelection(programme.selection, candidates)
            #expect(cohort.members.map(\.row) == slow.listed.map(\.row))
            #expect(cohort.members.map(\.rank) == slow.listed.map(\.rank))
            #expect(cohort.members.map(\.rankInPractice) == slow.listed.map(\.rankInPractice))
            #expect(cohort.toTake == slow.toTake)
            #expect(cohort.counts.eligible == slow.ranked.count)
            #expect(cohort.counts.leftOut == (0...2).map { rule in slow.leftOut.count { $0.exclusion == rule } })
            #expect(cohort.counts.nearMisses == slow.nearMisses.count)
            #expect(cohort.counts.difference == 0)
        }
    }

    @Test("The lists of a cohort divide its members and its counts", arguments: ["practice", "neighbourhood"])
    func lists(split: String) throws {
        var random = SplitMix(state: 11)
        let programme = try Programme.selecting("share: 20%", splitBy: split)
        for _ in 0..<300 {
            let candidates = Candidates.random(most: 80, using: &random)
            let cohort = try CohortSelection(programme).cohort(of: candidates)
            let keys = candidates.attributes[split]!
            for list in cohort.lists {
                #expect(list.members == cohort.members.filter { keys[$0.row] == list.key })
                #expect(list.counts.listed == list.members.count)
                #expect(list.counts.difference == 0)
                #expect(
                    list.counts.eligible
                        == keys.codes.indices.count { candidates.eligible[$0] && keys[RowID($0)] == list.key })
            }
            #expect(cohort.lists.map(\.key) == cohort.lists.map(\.key).sorted())
            #expect(cohort.lists.map(\.counts.belowTheLine).reduce(0, +) == cohort.counts.belowTheLine)
            #expect(cohort.lists.map(\.counts.nearMisses).reduce(0, +) == cohort.counts.nearMisses)
            #expect(cohort.lists.reduce(0) { $0 + $1.members.count } == cohort.members.count)
        }
    }

    @Test("Where no two predictors are equal, the order of rows does not matter")
    func orderOfRows() throws {
        var random = SplitMix(state: 13)
        let programme = try Programme.selecting("share: 30%")
        for _ in 0..<200 {
            let order = Array(0..<50).shuffled(using: &random)
            let plain = Candidates.distinct(order: Array(0..<50))
            let shuffled = Candidates.distinct(order: order)
            let cohort = try CohortSelection(programme).cohort(of: plain)
            let again = try CohortSelection(programme).cohort(of: shuffled)
            #expect(again.members.map { order[$0.row.index] } == cohort.members.map(\.row.index))
            #expect(again.members.map(\.rankInPractice) == cohort.members.map(\.rankInPractice))
            #expect(again.counts == cohort.counts)
        }
    }

    @Test("Equal predictors are ranked by RowID, the extremes of predictors included")
    func ties() throws {
        let candidates = Candidates(
            predictors: [0, .min, .max, 0, .max, .min], risks: [0.5, 0, 1, 0.5, 1, 0],
            eligible: [Bool](repeating: true, count: 6), attributes: .onePractice(6), exclusions: [:])
        let cohort = try CohortSelection(.selecting("share: 100%")).cohort(of: candidates)
        #expect(cohort.members.map(\.row.index) == [2, 4, 0, 3, 1, 5])
        #expect(cohort.members.map(\.rank) == [1, 2, 3, 4, 5, 6])
    }

    @Test("The number taken is a share of the eligible before exclusions, filled from the next in rank")
    func filling() throws {
        let candidates = Candidates(
            predictors: (0..<100).map { 100 - $0 }, risks: (0..<100).map { 0.99 - Double($0) / 200 },
            eligible: [Bool](repeating: true, count: 100), attributes: .onePractice(100),
            exclusions: [RowID(0): 0, RowID(2): 1, RowID(90): 0])
        let cohort = try CohortSelection(.selecting("share: 7%")).cohort(of: candidates)
        #expect(cohort.toTake == 7)
        #expect(cohort.members.map(\.rank) == [2, 4, 5, 6, 7, 8, 9])
        #expect(cohort.counts.leftOut == [1, 1, 0])
        #expect(cohort.counts.belowTheLine == 91)
    }

    @Test("A person's band goes by their rank among the eligible")
    func bands() throws {
        let candidates = Candidates(
            predictors: (0..<1_000).map { 1_000 - $0 }, risks: [Double](repeating: 0.5, count: 1_000),
            eligible: [Bool](repeating: true, count: 1_000), attributes: .onePractice(1_000), exclusions: [:])
        let cohort = try CohortSelection(.selecting("share: 100%")).cohort(of: candidates)
        let counts = (0...3).map { band in cohort.members.count { $0.band == band } }
        #expect(counts == [5, 45, 150, 800])
    }

    @Test("A programme whose lists nobody could work from is refused, by name and without naming anyone")
    func refused() throws {
        let attributes = Attributes(
            rowCount: 3,
            [
                Attribute(name: "practice", texts: ["A10001", "A10001", "A10002"]),
                Attribute(name: "neighbourhood", texts: [nil, "East", nil]),
            ])
        let candidates = Candidates(
            predictors: [1, 2, 3], risks: [0.1, 0.2, 0.3], eligible: [true, true, false], attributes: attributes,
            exclusions: [:])
        let programme = try Programme.selecting("share: 4%", splitBy: "neighbourhood")
        let error = #expect(throws: CohortError.self) { try CohortSelection(programme).cohort(of: candidates) }
        #expect(error == .peopleWithout(programme: "most-complex", "neighbourhood", people: 1))
    }

    @Test("Errors say what to do, word for word")
    func sentences() {
        #expect(
            CohortError.noAttribute(programme: "most-complex", "neighbourhood").description
                == "programme most-complex: no source of this run gives the neighbourhood that its lists need. "
                + "Map it, or divide the lists by another.")
        #expect(
            CohortError.peopleWithout(programme: "most-complex", "practice", people: 12).description
                == "programme most-complex: the practice of some eligible people is not known (people: 12), so they "
                + "would be on nobody's list. Complete it in its source, or add \"practice is given\" to eligible.")
        #expect(
            CohortError.peopleNotConserved(programme: "most-complex").description
                == "programme most-complex: eligible people are not listed + left out + below the line. "
                + "This is a fault in the program; nothing was published.")
    }
}

extension Attributes {
    static func onePractice(_ rows: Int) -> Attributes {
        Attributes(
            rowCount: rows, [Attribute(name: "practice", texts: [String?](repeating: "L81001", count: rows))])
    }
}

extension Candidates {
    /// People 0 and up in the given order, each with a predictor, a practice and exclusions of their own.
    fileprivate static func distinct(order: [Int]) -> Candidates {
        let practice = Attribute(name: "practice", texts: order.map { "L8100\($0 % 3)" })
        let excluded = order.indices.filter { order[$0] % 7 == 0 }
        return Candidates(
            predictors: order.map { Int64($0 * 7919 % 50) }, risks: order.map { Double($0 * 7919 % 50) / 50 },
            eligible: order.map { $0 % 5 != 0 }, attributes: Attributes(rowCount: order.count, [practice]),
            exclusions: Dictionary(uniqueKeysWithValues: excluded.map { (RowID($0), order[$0] % 2) }))
    }
}
