import Configuration
import Outcomes
import Records
import Testing

@Suite("A row for each discharge")
struct IndexDischargeTests {
    private func read(_ yaml: String) throws -> IndexDischarges {
        let problems = Problems()
        let lists = CodeLists(folder: OutcomeDefinition.codeLists, problems: problems)
        let discharges = IndexDischarges(try Setting.parse(yaml, file: "design.yaml"), lists: lists, problems: problems)
        try problems.throwIfAny()
        return try #require(discharges)
    }

    private func spell(_ from: String, _ to: String?, _ method: String = "21") -> TestPerson {
        .with(.admissions, from, end: to, ["admission_method": method])
    }

    @Test("Of spells that qualify and end in the period, on the day after; nobody who is in hospital again by then")
    func rows() throws {
        let discharges = try read(
            """
            where: admission_method in list admission_method.emergency
            from: 2023-04-01
            to: 2023-04-30
            """)
        let people = [
            spell("2023-03-01", "2023-03-31"), spell("2023-03-01", "2023-04-01"), spell("2023-04-10", "2023-04-30"),
            spell("2023-04-10", "2023-05-01"), spell("2023-04-10", nil), spell("2023-04-10", "2023-04-12", "11"),
            // In again on the day of discharge, for some days and for that day alone.
            spell("2023-04-10", "2023-04-12").and(
                .admissions, "2023-04-12", end: "2023-04-15", ["admission_method": "11"]),
            spell("2023-04-10", "2023-04-12").and(
                .admissions, "2023-04-12", end: "2023-04-12", ["admission_method": "21"]),
            spell("2023-04-10", "2023-04-12").and(
                .admissions, "2023-04-20", end: "2023-04-21", ["admission_method": "22"]),
        ]
        let found = try discharges.rows(Population(people), in: discharges.train)
        #expect(
            found.map { "\($0.person) \($0.indexDay) \($0.isInHospital)" } == [
                "1 2023-04-02 false", "6 2023-04-13 true", "7 2023-04-13 false", "8 2023-04-13 false",
                "8 2023-04-22 false", "2 2023-05-01 false",
            ])
    }

    @Test("The discharge is in the history of its row, and a readmission in the follow-up")
    func historyAndFollowUp() throws {
        let person = spell("2023-04-10", "2023-04-12").and(.admissions, "2023-04-13", ["admission_method": "21"])
        let population = Population([person])
        let discharges = try read("{ from: 2023-04-01, to: 2023-04-30 }")
        let row = try #require(try discharges.rows(population, in: discharges.train).first)
        let history = try #require(population.histories(at: row.indexDay).timeline(.admissions))
        let rows = history.rows(of: 0)
        #expect(rows.count == 1)
        #expect(history.days("discharge_date")?.day(rows, 0).day == Day("2023-04-12"))
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 30 days\nany_of: [{ table: admissions, where: admission_method = 21 }]\n")
        #expect(try outcome.labels(population.followUps(from: row.indexDay), persons: [0]) == [1])
    }

    @Test(
        "Every mistake has its sentence and its place",
        arguments: [
            (
                "{ from: 2023-04-01 }",
                [
                    "1:1: \"to\" is missing",
                    "1:9: \"from\" and \"to\" must be two days, the second not before the first",
                ]
            ),
            (
                "{ from: 2023-04-01, to: 2023-03-31 }",
                ["1:25: \"from\" and \"to\" must be two days, the second not before the first"]
            ),
            (
                "{ from: 2023-04-01, to: 2023-04-30, test_to: 2024-01-01 }",
                ["1:46: \"test_from\" and \"test_to\" must be two days, the second not before the first"]
            ),
            (
                "{ from: 2023-04-01, to: 2023-04-30, where: disposal = died }",
                [
                    "1:44: admissions has no field \"disposal\"; it has: spell_id, admission_date, discharge_date, "
                        + "admission_method, patient_classification, discharge_method, specialty, provider_code, "
                        + "primary_diagnosis, secondary_diagnoses, discharge_ready_date, cost"
                ]
            ),
        ])
    func mistakes(yaml: String, problems: [String]) {
        #expect { try read(yaml) } throws: {
            ($0 as? SettingsRefused)?.problems.map(\.description) == problems.map { "design.yaml:\($0)" }
        }
    }
}
