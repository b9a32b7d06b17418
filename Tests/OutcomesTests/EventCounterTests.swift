import Outcomes
import Records
import Testing

@Suite("Counting events")
struct EventCounterTests {
    private func admission(_ day: String, _ method: String = "21") -> (String, [String: String]) {
        (day, ["admission_method": method])
    }

    private func person(_ admissions: (String, [String: String])...) -> TestPerson {
        admissions.reduce(TestPerson()) { $0.and(.admissions, $1.0, $1.1) }
    }

    private func outcome(_ events: String) throws -> OutcomeDefinition {
        try .read("words: w\nwithin: 12 months\nany_of: [\(events)]\n")
    }

    private static let emergency = "{ table: admissions, where: \"admission_method in [21, 2A]\" }"

    private func counts(
        _ events: String, _ people: [TestPerson], from: String, to: String, before: String = "2025-06-01"
    ) throws -> [Int] {
        let population = Population(people)
        let counter = try EventCounter(outcome(events), population, before: Day(before)!)
        return people.indices.map { counter.count($0, in: Day(from)!..<Day(to)!) }
    }

    @Test("Every event of the days counts, the first day's and not the end's; other rows do not")
    func days() throws {
        let people = [
            person(admission("2024-01-01"), admission("2024-01-31"), admission("2024-02-01")),
            person(admission("2023-12-31"), admission("2024-01-15", "11"), admission("2024-01-16", "2A")), person(),
        ]
        #expect(try counts(Self.emergency, people, from: "2024-01-01", to: "2024-02-01") == [2, 1, 0])
        #expect(try counts(Self.emergency, people, from: "2024-02-01", to: "2024-03-01") == [1, 0, 0])
    }

    @Test("A death counts once where the outcome has it")
    func death() throws {
        var one = person(admission("2024-01-10"))
        one.death = "2024-01-20"
        #expect(try counts("death, \(Self.emergency)", [one], from: "2024-01-01", to: "2024-02-01") == [2])
        #expect(try counts("death, \(Self.emergency)", [one], from: "2024-02-01", to: "2024-03-01") == [0])
        #expect(try counts(Self.emergency, [one], from: "2024-01-01", to: "2024-02-01") == [1])
    }

    @Test("Days that the source does not reach to are refused")
    func completeness() throws {
        let population = Population([person(admission("2024-01-10"))], TestSources(completeTo: "2024-12-31"))
        _ = try EventCounter(outcome(Self.emergency), population, before: Day("2025-01-01")!)
        #expect(
            throws: OutcomeError.incomplete(
                table: "admissions", completeTo: "2024-12-31", neededTo: "2025-01-01")
        ) { try EventCounter(outcome(Self.emergency), population, before: Day("2025-01-02")!) }
    }

    @Test("The first day is anybody's")
    func firstDay() throws {
        let people = [person(admission("2024-03-01")), person(admission("2023-05-06"), admission("2024-01-01"))]
        let counter = try EventCounter(outcome(Self.emergency), Population(people), before: Day("2025-01-01")!)
        #expect(counter.firstDay(of: 0..<2) == Day("2023-05-06"))
        #expect(counter.firstDay(of: 0..<1) == Day("2024-03-01"))
    }
}
