import Cohorts
import Configuration
import FeatureData
import Testing

@Suite struct NearMissesTests {
    /// Eight people of two practices, in the order of their risks; the one at place 3 is left out.
    private static let candidates = Candidates(
        predictors: (0..<8).map { Int64(80 - 10 * $0) }, risks: (0..<8).map { 0.8 - 0.1 * Double($0) },
        eligible: [true, true, true, true, true, true, false, true],
        attributes: Attributes(
            rowCount: 8,
            [Attribute(name: "practice", values: ["A", "B"], codes: [0, 1, 0, 1, 1, 0, 0, 1])]),
        exclusions: [RowID(3): 0])

    private static func programme(_ more: String = "") throws -> Programme {
        try .text("title: t\nmodel: m\neligible: age >= 18\nselect: { share: 20% }\n" + more)
    }

    @Test("They are the next in rank of each list whom no rule left out, with their ranks")
    func next() throws {
        let programme = try Self.programme("near_misses: 2\n")
        let cohort = try CohortSelection(programme).cohort(of: Self.candidates)
        #expect(cohort.members.map(\.row.index) == [0, 1])
        let lists = NearMisses(of: programme, cohort, Self.candidates).lists
        #expect(lists["A"]?.map(\.row.index) == [2, 5] && lists["B"]?.map(\.row.index) == [4, 7])
        #expect(lists["B"]?.map(\.rank) == [5, 7] && lists["B"]?.map(\.rankInPractice) == [3, 4])
    }

    @Test("Five of a list are shown unless the programme says otherwise, and none where it says none")
    func count() throws {
        #expect(try Self.programme().presentation.nearMisses == 5)
        let none = try Self.programme("near_misses: 0\n")
        let cohort = try CohortSelection(none).cohort(of: Self.candidates)
        #expect(NearMisses(of: none, cohort, Self.candidates).lists.isEmpty)
    }

    @Test("Those on a caseload come last where the programme says so, and keep their order")
    func order() throws {
        let isOdd = { (number: Int) in !number.isMultiple(of: 2) }
        #expect(try Self.programme().presentation.order([1, 2, 3, 4], isOnCaseload: isOdd) == [1, 2, 3, 4])
        let last = try Self.programme("caseload_last: true\n").presentation
        #expect(last.order([1, 2, 3, 4], isOnCaseload: isOdd) == [2, 4, 1, 3])
    }

    @Test("What makes no sense is told", arguments: ["near_misses: -1", "near_misses: many", "caseload_last: maybe"])
    func problems(text: String) {
        let problems = Problems()
        let all = "title: t\nmodel: m\neligible: age >= 18\nselect: { share: 20% }\n" + text
        #expect(Programme.read(all, id: "p", file: "p.yaml", problems: problems) == nil)
        #expect(problems.all.count == 1)
    }

    @Test("The rule in words has its numbers")
    func words() throws {
        #expect(
            try Selection.share(#require(Share("4%"))).words(eligible: "7,431", people: "adults")
                == "the 4% at highest risk among 7,431 eligible adults of all practices")
        #expect(
            Selection.perPractice(20).words(eligible: "7,431", people: "adults")
                == "of 7,431 eligible adults, the 20 at highest risk of each practice")
        #expect(
            Selection.riskAtLeast(0.3).words(eligible: "7,431", people: "adults")
                == "those whose risk is 0.3 or more among 7,431 eligible adults")
    }
}
