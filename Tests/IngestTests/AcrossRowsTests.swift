import Identity
import Ingest
import Records
import Testing

/// RELIABILITY's across-rows group.
@Suite struct AcrossRowsTests {
    private static let personsHeader = "person_id,date_of_birth,sex,practice_code,registered_from,lsoa\n"

    private func registrations(_ rows: String...) async throws -> IngestResult {
        var delivery = Delivery.persons()
        delivery[.persons] =
            Self.personsHeader + "PSN-10009,1950-01-01,1,A81001,2010-01-01,\n"
            + rows.joined(separator: "\n")
        delivery[.gpEvents] = "person_id,event_date,code\nPSN-10001,2020-01-01,c\n"
        return try await delivery.ingest()
    }

    @Test("An identical row is taken once, the others are duplicates", arguments: Table.allCases)
    func duplicates(table: Table) async throws {
        var delivery = Delivery.complete(rows: 6, persons: 6)
        let rows = CleanTable.text(table, rows: 6, persons: 6)
        delivery[table] = rows + rows.split(separator: "\n").dropFirst().joined(separator: "\r\n")
        let result = try await delivery.ingest()
        let clean = try await Delivery.complete(rows: 6, persons: 6).ingest()
        #expect(result.count(.duplicate, table) == 6)
        #expect(result.accounts(table)[0].read == 12)
        if table != .optOuts { #expect(result.population.text == clean.population.text) }
        #expect(result.asides.filter { $0.hasSuffix("same_bytes") }.count == 6)
    }

    @Test("A table may say that identical rows are kept", arguments: Table.eventTables)
    func kept(table: Table) async throws {
        var delivery = Delivery.complete(rows: 6, persons: 6)
        let rows = CleanTable.text(table, rows: 6, persons: 6)
        delivery[table] = rows + rows.split(separator: "\n").dropFirst().joined(separator: "\n")
        delivery.setting(table, "duplicates: keep")
        #expect(try await delivery.ingest().account(table) == "read 12: withheld 4, accepted 8")
    }

    @Test("The same bytes in two sources are two rows where the mappings make different rows of them")
    func differentMappings() async throws {
        var delivery = Delivery.persons()
        delivery.files["contacts.csv"] = Array("person_id,contact_date\nPSN-10000,2024-01-01\n".utf8)
        for team in ["nursing", "therapy", "therapy"] {
            delivery.source(
                .communityContacts, "files: contacts.csv",
                "fields: { person_id: person_id, contact_date: contact_date, team_type: { constant: \(team) } }")
        }
        let result = try await delivery.ingest()
        #expect(result.account(.communityContacts) == "read 3: duplicate 1, accepted 2")
        #expect(result.population.rows(.communityContacts).count == 2)
    }

    @Test("The same bytes under another order of columns are another row")
    func differentOrders() async throws {
        var delivery = Delivery.persons()
        delivery.files["a_1.csv"] = Array(
            "person_id,issue_date,bnf_code,quantity,cost\nPSN-10000,2024-01-01,b,1,2".utf8)
        delivery.files["a_2.csv"] = Array(
            "person_id,issue_date,bnf_code,cost,quantity\nPSN-10000,2024-01-01,b,1,2".utf8)
        delivery.source(.prescriptions, "files: a_*.csv")
        #expect(try await delivery.ingest().account(.prescriptions) == "read 2: accepted 2")
    }

    @Test("Of each key the latest row holds")
    func latestRow() async throws {
        var delivery = Delivery.persons()
        let rows = [
            "PSN-10000,2024-01-01,a,k1,9", "PSN-10000,2024-01-02,b,k1,10", "PSN-10001,2024-01-03,c,k1,2",
            "PSN-10001,2024-01-01,d,k2,2024-01-01", "PSN-10001,2024-01-02,e,k2,2024-01-10",
            "PSN-10002,2024-01-01,f,k3,1", "PSN-10002,2024-01-01,g,k3,1", "PSN-10003,2024-01-01,h,k4,",
            "PSN-10003,2024-01-01,i,k4,0",
        ]
        for order in [rows, rows.reversed()] {
            delivery.set(
                .gpEvents, Array(("person_id,event_date,code,key,version\n" + order.joined(separator: "\n")).utf8),
                settings: "latest_by: { key: [key], version: version }")
            let result = try await delivery.ingest()
            #expect(result.account(.gpEvents) == "read 9: quarantined 2, superseded 4, accepted 3")
            #expect(result.accounts(.gpEvents)[0].rules == ["same_version_twice": 2])
            #expect(
                result.population.rows(.gpEvents) == [
                    "gp_events PSN-10000 2024-01-02 code=b", "gp_events PSN-10001 2024-01-02 code=e",
                    "gp_events PSN-10003 2024-01-01 code=i",
                ])
        }
    }

