import Cohorts
import Configuration
import FeatureData
import TestSupport
import Testing

@Suite("Places of each practice")
struct CapacityTests {
    private static let tables = [
        Capacity.Table(file: "matrons.csv", places: ["L81001": 0, "L81002": 3, "L81004": 100_000], others: 5),
        Capacity.Table(file: "matrons.csv", places: ["L81001": 1, "L81002": 7, "L81003": 2, "L81004": 4], others: nil),
        Capacity.Table(file: "matrons.csv", places: [:], others: 0),
    ]

    private func programme(_ more: String = "", table: Capacity.Table?) throws -> Programme {
        let programme = try Programme.text(
            """
            title: t
            model: m
            eligible: age >= 18
            select: { per_practice: 4, places_of: community matron }
            exclude: [{ caseload: a }, { caseload: b }]
            \(more)
            """)
        return try table.map { try #require(programme.taking($0)) } ?? programme
    }

    @Test("A cohort fills each practice's places, as a slow selection by definition does", arguments: 0..<3)
    func oracle(number: Int) throws {
        var random = SplitMix(state: 29)
        let programme = try programme(table: Self.tables[number])
        for _ in 0..<1_000 {
            let candidates = Candidates.random(most: 60, using: &random)
            let cohort = try CohortSelection(programme).cohort(of: candidates)
            let slow = SlowSelection(programme.selection, candidates)
            #expect(cohort.members.map(\.row) == slow.listed.map(\.row))
            #expect(cohort.toTake == slow.toTake)
            #expect(cohort.counts.leftOut == (0...2).map { rule in slow.leftOut.count { $0.exclusion == rule } })
            #expect(cohort.counts.nearMisses == slow.nearMisses.count)
            #expect(cohort.counts.difference == 0)
        }
    }

    @Test("The leave line lies as far below a practice's places as below the programme's own number")
    func stability() throws {
        func people(_ count: Int, listed: Set<Int>) -> Candidates {
            Candidates(
                predictors: (0..<count).map { Int64(count - $0) }, risks: (0..<count).map { 0.9 - Double($0) / 100 },
                eligible: [Bool](repeating: true, count: count), attributes: .onePractice(count), exclusions: [:],
                daysListed: Dictionary(uniqueKeysWithValues: listed.map { (RowID($0), 100) }))
        }
        let more = "stability: { leave_at: 6 }"
        func taken(places: Int, listed: Set<Int>) throws -> [Int] {
            let table = Capacity.Table(file: "f.csv", places: ["L81001": places], others: nil)
            return try CohortSelection(programme(more, table: table)).cohort(of: people(20, listed: listed)).members
                .map(\.row.index)
        }
        // Ten places: who is twelfth stays, who is thirteenth does not.
        #expect(try taken(places: 10, listed: [11, 12]) == Array(0..<9) + [11])
        #expect(try taken(places: 2, listed: [2, 3]) == [0, 2])
        #expect(try taken(places: 1, listed: [2, 3]) == [0], "the only place is the highest's")
        #expect(try taken(places: 0, listed: [0, 1]) == [])
    }

    @Test("Where nobody has places, no line lets anybody enter or stay")
    func noPlaces() throws {
        let table = Capacity.Table(file: "f.csv", places: ["L81001": 0], others: nil)
        let candidates = Candidates(
            predictors: [3, 2, 1], risks: [0.9, 0.5, 0.1], eligible: [true, true, true], attributes: .onePractice(3),
            exclusions: [:], daysListed: [RowID(0): 5])
        let cohort = try CohortSelection(programme("stability: { leave_at: 6 }", table: table)).cohort(of: candidates)
        #expect(cohort.members.isEmpty && cohort.counts.belowTheLine == 3 && cohort.toTake == 0)
        let line = try #require(cohort.lines[""])
        #expect(line.entry == .max && line.leave == .max)
    }

    @Test("A practice that the table does not name, and that has eligible people, is refused by its code")
    func refused() throws {
        let table = Capacity.Table(file: "matrons.csv", places: ["L81001": 2], others: nil)
        let attributes = Attributes(
            rowCount: 4, [Attribute(name: "practice", texts: ["L81001", "L81003", "L81002", "L81004"])])
        let candidates = Candidates(
            predictors: [4, 3, 2, 1], risks: [0.4, 0.3, 0.2, 0.1], eligible: [true, true, true, false],
            attributes: attributes, exclusions: [:])
        let error = #expect(throws: CohortError.self) {
            try CohortSelection(self.programme(table: table)).cohort(of: candidates)
        }
        #expect(
            error == .noPlaces(programme: "most-complex", file: "matrons.csv", practices: ["L81002", "L81003"]))
        #expect(
            error?.description
                == "programme most-complex: matrons.csv has no places for practices with eligible people: L81002, L81003. "
                + "Add a row for each, 0 where there are none, or say others: and a number beside file: in the "
                + "configuration.")
    }

    @Test("A practice's list says how many places it has, whose, and whether the table names it")
    func words() throws {
        func words(_ table: Capacity.Table?, _ practice: String?) throws -> String {
            try programme(table: table).selection.words(eligible: "431", people: "adults", practice: practice)
        }
        #expect(
            try words(nil, "L81001")
                == "those at highest risk among adults, for the 4 places of this practice's community matron")
        #expect(
            try words(Self.tables[1], "L81001")
                == "those at highest risk among adults, for the 1 place of this practice's community matron")
        #expect(try words(Self.tables[0], "L81001") == "this practice's community matron has no places")
        #expect(
            try words(Self.tables[0], "L81003")
                == "those at highest risk among adults, for the 5 places of this practice's community matron (the number for a "
                + "practice that matrons.csv does not name)")
        #expect(
            Selection.perPractice(20)
                .words(eligible: "431", people: "people of 75 and over whose risk is rising", practice: "L81001")
                == "the 20 at highest risk of each practice's people of 75 and over whose risk is rising")
        #expect(try words(nil, nil) == "of 431 eligible adults, the 4 at highest risk of each practice")
        #expect(
            try words(Self.tables[0], nil)
                == "of 431 eligible adults, those at highest risk of each practice, as many as matrons.csv has places for"
        )
        #expect(
            try programme(table: Self.tables[0]).selection.words
                == "those at highest risk among the eligible of each practice, as many as matrons.csv has places for")
    }

    @Test("places_of goes with per_practice alone, and a table with it too")
    func alone() throws {
        let problems = Problems()
        let text = "title: t\nmodel: m\neligible: age >= 18\nselect: { share: 4%, places_of: matron }\n"
        #expect(Programme.read(text, id: "p", file: "p.yaml", problems: problems) == nil)
        #expect(
            problems.all.map(\.description) == [
                "p.yaml:4:33: places_of: says whose places per_practice counts; nothing else has places"
            ])
        #expect(try Programme.selecting("share: 4%").taking(Self.tables[0]) == nil)
    }
}
