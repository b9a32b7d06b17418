import Configuration
import Outcomes
import Records
import Testing

@Suite("Outcomes")
struct OutcomeTests {
    private static let emergency =
        "{ table: admissions, where: \"admission_method in [21, 2A]\", where_given: \"patient_classification not in [3, 4]\" }"

    private func emergency(_ more: String = "within: 12 months") throws -> OutcomeDefinition {
        try .read("words: an emergency admission\nany_of: [\(Self.emergency)]\n\(more)\n")
    }

    private func labels(
        _ outcome: OutcomeDefinition, _ people: [TestPerson], at index: String = "2024-02-29",
        _ sources: TestSources = TestSources()
    ) throws -> [UInt8] {
        try outcome.labels(
            Population(people, sources).followUps(from: Day(index)!), persons: (0..<people.count).map(Int32.init))
    }

    private func admitted(_ day: String, _ method: String = "21", _ classification: String = "1") -> TestPerson {
        .with(.admissions, day, ["admission_method": method, "patient_classification": classification])
    }

    private func coded(_ day: String, _ code: String) -> TestPerson { .with(.gpEvents, day, ["code": code]) }

    @Test("The index day counts, the day before does not; the horizon is half open, clamped to the month")
    func boundaries() throws {
        let people = ["2024-02-28", "2024-02-29", "2025-02-27", "2025-02-28"].map { admitted($0) } + [TestPerson()]
        #expect(try labels(emergency(), people) == [0, 1, 1, 0, 0])
        #expect(try labels(emergency("within: 1 day"), people) == [0, 1, 0, 0, 0])
        #expect(try labels(emergency("within: 365 days"), people) == [0, 1, 1, 0, 0])
        #expect(try labels(emergency("within: 366 days"), people) == [0, 1, 1, 1, 0])
    }

