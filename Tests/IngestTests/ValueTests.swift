import Identity
import Records
import Testing

/// RELIABILITY's values group.
@Suite struct ValueTests {
    /// The rules that the fourth of seven clean rows breaks with another value of a field.
    private func rules(_ table: Table, _ field: String, _ value: String, _ more: [String: String] = [:]) async throws
        -> [String]
    {
        var delivery = Delivery.complete(rows: 7, persons: 7)
        var row = CleanTable.row(table, 3)
        for (name, value) in more.merging([field: value], uniquingKeysWith: { $1 }) {
            row[table.fields.firstIndex { $0.name == name }!] = value
        }
        var lines = CleanTable.text(table, rows: 7, persons: 7).split(separator: "\n").map(String.init)
        lines[4] = row.joined(separator: ",")
        delivery[table] = lines.joined(separator: "\n")
        delivery.allowDamage(table)
        let result = try await delivery.ingest()
        let asides = result.asides.filter { $0.hasPrefix("\(table.rawValue).csv:5") }
        return asides.map { String($0.dropFirst("\(table.rawValue).csv:5 ".count)) }
    }

    /// Every field of every table with what must not stand in it.
    static let faults: [(Table, Field, String, String)] = Table.allCases.flatMap { table in
        table.fields.flatMap { field in
            faults(of: field).map { (table, field, $0.0, $0.1) }
                + (field.isRequired && !field.mayBeEmpty
                    ? [(table, field, "", field.kind == .personID ? "missing_id" : "required_empty")] : [])
        }
    }

    private static func faults(of field: Field) -> [(String, String)] {
        switch field.kind {
        case .personID:
            [
                (String(repeating: "9", count: 65), "bad_id"), ("PSN\t1", "bad_id"), (" ", "missing_id"),
                ("   ", "missing_id"),
            ]
        case .day, .dayOrMoment, .moment:
            [
                "2023-02-29", "2023-13-01", "2023-00-10", "2023-01-00", "2023-01-32", "20230605", "05/06/2023", "x",
                "2023-6-5", " 2023-06-05", "2023-06-05 ", "2023-06-05T25:00", "2023-06-05T10:60", "2023-06-05T1:00",
                "2023-06-05T10:00:00", "0000-01-01", "2023-06-0é", "１２３４",
            ].map { ($0, "bad_date") }
                + ["0001-01-01", "1900-01-01", "9999-12-31"].map { ($0, "stand_in_date") }
                + ["1899-12-31", "1900-04-14", "2079-09-19", "0002-01-01"].map { ($0, "date_out_of_range") }
        case .oneOf: ["x", "00", "01 ", "１"].map { ($0, "unknown_code") }
        case .code, .icd10, .icd10List: [("a\u{1}b", "control_character"), ("a\tb", "control_character")]
        case .number:
            [
                "nan", "inf", "-inf", "0x1p3", "1e400", "\"1,000\"", "1 000", "..", "1.2.3", "-", "+", "e5", "£5",
                "1-2", "五",
            ]
            .map { ($0, "bad_number") } + ["-1", "-0.01", "-1e5"].map { ($0, "negative_number") }
        case .practiceCode:
            ["../../x", "A8", "a81001", "A81001234", "ABC", "A 81001", "Å81001"].map { ($0, "bad_practice_code") }
        case .text, .ready: []
        }
    }

    @Test("Every field of every table sets aside what must not stand in it", arguments: Table.allCases)
    func faults(table: Table) async throws {
        for (_, field, value, rule) in Self.faults.filter({ $0.0 == table }) {
            #expect(try await rules(table, field.name, value) == ["\(field.name) \(rule)"], "\(field.name): \(value)")
        }
    }

    @Test("Values that a strict reader must still take")
    func accepted() async throws {
        for value in ["2023-06-05", "2023-06-05T10:30", "2023-06-05T23:59", "2024-02-29"] {
            #expect(try await rules(.gpEvents, "event_date", value) == [])
        }
        #expect(try await rules(.persons, "date_of_birth", "2023-06-05T10:30") == ["date_of_birth bad_date"])
        for value in ["0", "-0", "1.5", ".5", "5.", "1e3", "+2", "123456789012.345678", "999999999999", "1e-400"] {
            #expect(try await rules(.prescriptions, "quantity", value) == [])
        }
        for value in ["1000000000000", "123456789012345678.25", "1e12", "99999999999999999999"] {
            #expect(try await rules(.prescriptions, "quantity", value) == ["quantity number_too_large"])
        }
        #expect(try await rules(.practices, "name", "=\t\u{1}") == [])
    }