    @Test("Which version is the latest does not depend on the order of rows, whatever the versions look like")
    func versionOrders() async throws {
        let versions = [
            "10", "2", "9.5", "9.25", "9", "01", "0", "", "99999999999999999999", "2024-01-01T09:30", "2024-01-01",
            "2024-01-01T10:00:00.5Z", "2024-01-01 10:00:00", "2023-12-31T23:59",
        ]
        var accepted = Set<[String]>()
        for rotation in versions.indices {
            let order = versions[rotation...] + versions[..<rotation]
            var delivery = Delivery.persons()
            delivery.set(
                .gpEvents,
                Array(
                    ("person_id,event_date,code,version\n"
                        + order.map { "PSN-10000,2024-01-01,c\($0),\($0)" }.joined(separator: "\n")).utf8),
                settings: "latest_by: { key: [person_id], version: version }")
            accepted.insert(try await delivery.ingest().population.rows(.gpEvents))
        }
        #expect(accepted == [["gp_events PSN-10000 2024-01-01 code=c2024-01-01T10:00:00.5Z"]])
    }

    /// The rows that hold of one key, each told by its version; and the rules that the others broke.
    private func latest(_ versions: [String], _ more: String = "") async throws -> (
        rows: [String], rules: [String: Int]
    ) {
        var delivery = Delivery.persons()
        let rows = versions.enumerated().map { "PSN-10000,2024-01-01,c\($0.offset),k,\($0.element)\n" }.joined()
        delivery.set(
            .gpEvents, Array(("person_id,event_date,code,key,version\n" + rows).utf8),
            settings: "latest_by: { key: [key], version: version\(more) }", "quarantine_limit: 100%")
        let result = try await delivery.ingest()
        return (
            result.population.rows(.gpEvents).map { String($0.split(separator: "=c").last!) },
            result.accounts(.gpEvents)[0].rules
        )
    }

    @Test("Dates in a format that the source states are compared as dates, and nothing else is a version then")
    func versionFormat() async throws {
        let dates = ["05/02/2024", "04/03/2024", "31/12/2023", "2024-06-01", "7"]
        let found = try await latest(dates, ", format: DD/MM/YYYY")
        #expect(found.rows == ["1"] && found.rules == ["bad_version": 2])
        let times = ["05/02/2024 09:30:59", "05/02/2024 10:00:00", "05/02/2024 09:31:00", "05/02/2024 24:00:00"]
        let last = try await latest(times, ", format: DD/MM/YYYY hh:mm:ss")
        #expect(last.rows == ["1"] && last.rules == ["bad_version": 1])
    }

    @Test(
        "A version that nothing puts in an order sets its row aside",
        arguments: [
            "05/02/2024", "1a", "x", "1.", ".5", "-1", "1e3", "2024-02-30", "2024-01-01T25:00", "2024-01-01T10",
            "2024-01-01T10:00:00+01:00", "2024-01-01T10:00:00.", "20240101T1000", "१",
        ])
    func badVersions(version: String) async throws {
        let found = try await latest(["1", version])
        #expect(found.rows == ["0"] && found.rules == ["bad_version": 1])
    }

    @Test("Versions of one value are one version: of two contents nothing tells which holds")
    func sameVersions() async throws {
        let found = try await latest(["2", "02", "2.0", "1"])
        #expect(found.rows == [] && found.rules == ["same_version_twice": 3])
    }

