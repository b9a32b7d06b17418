import Outcomes
import Records
import Testing

@Suite("How the time at risk ends")
struct FollowedTests {
    private static let index = Day("2023-04-01")!
    private static let people: [TestPerson] = [
        .with(.emergencyAttendances, "2023-04-02"),
        TestPerson(death: "2023-04-03"),
        TestPerson(departure: "2023-04-03"),
        TestPerson(death: "2023-04-11"),
        TestPerson(departure: "2023-04-11"),
        TestPerson(death: "2023-04-05", departure: "2023-04-04"),
        TestPerson(death: "2023-04-04", departure: "2023-04-04"),
        TestPerson(
            events: [.emergencyAttendances: [.init(day: "2023-04-07")]], departure: "2023-04-05"),
        TestPerson(),
    ]

    private func followed(_ rule: String, _ sources: TestSources = TestSources()) throws -> [Followed] {
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 10 days\nat_risk: \(rule)\nany_of: [{ table: emergency_attendances }]\n")
        return try outcome.followed(
            Population(Self.people, sources).followUps(from: Self.index), persons: (0..<9).map(Int32.init))
    }

    @Test("Where who leaves is no row, an event after leaving is none, and one on the day of it is")
    func eventAfterLeaving() throws {
        // The eighth person leaves two days before the event.
        let expected = try followed("everybody").enumerated().map { $0 == 7 ? Followed(.left, days: 4) : $1 }
        for rule in ["observed", "weighted"] { #expect(try followed(rule) == expected) }
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 10 days\nat_risk: weighted\nany_of: [death, { table: emergency_attendances }]\n")
        let people = [
            TestPerson(events: [.emergencyAttendances: [.init(day: "2023-04-05")]], departure: "2023-04-05"),
            TestPerson(death: "2023-04-05", departure: "2023-04-05"),
            TestPerson(death: "2023-04-06", departure: "2023-04-05"),
        ]
        #expect(
            try outcome.followed(Population(people).followUps(from: Self.index), persons: [0, 1, 2])
                == [Followed(.event, days: 4), Followed(.event, days: 4), Followed(.left, days: 4)])
    }

    @Test("By the event, wherever it is recorded; else by death or leaving, whichever is first; else by its end")
    func endings() throws {
        #expect(
            try followed("everybody") == [
                Followed(.event, days: 1), Followed(.died, days: 2), Followed(.left, days: 2), Followed(.end, days: 10),
                Followed(.end, days: 10), Followed(.left, days: 3), Followed(.died, days: 3), Followed(.event, days: 6),
                Followed(.end, days: 10),
            ])
    }

    @Test("Nobody is lost unless the design says so; then the dead and the moved, or the moved alone")
    func losses() throws {
        let rows = try followed("observed")
        func lost(_ rule: AtRisk) -> [Int] { rows.indices.filter { rows[$0].isLost(by: rule) } }
        #expect(lost(.everybody) == [])
        #expect(lost(.observed) == [1, 2, 5, 6, 7])
        #expect(lost(.weighted) == [2, 5, 7])
    }

    @Test("Who is lost by leaving needs registrations that reach to the end")
    func completeness() throws {
        // Everything is complete to the day before the time at risk ends.
        let enough = TestSources(completeTo: "2023-04-10")
        #expect(try followed("observed", enough).count == 9)
        #expect {
            try followed("weighted", TestSources(completeTo: "2023-04-09"))
        } throws: {
            "\($0)"
                == "there is no outcome: the source of persons is complete to 2023-04-09, and the time at risk ends "
                + "on 2023-04-10"
        }
    }

    // By hand: on day 2, 1 of 8 dies and then 1 of 7 leaves; on day 3, 1 of 6 dies and 1 of 5 leaves; on day 4, 1 of 4
    // leaves. The share still registered is 6/7 after day 2, 6/7 x 4/5 = 24/35 after day 3 and 24/35 x 3/4 = 18/35 after
    // day 4. Who dies on day 3 weighs by the share before that day. (lifelines' KaplanMeierFitter of leaving has those who
    // end otherwise on a day among those who might leave on it: 7/8 after day 2. Its weights do not add up to 9.)
    @Test("Weights are one over the share still registered before a row's own ending, and add up to the rows")
    func weights() throws {
        let rows = try followed("weighted")
        let expected = [1, 1, 0, 35.0 / 18, 35.0 / 18, 0, 7.0 / 6, 0, 35.0 / 18]
        let weights = Followed.weights(of: rows)
        for (weight, known) in zip(weights, expected) { #expect(abs(weight - known) < 1e-14) }
        #expect(abs(weights.reduce(0, +) - 9) < 1e-14)
        // Nobody's weight is lost where all rows but one stay to the end.
        let others = [Followed(.left, days: 3)] + Array(repeating: Followed(.end, days: 10), count: 4)
        #expect(Followed.weights(of: others) == [0, 1.25, 1.25, 1.25, 1.25])
        #expect(Followed.weights(of: []) == [])
    }
}
