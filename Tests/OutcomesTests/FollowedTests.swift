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
        #expect(lost(.observed) == [1, 2, 5, 6])
        #expect(lost(.weighted) == [2, 5])
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

    // By hand: 9 at risk, of whom 1 of 8 leaves on day 2 and 1 of 6 on day 3. The share still registered is 7/8 after
    // day 2 and 7/8 x 5/6 = 35/48 after day 3. Who dies on day 3 weighs by the share before that day.
    @Test("Weights are one over the share still registered before a row's own ending")
    func weights() throws {
        let rows = try followed("everybody")
        let expected = [1, 1, 0, 48.0 / 35, 48.0 / 35, 0, 8.0 / 7, 48.0 / 35, 48.0 / 35]
        let weights = Followed.weights(of: rows)
        for (weight, known) in zip(weights, expected) { #expect(abs(weight - known) < 1e-15) }
        // Nobody's weight is lost where all rows but one stay to the end.
        let others = [Followed(.left, days: 3)] + Array(repeating: Followed(.end, days: 10), count: 4)
        #expect(Followed.weights(of: others) == [0, 1.25, 1.25, 1.25, 1.25])
        #expect(Followed.weights(of: []) == [])
    }
}