    @Test("Its definition says horizon, gap, first event and what becomes of who dies or leaves")
    func definition() throws {
        #expect(
            try emergency().definition
                == "an emergency admission; counted within 12 months of the index date; whether or not it had happened "
                + "before the index date; people who die or leave first are kept, as without the outcome")
        #expect(
            try emergency("within: 30 days\ngap_days: 7\nfirst: true\nat_risk: observed").definition
                == "an emergency admission; counted within 30 days of the index date, but for the first 7 days; only of "
                + "people without such an event before the index date; people who die or leave first are left out")
        let either = "words: death or admission\nwithin: 1 month\nany_of: [death, \(Self.emergency)]\n"
        #expect(
            try OutcomeDefinition.read(either + "at_risk: weighted\n").definition
                == "death or admission; counted within 1 month of the index date; whether or not it had happened before "
                + "the index date; people who leave first are left out, the others weighing more to make up for them")
        #expect(
            try OutcomeDefinition.read(either).definition
                .hasSuffix("; people who leave first are kept, as without the outcome"))
    }

    @Test("An event in the gap does not count, one at its end does, and an earlier one hides no later one")
    func gap() throws {
        let twice = admitted("2024-03-01").and(.admissions, "2024-06-01", ["admission_method": "21"])
        let people = [admitted("2024-03-29"), admitted("2024-03-30"), twice]
        #expect(try labels(emergency("within: 12 months\ngap_days: 30"), people) == [0, 1, 1])
        #expect(try labels(emergency("within: 3 months\ngap_days: 0"), people) == [1, 1, 1])
    }

    @Test("Planned admissions and regular attenders do not count; these do where nobody says who they are")
    func whichAdmissions() throws {
        let people = [
            admitted("2024-03-01", "11"), admitted("2024-03-01", "2A", "3"), admitted("2024-03-01", "2A", "4"),
            admitted("2024-03-01", "2A", ""), admitted("2024-03-01", "22"),
        ]
        #expect(try labels(emergency(), people) == [0, 0, 0, 1, 0])
        #expect(
            try labels(emergency(), people, TestSources(missingFields: ["patient_classification"])) == [0, 1, 1, 1, 0])
    }

    @Test("Death counts where it is named, and any of several events is enough")
    func composite() throws {
        let outcome = try OutcomeDefinition.read(
            """
            words: any
            any_of:
              - death
              - \(Self.emergency)
              - { table: emergency_attendances, where: acuity <= 2 }
            within: 6 months
            """)
        let people = [
            TestPerson(death: "2024-02-28"), TestPerson(death: "2024-02-29"), TestPerson(death: "2024-08-28"),
            TestPerson(death: "2024-08-29"), admitted("2024-04-01"),
            TestPerson.with(.emergencyAttendances, "2024-04-01", ["acuity": "2"]),
            TestPerson.with(.emergencyAttendances, "2024-04-01", ["acuity": "3"]),
            TestPerson.with(.emergencyAttendances, "2024-04-01", ["acuity": ""]), TestPerson(),
        ]
        #expect(try labels(outcome, people) == [0, 1, 1, 0, 1, 1, 0, 0, 0])
        #expect(try labels(emergency(), people) == [0, 0, 0, 0, 1, 0, 0, 0, 0])
    }

    @Test("A code counts by a list or a group of one, and a condition by a GP code or any diagnosis of a spell")
    func codeLists() throws {
        func spell(_ primary: String, _ secondary: String = "") -> TestPerson {
            .with(
                .admissions, "2024-04-01", end: "2024-04-03",
                ["primary_diagnosis": primary, "secondary_diagnoses": secondary])
        }
        let people = [
            coded("2024-04-01", "13645005"), coded("2024-02-28", "13645005"), coded("2024-04-01", "136450051"),
            spell("J449"), spell("I10", "E119;J440"), spell("I10", "I48"),
        ]
        let copd = "any_of: [{ table: gp_events, where: code in list ltc.copd }]"
        #expect(try labels(.read("words: x\nwithin: 12 months\n\(copd)\n"), people) == [1, 0, 0, 0, 0, 0])
        let condition = "any_of: [{ condition: ltc.copd }]"
        #expect(try labels(.read("words: x\nwithin: 12 months\n\(condition)\n"), people) == [1, 0, 0, 1, 1, 0])
    }

    @Test("A long stay begins and lasts within the time at risk")
    func longStays() throws {
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 30 days\nany_of: [{ table: admissions, least_nights: 21 }]\n")
        // The time at risk is [2024-02-29, 2024-03-30).
        let stays = [
            ("2024-03-01", "2024-03-21"), ("2024-03-01", "2024-03-22"), ("2024-03-01", nil),
            ("2024-03-09", "2024-06-01"), ("2024-03-10", "2024-06-01"), ("2024-02-28", "2024-06-01"),
        ]
        let people = stays.map { TestPerson.with(.admissions, $0.0, end: $0.1) }
        #expect(try labels(outcome, people) == [0, 1, 1, 1, 0, 0])
    }

    @Test("A service that starts counts, one that goes on does not")
    func services() throws {
        let outcome = try OutcomeDefinition.read(
            "words: x\nwithin: 12 months\nfirst: true\nany_of: [{ table: social_care_services }]\n")
        let people = ["2024-02-28", "2024-02-29"].map {
            TestPerson.with(.socialCareServices, $0, ["service_type": "home care"])
        }
        #expect(try labels(outcome, people) == [0, 1])
    }

    @Test("Conditions in a list must all hold")
    func listedConditions() throws {
        let outcome = try OutcomeDefinition.read(
            """
            words: x
            within: 12 months
            any_of:
              - table: admissions
                where: [admission_method in list admission_method.emergency, primary_diagnosis starts with J]
            """)
        func spell(_ method: String, _ diagnosis: String) -> TestPerson {
            .with(.admissions, "2024-03-01", ["admission_method": method, "primary_diagnosis": diagnosis])
        }
        #expect(try labels(outcome, [spell("21", "J44"), spell("11", "J44"), spell("21", "I10")]) == [1, 0, 0])
    }

    @Test("Without sources that reach to the end of the time at risk there is no outcome, and the reason is told")
    func refusals() throws {
        func refusal(_ outcome: OutcomeDefinition, _ sources: TestSources) -> String {
            do {
                _ = try labels(outcome, [TestPerson()], sources)
                return ""
            } catch { return "\(error)" }
        }
        #expect(try refusal(emergency(), TestSources(completeTo: "2025-02-27")) == "")
        #expect(
            try refusal(emergency(), TestSources(completeTo: "2025-02-26"))
                == "there is no outcome: the source of admissions is complete to 2025-02-26, and the time at risk ends "
                + "on 2025-02-27")
        #expect(
            try refusal(emergency(), TestSources(completeTo: nil))
                == "there is no outcome: the source of admissions does not say up to which day it is complete; state "
                + "extracted_on or complete_to")
        let attendances = try OutcomeDefinition.read(
            "words: x\nany_of: [{ table: emergency_attendances, where: disposal = died }]\nwithin: 30 days\n")
        #expect(
            refusal(attendances, TestSources(missingFields: ["disposal"]))
                == "there is no outcome: the source of emergency_attendances has no disposal")
        #expect(
            refusal(attendances, TestSources(tables: [.admissions]))
                == "there is no outcome: the run has no source for emergency_attendances")
        let diabetes = try OutcomeDefinition.read("words: x\nany_of: { condition: ltc.diabetes }\nwithin: 30 days\n")
        #expect(
            refusal(diabetes, TestSources(systems: ["code": "read"]))
                == "there is no outcome: code of gp_events is in the code system read, not icd10 or snomed")
    }

    @Test(
        "Every mistake in a definition has its sentence and its place",
        arguments: [
            ("words: x\nany_of: death\n", "design.yaml:1:1: \"within\" is missing"),
            ("any_of: death\nwithin: 12 months\n", "design.yaml:1:1: \"words\" is missing"),
            ("words: x\nwithin: 12 months\n", "design.yaml:1:1: an outcome needs any_of: events, or death"),
            (
                "words: x\nany_of: death\nwithin: 12\n",
                "design.yaml:3:9: \"within\" must be a time such as \"12 months\" or \"30 days\""
            ),
            (
                "words: x\nany_of: death\nwithin: 30 days\ngap_days: 30\n",
                "design.yaml:4:11: \"gap_days\" must be from 0 to less than the time within"
            ),
            (
                "words: x\nany_of: death\nwithin: 1 month\ngap_days: 28\n",
                "design.yaml:4:11: \"gap_days\" must be from 0 to less than the time within"
            ),
            (
                "words: x\nany_of: death\nwithin: 1 month\ngap_days: -1\n",
                "design.yaml:4:11: \"gap_days\" must be from 0 to less than the time within"
            ),
            (
                "words: x\nany_of: [{ table: gp_events, where: kode = 1 }]\nwithin: 1 month\n",
                "design.yaml:2:37: gp_events has no field \"kode\"; it has: event_date, code, value, unit"
            ),
            (
                "words: x\nany_of: [{ table: gp_events, where: code in list acsc }]\nwithin: 1 month\n",
                "design.yaml:2:37: the code list \"acsc\" is of icd10 codes, and the field \"code\" of snomed codes"
            ),
            (
                "words: x\nany_of: [{ table: gp_events, where: code in list ltc.cop }]\nwithin: 1 month\n",
                "design.yaml:2:37: the code list \"ltc\" has no group \"cop\"; it has: hypertension, ihd, heart_failure, "
                    + "atrial_fibrillation, stroke_tia, pvd, diabetes, copd, asthma, ckd, cancer, dementia, depression, "
                    + "smi, epilepsy, parkinsons, multiple_sclerosis, rheumatoid_arthritis, osteoporosis, liver_disease, "
                    + "alcohol, substance_misuse, learning_disability, ibd, palliative"
            ),
            (
                "words: x\nany_of: [{ condition: ltc.copd, table: gp_events }]\nwithin: 1 month\n",
                "design.yaml:2:40: \"table\" does not go with \"condition\""
            ),
            ("words: x\nany_of: [{}]\nwithin: 1 month\n", "design.yaml:2:10: \"table\" is missing"),
            (
                "words: x\nany_of: [{ table: gp_events, least_nights: 3 }]\nwithin: 1 month\n",
                "design.yaml:2:44: rows of gp_events do not end"
            ),
            (
                "words: x\nany_of: [{ table: admissions, least_nights: 0 }]\nwithin: 1 month\n",
                "design.yaml:2:45: \"least_nights\" must be a whole number, 1 or more"
            ),
            (
                "words: x\nany_of: death\nwithin: 1 month\nfirst: true\n",
                "design.yaml:4:8: \"first\" needs an event other than death"
            ),
            (
                "words: x\nany_of: death\nwithin: 1 month\nat_risk: all\n",
                "design.yaml:4:10: \"at_risk\" must be one of: everybody, observed, weighted"
            ),
            (
                "words: x\nany_of: [{ table: admissions, where: discharge_date < 2024-01-01 }]\nwithin: 1 month\n",
                "design.yaml:2:38: the field \"discharge_date\" holds days: test only whether it is given or missing"
            ),
            (
                "words: x\nany_of: [{ table: gp_events, where: code }]\nwithin: 1 month\n",
                "design.yaml:2:37: condition: expected one of: = != < <= > >= in, not in, starts with, is missing, is "
                    + "given, found the end"
            ),
        ])
    func mistakes(yaml: String, problem: String) {
        #expect { try OutcomeDefinition.read(yaml) } throws: { ($0 as? SettingsRefused)?.description == problem }
    }
}