    @Test("Of each sender's period the last delivery holds as a whole")
    func latestDelivery() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .admissions,
            Array(
                """
                person_id,admission_date,admission_method,primary_diagnosis,sender,month,sent
                PSN-10000,2024-01-01,21,I10,R1,1,1
                PSN-10001,2024-01-02,21,I10,R1,1,1
                PSN-10000,2024-01-01,21,I11,R1,1,2
                PSN-10002,2024-01-05,21,I11,R1,1,2
                PSN-10001,2024-01-02,21,I10,R2,1,1
                """.utf8), settings: "latest_by: { key: [sender, month], version: sent, unit: delivery }")
        let result = try await delivery.ingest()
        #expect(result.account(.admissions) == "read 5: superseded 2, accepted 3")
        #expect(result.asides == ["admissions.csv:2 later_version", "admissions.csv:3 later_version"])
    }

    @Test("A version that the mapping leaves out takes the place of those before it, as a sender's deletion does")
    func deleted() async throws {
        var delivery = Delivery.persons()
        let rows = [
            "PSN-10000,2024-01-01,a,k1,1,N", "PSN-10000,2024-01-01,a,k1,2,Y", "PSN-10000,2024-01-02,b,k2,1,Y",
            "PSN-10000,2024-01-02,b,k2,2,N",
        ]
        for order in [rows, rows.reversed()] {
            delivery.set(
                .gpEvents,
                Array(("person_id,event_date,code,key,version,deleted\n" + order.joined(separator: "\n")).utf8),
                settings: "latest_by: { key: [key], version: version }", "where: deleted = N")
            let result = try await delivery.ingest()
            #expect(result.account(.gpEvents) == "read 4: filtered 2, superseded 1, accepted 1")
            #expect(result.population.rows(.gpEvents) == ["gp_events PSN-10000 2024-01-02 code=b"])
        }
    }

    @Test("A column that versions, filters or arrival need must be there, though the field need not")
    func neededColumns() async {
        for settings in [
            "latest_by: { key: [spell_id], version: cost }", "where: specialty = 100",
            "received_on_column: discharge_ready_date",
        ] {
            var delivery = Delivery.complete()
            delivery.set(
                .admissions,
                Array("person_id,admission_date,admission_method,primary_diagnosis\nPSN-10000,2024-01-01,21,I10".utf8),
                settings: settings)
            #expect(await delivery.refusal()?.hasPrefix("admissions.csv:1: the header lacks ") == true)
        }
    }

    @Test("A person with two sexes or births is set aside with all rows, and nobody's events are taken for them")
    func conflicting() async throws {
        for second in ["PSN-10001,1950-01-01,2,A81001,2015-01-01,", "PSN-10001,1950-01-02,1,A81001,2015-01-01,"] {
            let result = try await registrations("PSN-10001,1950-01-01,1,A81001,2010-01-01,", second)
            #expect(result.account(.persons) == "read 3: quarantined 2, accepted 1")
            #expect(
                result.asides == [
                    "persons.csv:3 conflicting_registrations", "persons.csv:4 conflicting_registrations",
                    "gp_events.csv:2 nobody",
                ])
            #expect(result.population.persons.bar(of: 0) == .conflicting)
        }
    }

    @Test("Where only the practice differs the latest registration holds, and none where nothing tells which is later")
    func latestRegistration() async throws {
        let later = try await registrations(
            "PSN-10001,1950-01-01,1,A81002,2015-01-01,", "PSN-10001,1950-01-01,1,A81001,2010-01-01,",
            "PSN-10001,1950-01-01,1,A81003,,", "PSN-10001,1950-01-01,1,A81002,2015-01-01,")
        #expect(later.account(.persons) == "read 5: superseded 2, duplicate 1, accepted 2")
        #expect(later.population.text.first?.contains("practice_code=A81002") == true)
        let level = try await registrations(
            "PSN-10001,1950-01-01,1,A81002,2015-01-01,", "PSN-10001,1950-01-01,1,A81001,2015-01-01,")
        #expect(level.account(.persons) == "read 3: quarantined 2, accepted 1")
    }

    @Test("A person whose registration is set aside is registered all the same; one who is filtered out is not")
    func setAside() async throws {
        let result = try await registrations("PSN-10001,1950-01-01,7,A81001,2010-01-01,")
        #expect(result.population.persons.bar(of: 0) == .registrationSetAside)
        var delivery = Delivery.persons()
        delivery[.persons] =
            Self.personsHeader
            + "PSN-10001,1950-01-01,7,A81001,,\nPSN-10002,1950-01-01,1,A81001,,x\nPSN-10003,1950-01-01,1,A81001,,\n"
        delivery.setting(.persons, "where: lsoa is missing")
        let filtered = try await delivery.ingest()
        #expect(filtered.account(.persons) == "read 3: filtered 1, quarantined 1, accepted 1")
        #expect(filtered.population.persons.count == 2)
    }

    @Test("A practice that is told of in two ways is set aside")
    func practices() async throws {
        var delivery = Delivery.persons()
        delivery[.practices] = "practice_code,name\nA81001,One\nA81002,Two\nA81001,Eins\nA81002,Two\n"
        let result = try await delivery.ingest()
        #expect(result.account(.practices) == "read 4: quarantined 2, duplicate 1, accepted 1")
        #expect(result.population.practices.keys.sorted() == ["A81002"])
    }

    @Test("An event of nobody is counted as unlinked", arguments: Table.eventTables)
    func unlinked(table: Table) async throws {
        var delivery = Delivery.complete(rows: 3, persons: 6)
        delivery[table] = CleanTable.text(table, rows: 2, persons: 2).replacing("PSN-10001", with: "NOBODY-1")
        let result = try await delivery.ingest()
        #expect(result.account(table) == "read 2: unlinked 1, withheld 1")
        #expect(result.asides == ["\(table.rawValue).csv:3 nobody"])
    }

    @Test("A person whose registration is damaged is registered all the same, and is not scored for that reason")
    func damagedRegistrations() async throws {
        let good = "1950-01-01,1,A81001,2010-01-01,"
        let damaged = [
            "PSN-10001,\(good),", "PSN-10001,1950-01-01", "PSN-10001,\"\(good)", "\"PSN-10001\",1950,\"1\",A81001,,,,",
            "PSN-10001,\(good)\u{0}",
        ]
        for row in damaged {
            let persons = try await registrations(row).population.persons
            #expect(persons.count == 2)
            #expect(persons.ids.person(withID: "PSN-10001").map { persons.bar(of: $0) } == .registrationSetAside)
            let standings = (0..<2).map { persons.standing(of: $0, at: Day("2024-01-01")!) }
            #expect(standings == [.registrationSetAside, .scored])
        }
        // Another row of the same person that can be read holds.
        let both = try await registrations(damaged[0], "PSN-10001,\(good)").population.persons
        #expect((0..<both.count).map { both.bar(of: $0) } == [.none, .none])
        // What may have been cut or run together is nobody's id for sure, and neither is the header's.
        for row in ["PSN-100", "\"PSN-10001\"x,\(good)", String(Self.personsHeader.dropLast())] {
            #expect(try await registrations(row).population.persons.count == 1)
        }
    }

    @Test("Those who object are barred, and their rows withheld")
    func optOuts() async throws {
        var delivery = Delivery.complete(rows: 8, persons: 4)
        delivery[.optOuts] = "person_id,kind\nPSN-10001,type1\nPSN-10001,national\nNOBODY-1,type1\nPSN-10002,type1\n"
        var result = try await delivery.ingest()
        #expect(result.optOuts.rows == 4)
        #expect(result.account(.optOuts) == "read 4: unlinked 1, accepted 3")
        #expect((0..<4).map { "\(result.population.persons.bar(of: $0))" } == ["none", "objected", "objected", "none"])
        #expect(result.account(.gpEvents) == "read 8: withheld 4, accepted 4")
        delivery.optOuts = .allowList
        result = try await delivery.ingest()
        #expect((0..<4).map { "\(result.population.persons.bar(of: $0))" } == ["objected", "none", "none", "objected"])
    }

    @Test("An objection holds though its row is set aside; a permission does not")
    func brokenOptOut() async throws {
        var delivery = Delivery.complete(rows: 8, persons: 4)
        delivery[.optOuts] =
            "person_id,kind,recorded_on\nPSN-10001,type1,2020-01-01\nPSN-10002,typo,2020-01-01\nPSN-10003,type1,soon\n"
        delivery.setting(.optOuts, "quarantine_limit: 80%")
        var result = try await delivery.ingest()
        #expect(result.account(.optOuts) == "read 3: quarantined 2, accepted 1")
        #expect((0..<4).map { result.population.persons.bar(of: $0) == .objected } == [false, true, true, true])
        delivery.optOuts = .allowList
        result = try await delivery.ingest()
        #expect((0..<4).map { result.population.persons.bar(of: $0) == .objected } == [true, false, true, true])
    }

    @Test("An opt-out list that is missing or empty refuses the run")
    func noOptOuts() async throws {
        var delivery = Delivery.complete()
        delivery[.optOuts] = "person_id,kind\n"
        #expect(
            await delivery.refusal() == "opt_outs.csv: there is a header and no row; say may_be_empty if that can be")
        delivery[.optOuts] = "person_id,kind\nPSN-10001,typo\n"
        delivery.setting(.optOuts, "quarantine_limit: 100%")
        let sentence =
            "source opt_outs: has no opt-out; an empty opt-out file stops the run, because it cannot be told from a "
            + "failed extract"
        #expect(await delivery.refusal() == sentence)
        delivery.sources[.optOuts] = nil
        #expect(await delivery.refusal() == sentence)
        delivery.optOuts = .appliedUpstream(by: "a", evidence: "b", on: "c")
        #expect(try await delivery.ingest().optOuts.rows == nil)
    }
}
