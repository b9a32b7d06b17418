import Cohorts
import Configuration
import FeatureData
import TestSupport
import Testing

@Suite("A hold-out")
struct HoldOutTests {
    private func held(_ share: String, seed: Int, of count: Int = 40) throws -> [Int] {
        let holdOut = HoldOut(share: try #require(Share(share)), seed: seed)
        return (0..<count).filter { holdOut.holds("P\($0)") }
    }

    /// By Python's hashlib: the first eight bytes of the SHA-256 of "hold-out SEED ID", as a number, below the share of
    /// 2^64.
    @Test("holds whom SHA-256 says")
    func draw() throws {
        #expect(try held("30%", seed: 7) == [5, 6, 11, 13, 16, 17, 19, 23, 24, 28, 29, 30, 34, 36, 38])
        #expect(try held("30%", seed: 8) == [1, 7, 8, 13, 21, 23, 24, 25, 33, 35])
        #expect(try held("10%", seed: 7) == [6, 16, 17, 24, 30, 36])
    }

    @Test("keeps its people when its share grows, and is of about that share")
    func nested() throws {
        let (few, more) = (Set(try held("5%", seed: 3, of: 20_000)), Set(try held("12.5%", seed: 3, of: 20_000)))
        #expect(few.isSubset(of: more))
        // Four standard deviations of a binomial count.
        #expect(abs(few.count - 1_000) < 124 && abs(more.count - 2_500) < 188)
        #expect(try held("0%", seed: 3).isEmpty)
    }

    @Test("stands after every other exclusion of a programme")
    func reading() throws {
        let holdOut = HoldOut(share: try #require(Share("5%")), seed: 2026)
        let programme = try Programme.text(
            """
            title: t
            model: m
            eligible: age >= 65
            select: { share: 4% }
            holdout: { share: 5%, seed: 2026 }
            """)
        #expect(programme.holdOut == holdOut)
        #expect(
            programme.exclusions.map(\.rule) == [.caseload("most-complex"), .diedOrLeft, .heldOut(holdOut)])
        #expect(
            programme.exclusions[2].words
                == "drawn by lot to be left out, so that it can be told whether the list helps")
        #expect(try Programme.selecting("share: 4%").holdOut == nil)
    }

    @Test(
        "that cannot be is refused",
        arguments: [
            ("share: 60%, seed: 1", "\"share\" must be a share over 0 and at most 50%, such as 5%"),
            ("share: 0%, seed: 1", "\"share\" must be a share over 0 and at most 50%, such as 5%"),
            ("share: 5%", "\"seed\" is missing"),
            ("share: 5%, seed: x", "\"seed\" must be a whole number"),
            ("share: 5%, seed: 1, of: age", "unknown key \"of\"; allowed here: share, seed"),
        ])
    func refused(text: String, message: String) {
        let problems = Problems()
        let programme = Programme.read(
            "title: t\nmodel: m\neligible: age >= 18\nselect: { share: 4% }\nholdout: { \(text) }\n", id: "p",
            file: "p.yaml", problems: problems)
        #expect(programme == nil)
        #expect(problems.all.map(\.message) == [message])
    }

    @Test("leaves its people out of a list that is filled from those who remain")
    func filled() throws {
        let programme = try Programme.text(
            "title: t\nmodel: m\neligible: age >= 18\nselect: { share: 20% }\nholdout: { share: 5%, seed: 1 }\n")
        let place = programme.exclusions.count - 1
        var random = SplitMix(state: 5)
        for _ in 0..<200 {
            let base = Candidates.random(most: 80, using: &random)
            let exclusions = base.exclusions.mapValues { $0 == 2 ? place : 0 }
            let candidates = Candidates(
                predictors: base.predictors, risks: base.risks, eligible: base.eligible, attributes: base.attributes,
                exclusions: exclusions)
            let cohort = try CohortSelection(programme).cohort(of: candidates)
            let eligible = base.eligible.indices.filter { base.eligible[$0] }
            let free = eligible.count { exclusions[RowID($0)] == nil }
            #expect(cohort.members.count == min(free, cohort.toTake))
            #expect(cohort.heldOut.count == cohort.counts.leftOut[place])
            #expect(cohort.heldOut.allSatisfy { exclusions[$0.row] == place })
            // Whoever is held out and ranks above the last who is listed would have been on the list.
            let last = cohort.members.map(\.rank).max() ?? 0
            let above = eligible.filter { exclusions[RowID($0)] == place }.map { RowID($0) }
                .filter { row in cohort.heldOut.contains { $0.row == row && $0.rank < last } }
            #expect(cohort.heldOut.filter { $0.rank < last }.map(\.row).sorted { $0.index < $1.index } == above)
        }
    }
}
