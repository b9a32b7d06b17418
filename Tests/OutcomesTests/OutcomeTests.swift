import Configuration
import Outcomes
import Records
import Testing

@Suite("Outcomes")
struct OutcomeTests {
    /// A person's admissions and attendances, and when they died.
    private struct Person {
        var admissions: [(day: String, method: String, classification: String)] = []
        var attendances: [(day: String, acuity: String)] = []
        var death: String?
    }

    private static let emergency =
        "{ table: admissions, where: \"admission_method in [21, 2A]\", where_given: \"patient_classification not in [3, 4]\" }"

    private func definition(_ yaml: String) throws -> OutcomeDefinition {
        let problems = Problems()
        let definition = OutcomeDefinition(try Setting.parse(yaml, file: "design.yaml"), problems: problems)
        try problems.throwIfAny()
        return try #require(definition)
    }

    private func emergency(_ more: String = "within: 12 months") throws -> OutcomeDefinition {
        try definition("words: an emergency admission\nany_of: [\(Self.emergency)]\n\(more)\n")
    }

    private func labels(
        _ outcome: OutcomeDefinition, _ people: [Person], at index: String = "2024-02-29",
        completeTo: String? = "2025-12-31", hasClassification: Bool = true, hasAttendances: Bool = true
    ) throws -> [UInt8] {
        let population = population(people, completeTo, hasClassification, hasAttendances)
        return try outcome.labels(
            population.followUps(from: Day(index)!), persons: (0..<people.count).map(Int32.init))
    }

    private func population(
        _ people: [Person], _ completeTo: String?, _ hasClassification: Bool, _ hasAttendances: Bool
    ) -> Population {
        func packed(_ day: String?) -> PackedDay { day.map { PackedDay(Day($0)!)! } ?? .missing }
        func facts(_ fields: [String]) -> SourceFacts {
            SourceFacts(
                completeTo: completeTo.map { Day($0)! },
                fields: Dictionary(uniqueKeysWithValues: fields.map { ($0, nil) }))
        }
        func codes(_ texts: [String]) -> Column {
            let dictionary = [""] + Set(texts).subtracting([""]).sorted()
            return .codes(IDColumn(texts.map { UInt32(dictionary.firstIndex(of: $0)!) }), dictionary: dictionary)
        }
        func starts(_ counts: [Int]) -> PackedArray<UInt32> {
            PackedArray(counts.reduce(into: [UInt32(0)]) { $0.append($0.last! + UInt32($1)) })
        }
        let none = PackedArray(people.map { _ in PackedDay.missing })
        let admissions = people.flatMap { $0.admissions.sorted { $0.day < $1.day } }
        let attendances = people.flatMap { $0.attendances.sorted { $0.day < $1.day } }
        var columns = ["admission_method": codes(admissions.map(\.method))]
        if hasClassification { columns["patient_classification"] = codes(admissions.map(\.classification)) }
        let spells = EventTable(
            table: .admissions, facts: facts(Array(columns.keys)), starts: starts(people.map(\.admissions.count)),
            days: PackedArray(admissions.map { packed($0.day) }), columns: columns)
        let arrivals = EventTable(
            table: .emergencyAttendances, facts: facts(["acuity"]), starts: starts(people.map(\.attendances.count)),
            days: PackedArray(attendances.map { packed($0.day) }), columns: ["acuity": codes(attendances.map(\.acuity))]
        )
        return Population(
            persons: Persons(
                ids: PersonIDs(people.indices.map { "P\($0 + 100)" }), facts: facts([]), columns: [:],
                lifeDays: .init(
                    birth: PackedArray(people.map { _ in packed("1950-01-01") }), registeredFrom: none,
                    registeredTo: none, death: PackedArray(people.map { packed($0.death) })),
                barred: PackedArray(people.map { _ in 0 })),
            tables: hasAttendances ? [spells, arrivals] : [spells])
    }

    private func admitted(_ day: String, _ method: String = "21", _ classification: String = "1") -> Person {
        Person(admissions: [(day, method, classification)])
    }

    @Test("The index day counts, the day before does not; the horizon is half open, clamped to the month")
    func boundaries() throws {
        let people = ["2024-02-28", "2024-02-29", "2025-02-27", "2025-02-28"].map { admitted($0) } + [Person()]
        #expect(try labels(emergency(), people) == [0, 1, 1, 0, 0])
        #expect(try labels(emergency("within: 1 day"), people) == [0, 1, 0, 0, 0])
        #expect(try labels(emergency("within: 365 days"), people) == [0, 1, 1, 0, 0])
        #expect(try labels(emergency("within: 366 days"), people) == [0, 1, 1, 1, 0])
    }

    @Test("An event in the gap does not count, one at its end does, and an earlier one hides no later one")
    func gap() throws {
        let twice = Person(admissions: [("2024-03-01", "21", "1"), ("2024-06-01", "21", "1")])
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
        #expect(try labels(emergency(), people, hasClassification: false) == [0, 1, 1, 1, 0])
    }

    @Test("Death counts where it is named, and any of several events is enough")
    func composite() throws {
        let outcome = try definition(
            """
            words: any
            any_of:
              - death
              - \(Self.emergency)
              - { table: emergency_attendances, where: acuity <= 2 }
            within: 6 months
            """)
        let people = [
            Person(death: "2024-02-28"), Person(death: "2024-02-29"), Person(death: "2024-08-28"),
            Person(death: "2024-08-29"), admitted("2024-04-01"), Person(attendances: [("2024-04-01", "2")]),
            Person(attendances: [("2024-04-01", "3")]), Person(attendances: [("2024-04-01", "")]), Person(),
        ]
        #expect(try labels(outcome, people) == [0, 1, 1, 0, 1, 1, 0, 0, 0])
        #expect(try labels(emergency(), people) == [0, 0, 0, 0, 1, 0, 0, 0, 0])
    }

    @Test("Without sources that reach to the end of the time at risk there is no outcome, and the reason is told")
    func refusals() throws {
        func refusal(_ outcome: OutcomeDefinition, completeTo: String?, hasAttendances: Bool = true) -> String {
            do {
                _ = try labels(outcome, [Person()], completeTo: completeTo, hasAttendances: hasAttendances)
                return ""
            } catch { return "\(error)" }
        }
        #expect(try refusal(emergency(), completeTo: "2025-02-27") == "")
        #expect(
            try refusal(emergency(), completeTo: "2025-02-26")
                == "there is no outcome: the source of admissions is complete to 2025-02-26, and the time at risk ends "
                + "on 2025-02-27")
        #expect(
            try refusal(emergency(), completeTo: nil)
                == "there is no outcome: the source of admissions does not say up to which day it is complete; state "
                + "extracted_on or complete_to")
        let attendances = try definition(
            "words: x\nany_of: [{ table: emergency_attendances, where: disposal = died }]\nwithin: 30 days\n")
        #expect(
            refusal(attendances, completeTo: "2025-02-27")
                == "there is no outcome: the source of emergency_attendances has no disposal")
        #expect(
            refusal(attendances, completeTo: "2025-02-27", hasAttendances: false)
                == "there is no outcome: the run has no source for emergency_attendances")
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
                "words: x\nany_of: [{ table: gp_events, where: code in list egfr }]\nwithin: 1 month\n",
                "design.yaml:2:37: an outcome names its codes; the code list \"egfr\" cannot stand here"
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
        #expect { try definition(yaml) } throws: { ($0 as? SettingsRefused)?.description == problem }
    }
}