    @Test("A day after the extract was taken is set aside; the day itself is not", arguments: Table.eventTables)
    func future(table: Table) async throws {
        let field = table.dayField!
        let ends = table.endField.map { [$0: ""] } ?? [:]
        #expect(try await rules(table, field, "2024-06-01", ends) == [])
        #expect(
            try await rules(table, field, "2024-06-02", ends)
                == (table == .outpatientAppointments ? [] : ["\(field) future_date"]))
    }

    @Test("An event before birth is set aside", arguments: Table.eventTables)
    func beforeBirth(table: Table) async throws {
        // Person 3 was born on 1943-05-17.
        let field = table.dayField!
        #expect(try await rules(table, field, "1943-05-16") == ["\(field) before_birth"])
        #expect(try await rules(table, field, "1943-05-17") == [])
    }

    @Test("An end before its start is set aside")
    func endsBeforeStart() async throws {
        for table in Table.eventTables {
            guard let end = table.endField else { continue }
            let start = [table.dayField!: "2023-05-02T08:00"]
            #expect(try await rules(table, end, "2023-05-01", start) == ["\(end) ends_before_start"])
            #expect(try await rules(table, end, "2023-05-02", start) == [])
        }
        #expect(
            try await rules(.persons, "registered_to", "2009-12-31", ["registered_from": "2010-01-01"])
                == ["registered_to ends_before_start"])
        #expect(try await rules(.persons, "date_of_death", "1943-05-16") == ["date_of_death ends_before_start"])
    }

    @Test("A birth or death in the future and an age over 120 are set aside")
    func lives() async throws {
        #expect(try await rules(.persons, "date_of_birth", "2024-06-02") == ["date_of_birth future_date"])
        #expect(try await rules(.persons, "date_of_death", "2024-06-02") == ["date_of_death future_date"])
        #expect(try await rules(.persons, "date_of_birth", "1903-06-01") == ["date_of_birth over_120_years"])
        #expect(try await rules(.persons, "date_of_birth", "1903-06-02") == [])
        #expect(try await rules(.persons, "registered_to", "2030-01-01") == [])
    }

    @Test("After a death a contact is taken and an admission is not", arguments: Table.eventTables)
    func afterDeath(table: Table) async throws {
        var delivery = Delivery.complete(rows: 3, persons: 3)
        delivery[.persons] = delivery[.persons].replacing("2010-01-01,,,", with: "2010-01-01,,2021-06-01,")
        let result = try await delivery.ingest()
        #expect(
            result.account(table)
                == (table == .admissions
                    ? "read 3: quarantined 3" : "read 3: withheld 2, accepted 1"))
    }

    @Test("Bookings are left out, whatever else is wrong with them")
    func bookings() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .outpatientAppointments,
            Array(
                """
                person_id,appointment_date,attended
                PSN-10000,2024-05-01,5
                PSN-10000,2024-05-31,5
                PSN-10001,2024-06-01,0
                ,2024-06-01,0
                PSN-10001,2024-05-30,0
                """.utf8), settings: "extracted_on: 2024-05-31")
        let result = try await delivery.ingest()
        #expect(result.account(.outpatientAppointments) == "read 5: filtered 2, quarantined 1, accepted 2")
        #expect(result.asides == ["outpatient_appointments.csv:6 attended unknown_code"])
    }

    @Test("A stand-in date is missing where the mapping says so")
    func standIn() async throws {
        var delivery = Delivery.persons()
        let text = "person_id,service_type,start_date,end_date\nPSN-10000,nursing,2024-01-01,9999-12-31\n"
        delivery.set(.socialCareServices, Array(text.utf8))
        #expect(try await delivery.ingest().asides == ["social_care_services.csv:2 end_date stand_in_date"])
        delivery.setting(
            .socialCareServices,
            "fields: { person_id: person_id, service_type: service_type, start_date: start_date, "
                + "end_date: { column: end_date, missing: [\"9999-12-31\"] } }")
        #expect(
            try await delivery.ingest().population.rows(.socialCareServices)
                == ["social_care_services PSN-10000 2024-01-01 service_type=nursing"])
    }

    @Test("NHS numbers are checked where the run's ids are NHS numbers")
    func nhsNumbers() async throws {
        var delivery = Delivery.persons()
        delivery.idKind = .nhsNumber
        let ids = ["9434765919", "9434765918", "943476591", "94347659190", "943_476_5919", "", "943476591X"]
        delivery[.persons] =
            "person_id,date_of_birth,sex,practice_code\n" + ids.map { "\($0),1950-01-01,1,A81001\n" }.joined()
        delivery.setting(.persons, "quarantine_limit: 90%")
        delivery[.gpEvents] =
            "person_id,event_date,code\n" + ids.map { "\($0),2020-01-01,c\n" }.joined()
        delivery.setting(.gpEvents, "quarantine_limit: 90%")
        let result = try await delivery.ingest()
        #expect(result.population.persons.count == 1)
        for table in [Table.persons, .gpEvents] {
            #expect(result.account(table) == "read 7: quarantined 6, accepted 1")
            #expect(result.accounts(table)[0].rules == ["bad_nhs_number": 5, "missing_id": 1])
        }
    }
}
