import Configuration
import Outcomes
import Records
import Testing

@Suite("A delay of what is open on the index day")
struct DelayTests {
    private static let delayed = """
        words: a delayed discharge
        within: 60 days
        first: true
        any_of: [{ table: admissions, past: discharge_ready_date, least_days: 2 }]

        """

    private func spell(_ from: String, ready: String? = nil, until: String? = nil) -> TestPerson {
        var fields = ["admission_method": "21"]
        if let ready { fields["discharge_ready_date"] = ready }
        return .with(.admissions, from, end: until, fields)
    }

    @Test("It is of spells that began before the index day and go on two days past their readiness, after that day")
    func labels() throws {
        let people = [
            // Ready on the 10th and gone on the 12th, the 11th, still there.
            spell("2024-03-20", ready: "2024-04-10", until: "2024-04-12"),
            spell("2024-03-20", ready: "2024-04-10", until: "2024-04-11"),
            spell("2024-03-20", ready: "2024-04-10"),
            // Never ready; begun on the index day; gone before it, or on it.
            spell("2024-03-20", until: "2024-05-12"), spell("2024-04-01", ready: "2024-04-10"),
            spell("2024-03-20", ready: "2024-03-22", until: "2024-03-31"),
            spell("2024-03-20", ready: "2024-03-31", until: "2024-04-01"),
            // Two days past on 31 May, the first that is no longer within; on the 30th.
            spell("2024-03-20", ready: "2024-05-29"), spell("2024-03-20", ready: "2024-05-28"),
        ]
        let outcome = try OutcomeDefinition.read(Self.delayed)
        let persons = people.indices.map { Int32($0) }
        let found = try outcome.labels(Population(people).followUps(from: .on("2024-04-01")), persons: persons)
        #expect(found == [1, 0, 1, 0, 0, 0, 0, 0, 1])
    }

    @Test("Who is past readiness for so long on the index day has had it, as far as was known then")
    func before() throws {
        let people = [
            spell("2024-03-20", ready: "2024-03-30"), spell("2024-03-20", ready: "2024-03-31"),
            // Written on the index day or after it.
            spell("2024-03-20", ready: "2024-04-01"),
            spell("2024-03-20", ready: "2024-03-25", until: "2024-04-09"),
        ]
        let outcome = try OutcomeDefinition.read(Self.delayed)
        let had = try outcome.haveHadEvent(
            Population(people).histories(at: .on("2024-04-01")), persons: people.indices.map { Int32($0) })
        #expect(had == [true, false, false, true])
    }

    @Test("What is seen of a spell that is open stays out of its history")
    func history() throws {
        let population = Population([spell("2024-03-20", ready: "2024-04-10", until: "2024-04-12")])
        let history = try #require(population.histories(at: .on("2024-04-01")).timeline(.admissions))
        let rows = history.rows(of: 0)
        #expect(rows.count == 1)
        for field in ["discharge_date", "discharge_ready_date"] {
            #expect(history.days(field)?.day(rows, 0).isMissing == true)
        }
        let followUps = population.followUps(from: .on("2024-04-01"))
        #expect(followUps.timeline(.admissions)?.rows(of: 0).count == 0)
        #expect(followUps.begun(.admissions)?.days("discharge_date")?.day(rows, 0).day == .on("2024-04-12"))
    }

    @Test(
        "A delay of what has no end, or past no day, is refused",
        arguments: [
            ("{ table: gp_events, past: event_date }", "rows of gp_events do not end"),
            ("{ table: admissions, past: discharge_date }", "\"past\" must be one of: discharge_ready_date"),
            ("{ table: admissions, least_days: 1 }", "\"least_days\" needs past: a day of the row"),
            (
                "{ table: admissions, past: discharge_ready_date, least_days: 0 }",
                "\"least_days\" must be a whole number from 1 to 366"
            ),
            (
                "{ table: admissions, past: discharge_ready_date, least_nights: 2 }",
                "\"least_nights\" does not go with \"past\""
            ),
        ])
    func refusals(event: String, message: String) throws {
        let refused = try #require(throws: SettingsRefused.self) {
            try OutcomeDefinition.read("words: x\nwithin: 60 days\nany_of: [\(event)]\n")
        }
        #expect(refused.problems.map(\.message) == [message])
    }
}

extension Day {
    fileprivate static func on(_ text: String) -> Day { Day(text)! }
}
