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

    @Test(
        "is to those who come on to the lists as the draw is, issue after issue, where places are kept",
        arguments: [
            ("per_practice: 6", "leave_at: 9, stay_at_least: 28 days"), ("per_practice: 3", "stay_at_least: 28 days"),
            ("share: 8%", "leave_at: 12%, stay_at_least: 14 days"), ("share: 8%", "leave_at: 16%"),
            ("risk_at_least: 0.8", "leave_at: 0.7, stay_at_least: 14 days"),
        ])
    func share(select: String, stability: String) throws {
        var random = SplitMix(state: 41)
        let programme = try Programme.text(
            """
            title: t
            model: m
            eligible: age >= 18
            select: { \(select) }
            stability: { \(stability) }
            holdout: { share: 30%, seed: 1 }
            """)
        // At the first issue, and at those after it.
        var (first, later) = ((held: 0, all: 0), (held: 0, all: 0))
        for _ in 0..<120 {
            var issues = IssuesOfLot(programme, people: 150, using: &random)
            let start = try issues.issue(using: &random)
            first = (first.held + start.held, first.all + start.all)
            for _ in 0..<8 {
                let next = try issues.issue(using: &random)
                later = (later.held + next.held, later.all + next.all)
            }
        }
        for (held, all) in [first, later] {
            try #require(all > 1_000)
            // Four standard deviations of a binomial count.
            #expect(abs(Double(held) - 0.3 * Double(all)) < 4 * (0.3 * 0.7 * Double(all)).squareRoot())
        }
    }
}

/// A population whose risks change week by week, and a programme's issues of it. Three in ten are drawn.
private struct IssuesOfLot {
    let programme: Programme
    private let practice: Attribute
    private let exclusions: [RowID: Int]
    private var predictors: [Int64]
    private var week = 0
    /// The week of entry of those on the last issue, and of those who would be on it but for the draw.
    private var (listed, heldOut) = ([RowID: Int](), [RowID: Int]())
    private var seen: Set<RowID> = []

    init(_ programme: Programme, people: Int, using random: inout SplitMix) {
        self.programme = programme
        practice = Attribute(name: "practice", texts: (0..<people).map { "L8100\($0 % 3)" })
        var exclusions: [RowID: Int] = [:]
        for row in 0..<people {
            if Double.random(in: 0..<1, using: &random) < 0.3 {
                exclusions[RowID(row)] = programme.exclusions.count - 1
            }
        }
        self.exclusions = exclusions
        predictors = (0..<people).map { _ in Int64.random(in: 0..<1_000_000, using: &random) }
    }

    /// Makes the next issue: of those who come on to it for the first time, or would but for the draw, how many are
    /// drawn.
    mutating func issue(using random: inout SplitMix) throws -> (held: Int, all: Int) {
        for row in predictors.indices {
            let change = Int64.random(in: -120_000...120_000, using: &random)
            predictors[row] = min(max(predictors[row] + change, 0), 1_000_000)
        }
        let week = week
        let cohort = try CohortSelection(programme).cohort(
            of: Candidates(
                predictors: predictors, risks: predictors.map { Double($0) / 1_000_000 },
                eligible: predictors.map { _ in true },
                attributes: Attributes(rowCount: predictors.count, [practice]), exclusions: exclusions,
                daysListed: listed.mapValues { 7 * (week - $0) }, daysHeldOut: heldOut.mapValues { 7 * (week - $0) }))
        func since(_ members: [CohortMember], _ before: [RowID: Int]) -> [RowID: Int] {
            Dictionary(uniqueKeysWithValues: members.map { ($0.row, before[$0.row] ?? week) })
        }
        (listed, heldOut) = (since(cohort.members, listed), since(cohort.heldOut, heldOut))
        self.week += 1
        let (entered, drawn) = (Set(listed.keys).subtracting(seen), Set(heldOut.keys).subtracting(seen))
        seen.formUnion(entered.union(drawn))
        return (drawn.count, drawn.count + entered.count)
    }
}
