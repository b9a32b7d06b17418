import Testing

/// Every check that ingest makes of a row, made of every row.
@Suite struct CleanRowsTests {
    private static let lastDay = "2025-03-31"
    private static let dated = [
        ("admissions", "admission_date"), ("emergency_attendances", "arrival"),
        ("outpatient_appointments", "appointment_date"), ("gp_events", "event_date"), ("prescriptions", "issue_date"),
        ("community_contacts", "contact_date"), ("mental_health_contacts", "contact_date"),
        ("social_care_services", "start_date"), ("opt_outs", "recorded_on"), ("caseload", "start_date"),
        ("reviews", "reviewed_on"),
    ]

    @Test func `person ids are ten letters and digits, unique, and not in order`() async throws {
        let ids = try await Extracts.shared.value["persons"].column("person_id")
        #expect(Set(ids).count == 20_000)
        #expect(ids.allSatisfy { $0.utf8.count == 10 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
        #expect(ids != ids.sorted())
    }

    @Test func `every table has its rows' columns, and no row twice`() async throws {
        let extracts = try await Extracts.shared.value
        #expect(extracts.names.count == 13)
        for name in extracts.names {
            let table = try extracts[name]
            #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(name)")
            #expect(Set(table.lines).count == table.lines.count, "\(name)")
        }
    }

    @Test func `nothing is dated before birth, after death or after the last day`() async throws {
        let extracts = try await Extracts.shared.value
        let births = try extracts["persons"].column("date_of_birth", by: "person_id")
        let deaths = try extracts["persons"].column("date_of_death", by: "person_id")
        for (name, column) in Self.dated {
            let table = try extracts[name]
            for (person, moment) in zip(table.column("person_id"), table.column(column)) {
                let day = String(moment.prefix(10))
                let death = try #require(deaths[person])
                #expect(try day >= #require(births[person]) && day <= Self.lastDay && (death.isEmpty || day <= death))
            }
        }
    }

    @Test func `people are of an age, and registered within their lives`() async throws {
        for row in try await Extracts.shared.value["persons"].rows {
            #expect(row[1] > "1911-01-01" && row[1] <= Self.lastDay)
            #expect((row[8].isEmpty || row[8] >= row[1]) && row[8] <= Self.lastDay)
            #expect(row[9].isEmpty || (row[9] > row[8] && row[9] <= Self.lastDay))
            #expect(row[10].isEmpty || (row[10] >= row[1] && row[10] <= Self.lastDay))
            #expect((row[11] == "1") == !row[12].isEmpty)
        }
    }

    @Test func `spells end after they begin, with unique ids`() async throws {
        let admissions = try await Extracts.shared.value["admissions"]
        let ids = zip(admissions.column("provider_code"), admissions.column("spell_id")).map { "\($0) \($1)" }
        #expect(Set(ids).count == ids.count)
        for row in admissions.rows {
            #expect(row[3].isEmpty || (row[3] >= row[2] && row[3] <= Self.lastDay))
            #expect(row[3].isEmpty == row[9].isEmpty)
            #expect(!row[9].contains(".") && !row[10].contains("."))
            #expect(row[11].isEmpty || (row[11] >= row[2] && row[11] <= row[3]))
        }
        #expect(admissions.column("discharge_date").contains(""))
    }

    @Test func `who dies in hospital dies on the day of discharge`() async throws {
        let extracts = try await Extracts.shared.value
        let deaths = try extracts["persons"].column("date_of_death", by: "person_id")
        for row in try extracts["admissions"].rows {
            let death = try #require(deaths[row[0]])
            if row[6] == "4" { #expect(row[3] == death) }
            if !death.isEmpty { #expect(!row[3].isEmpty && row[3] <= death) }
        }
    }

    @Test func `services and caseload end after they begin`() async throws {
        let extracts = try await Extracts.shared.value
        for row in try extracts["social_care_services"].rows { #expect(row[3].isEmpty || row[3] >= row[2]) }
        for row in try extracts["caseload"].rows { #expect(row[3].isEmpty || row[3] >= row[2]) }
    }

    @Test func `a first contact follows its referral`() async throws {
        for row in try await Extracts.shared.value["community_contacts"].rows where !row[3].isEmpty {
            #expect(row[3] < row[4] && row[4].hasPrefix(row[1]) && row[3].utf8.count == 16)
        }
    }

    @Test func `practice codes are a letter and five digits, and all known`() async throws {
        let extracts = try await Extracts.shared.value
        let codes = try extracts["practices"].column("practice_code")
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.wholeMatch(of: /[A-Z][0-9]{5}/) != nil })
        #expect(try Set(extracts["persons"].column("practice_code")).isSubset(of: codes))
    }

    @Test func `drug codes have 15 characters, appliances 11`() async throws {
        for code in try await Set(Extracts.shared.value["prescriptions"].column("bnf_code")) {
            #expect(code.utf8.count == (code >= "20" ? 11 : 15), "\(code)")
        }
    }

    @Test func `residential and nursing care is of people in a care home`() async throws {
        let extracts = try await Extracts.shared.value
        let homes = try extracts["persons"].column("care_home", by: "person_id")
        for row in try extracts["social_care_services"].rows where row[1] == "residential" || row[1] == "nursing" {
            #expect(homes[row[0]] == "1")
        }
    }
}
