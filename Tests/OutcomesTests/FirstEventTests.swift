import Outcomes
import Records
import Testing

@Suite("Who has had the outcome before")
struct FirstEventTests {
    private func had(
        _ outcome: OutcomeDefinition, _ people: [TestPerson], at index: String = "2024-02-29",
        _ sources: TestSources = TestSources()
    ) throws -> [Bool] {
        try outcome.haveHadEvent(
            Population(people, sources).histories(at: Day(index)!), persons: (0..<people.count).map(Int32.init))
    }

    @Test("An event before the index day is one, on it or after it is not, and death is none")
    func before() throws {
        let outcome = try OutcomeDefinition.read(
            """
            words: x
            within: 12 months
            first: true
            any_of: [death, { table: gp_events, where: code in list ltc.copd }]
            """)
        let people =
            ["1995-01-01", "2024-02-28", "2024-02-29", "2024-06-01"].map {
                TestPerson.with(.gpEvents, $0, ["code": "13645005"])
            } + [.with(.gpEvents, "2023-01-01", ["code": "1"]), TestPerson(death: "2024-02-28")]
        #expect(try had(outcome, people) == [true, true, false, false, false, false])
    }

    @Test("A diagnosis of a spell that had not ended by the index day was known to nobody")
    func openSpells() throws {
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 12 months\nfirst: true\nany_of: [{ condition: ltc.copd }]\n")
        let people = ["2024-02-28", "2024-02-29", nil].map {
            TestPerson.with(.admissions, "2024-02-01", end: $0, ["secondary_diagnoses": "I10;J449"])
        }
        #expect(try had(outcome, people) == [true, false, false])
    }

    @Test("A diagnosis is before the index day or an event after it, by the day on which its spell ends")
    func straddlingSpells() throws {
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 12 months\nfirst: true\nany_of: [{ condition: ltc.copd }]\n")
        let spells: [(String, String?)] = [
            ("2024-02-01", "2024-02-28"), ("2024-02-01", "2024-02-29"), ("2024-02-01", "2024-03-05"),
            ("2024-02-01", nil), ("2024-12-01", "2024-12-09"), ("2025-02-20", "2025-02-27"),
            ("2025-02-20", "2025-02-28"),
        ]
        let people = spells.map { TestPerson.with(.admissions, $0.0, end: $0.1, ["primary_diagnosis": "J449"]) }
        let persons = (0..<people.count).map(Int32.init)
        let followUps = Population(people).followUps(from: Day("2024-02-29")!)
        #expect(try had(outcome, people) == [true, false, false, false, false, false, false])
        let days = try outcome.eventDays(followUps, persons: persons).map { $0.isMissing ? nil : $0.day.description }
        #expect(days == [nil, "2024-02-29", "2024-03-05", nil, "2024-12-09", "2025-02-27", nil])
        // Of two spells, the one that ends first.
        let two = TestPerson.with(.admissions, "2024-03-01", end: "2024-06-01", ["primary_diagnosis": "J449"])
            .and(.admissions, "2024-04-01", end: "2024-04-02", ["primary_diagnosis": "J440"])
        let first = try outcome.eventDays(Population([two]).followUps(from: Day("2024-02-29")!), persons: [0])
        #expect(first[0].day == Day("2024-04-02")!)
        // An admission for something is dated by its day, unless its first is asked for.
        func day(_ more: String) throws -> Day {
            try OutcomeDefinition.read(
                "words: x\nwithin: 12 months\n\(more)"
                    + "any_of: [{ table: admissions, where: primary_diagnosis in list ltc.copd }]\n"
            ).eventDays(followUps, persons: [4])[0].day
        }
        #expect(try day("") == Day("2024-12-01")! && day("first: true\n") == Day("2024-12-09")!)
    }

    @Test("A long stay before the index day has lasted so long by then")
    func longStays() throws {
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 12 months\nfirst: true\nany_of: [{ table: admissions, least_nights: 21 }]\n")
        let people = [
            ("2024-02-08", nil), ("2024-02-09", nil), ("2023-01-01", "2023-01-22"), ("2023-01-01", "2023-01-21"),
        ]
        .map { TestPerson.with(.admissions, $0.0, end: $0.1) }
        #expect(try had(outcome, people) == [true, false, true, false])
    }
}
