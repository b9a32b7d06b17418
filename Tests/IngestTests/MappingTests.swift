import Accounts
import Foundation
import Ingest
import Records
import TestSupport
import Testing

/// What a mapping must be able to say: the last paragraph of the specification of the extracts.
@Suite struct MappingTests {
    @Test("Several files of a table are found by a pattern, plain or gzip, each accounted for by its name")
    func patterns() async throws {
        var delivery = Delivery.persons()
        let rows = { (day: String) in "person_id,event_date,code\nPSN-10000,\(day),c\n" }
        delivery.files["gp_B82.csv"] = Array(rows("2024-01-02").utf8)
        delivery.files["gp_A81.csv"] = try gzip(rows("2024-01-01"))
        delivery.files["gp_A81.csv.gz"] = Array(rows("2024-01-03").utf8)
        delivery.source(.gpEvents, "files: [gp_*.csv, \"gp_?81.csv*\"]")
        let result = try await delivery.ingest()
        #expect(result.accounts(.gpEvents).map(\.file) == ["gp_A81.csv", "gp_B82.csv", "gp_A81.csv.gz"])
        #expect(result.account(.gpEvents) == "read 3: accepted 3")
    }

    @Test("Delimiter, missing header, column names, constants, value maps, formats, filters and code systems")
    func language() async throws {
        var delivery = Delivery.persons()
        delivery.files["sus.txt"] = Array(
            """
            PSN-10000|01/02/2024 10:11:12|EMERG||J44.9|x|Y
            PSN-10001|02-02-2024|ELEC|20240203|-|x|Y
            PSN-10002|03/02/2024 00:00:00|WALKIN|20240203|i10|x|Y
            PSN-10003|04/02/2024 00:00:00|EMERG|20240205|I10|x|N
            """.utf8)
        delivery.source(
            .admissions, "files: sus.txt", "delimiter: \"|\"", "header: [id, start, how, end, diag, junk, live]",
            "ignore: [junk]", "where: live = Y and not how in [ELSE]", "quarantine_limit: 100%", "fields:",
            "  person_id: id", "  admission_date: { column: start, format: \"DD/MM/YYYY hh:mm:ss\" }",
            "  discharge_date: { column: end, format: YYYYMMDD }",
            "  admission_method: { column: how, map: { EMERG: \"21\", ELEC: \"11\" }, otherwise: \"81\" }",
            "  primary_diagnosis: { column: diag, missing: \"-\", system: icd10-cm }",
            "  provider_code: { constant: RXX }")
        let result = try await delivery.ingest()
        #expect(result.account(.admissions) == "read 4: filtered 1, quarantined 1, accepted 2")
        #expect(result.asides == ["sus.txt:2 start bad_date"])
        #expect(
            result.population.rows(.admissions) == [
                "admissions PSN-10000 2024-02-01 admission_method=21 provider_code=RXX primary_diagnosis=J449",
                "admissions PSN-10002 2024-02-03 discharge_date=2024-02-03 admission_method=81 provider_code=RXX "
                    + "primary_diagnosis=i10",
            ])
        #expect(result.population.facts(of: .admissions)?.fields["primary_diagnosis"] == "icd10-cm")
    }

    @Test("Blanks around a value hide it from no map, no missing word and no lookup")
    func blanks() async throws {
        var delivery = Delivery.persons()
        delivery.files["names.csv"] = Array("key,value\nx,5\n".utf8)
        delivery.files["sus.csv"] = Array("id,on,how,diag,unit\nPSN-10000,2024-02-01, EMERG ,none ,x \n".utf8)
        delivery.source(
            .admissions, "files: sus.csv", "fields:", "  person_id: id", "  admission_date: on",
            "  admission_method: { column: how, map: { EMERG: \"21\" }, otherwise: \"81\" }",
            "  primary_diagnosis: { column: diag, missing: none }",
            "  provider_code: { column: unit, lookup: { file: names.csv, key: key, value: value } }")
        let result = try await delivery.ingest()
        #expect(
            result.population.rows(.admissions) == [
                "admissions PSN-10000 2024-02-01 admission_method=21 provider_code=5"
            ])
    }

    @Test("A number that is not there, and a word, is neither more nor less than one")
    func filteredNumbers() async throws {
        for (condition, taken) in [("value < 100", 1), ("value >= 5", 2), ("value >= abc", 1), ("unit < m", 1)] {
            var delivery = Delivery.persons()
            delivery.set(
                .gpEvents,
                Array(
                    """
                    person_id,event_date,code,value,unit
                    PSN-10000,2024-01-01,a,,
                    PSN-10000,2024-01-02,b,50,kg
                    PSN-10000,2024-01-03,c,500,mmol
                    PSN-10000,2024-01-04,d,word,
                    """.utf8), settings: "where: \(condition)", "quarantine_limit: 100%")
            #expect(try await delivery.ingest().accounts(.gpEvents)[0][.filtered] == 4 - taken)
        }
    }

    @Test("How complete a field is, is told of the rows that the mapping takes, and of every file's fields")
    func completeness() async throws {
        var delivery = Delivery.persons()
        delivery.files["gp_1.csv"] = Array(
            "person_id,event_date,code\nPSN-10000,2024-01-01,a\nPSN-10000,2024-01-02,other\n".utf8)
        delivery.files["gp_2.csv"] = Array(
            """
            person_id,event_date,code,value
            PSN-10001,2024-01-01,a,
            PSN-10001,2024-01-02,b,
            PSN-10001,2024-01-03,other,7
            PSN-10001,2024-01-04
            """.utf8)
        delivery.source(.gpEvents, "files: gp_*.csv", "where: code in [a, b]", "quarantine_limit: 100%")
        let completeness = try #require(
            try await delivery.ingest().sources.first { $0.table == Table.gpEvents.rawValue }
        ).completeness
        // By hand: of the six rows two are other codes and one is cut; none of the three has a value.
        #expect(
            completeness.map { "\($0.field) \($0.given) of \($0.rows)" } == [
                "person_id 3 of 3", "event_date 3 of 3", "code 3 of 3", "value 0 of 3",
            ])
    }

    @Test("A pattern in the name of the configuration's folder is none")
    func folderNames() throws {
        let folder = TestFolder.path("delivery [1]*")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("a".utf8).write(to: folder.appending(path: "gp_1.csv"))
        #expect(try FilePattern.matches("gp_?.csv", directory: folder).map(\.name) == ["gp_1.csv"])
        #expect(try FilePattern.matches("mh_*.csv", directory: folder).isEmpty)
        // A folder that is not there, too.
        #expect(try FilePattern.matches("reviews/*.csv", directory: folder).isEmpty)
    }

    @Test(
        "What is timed to the minute is kept so, by whatever format; a day without a time is checked and has no moment")
    func moments() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .communityContacts,
            Array(
                """
                person_id,contact_date,referral_received,first_contact
                PSN-10000,2024-01-02,2024-01-01T23:30,02/01/2024 00:45
                PSN-10001,2024-01-02,2024-01-01,
                PSN-10002,2024-01-02,2024-13-01T10:00,02/01/2024 00:45
                PSN-10003,2024-01-02,,02/01/2024 24:45

                """.utf8),
            settings: "quarantine_limit: 100%",
            "fields: { person_id: person_id, contact_date: contact_date, referral_received: referral_received, "
                + "first_contact: { column: first_contact, format: \"DD/MM/YYYY hh:mm\" } }")
        let result = try await delivery.ingest()
        #expect(
            result.asides == [
                "community_contacts.csv:4 referral_received bad_date",
                "community_contacts.csv:5 first_contact bad_date",
            ])
        // 19,723 days lie between 1 January 1970 and 1 January 2024 (54 years of 365 days and 13 leap days).
        #expect(
            result.population.rows(.communityContacts) == [
                "community_contacts PSN-10000 2024-01-02 referral_received=\(Double(19_723 * 1440 + 1410)) "
                    + "first_contact=\(Double(19_724 * 1440 + 45))",
                "community_contacts PSN-10001 2024-01-02",
            ])
    }

    @Test("A null in a value map makes a value missing, which a required field refuses")
    func nullMap() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .gpEvents, Array("person_id,event_date,code\nPSN-10000,2024-01-01,none\nPSN-10000,2024-01-01,c\n".utf8),
            settings:
                "fields: { person_id: person_id, event_date: event_date, code: { column: code, map: { none: null } } }")
        let result = try await delivery.ingest()
        #expect(result.asides == ["gp_events.csv:2 code required_empty"])
    }

    @Test("A lookup in a CSV file, with the share that it does not match")
    func lookup() async throws {
        var delivery = Delivery.persons()
        delivery.files["dmd.csv"] = Array(
            "\u{FEFF}\"dmd\",name,bnf\r\n100,\"a, b\",0208\r\n200,,0301\r\n200,,0301".utf8)
        delivery.set(
            .prescriptions,
            Array("person_id,issue_date,drug\nPSN-10000,2024-01-01,100\nPSN-10001,2024-01-01,300\n".utf8))
        delivery.setting(
            .prescriptions,
            "fields: { person_id: person_id, issue_date: issue_date, "
                + "bnf_code: { column: drug, lookup: { file: dmd.csv, key: dmd, value: bnf } } }")
        let result = try await delivery.ingest()
        #expect(result.population.rows(.prescriptions) == ["prescriptions PSN-10000 2024-01-01 bnf_code=0208"])
        #expect(result.asides == ["prescriptions.csv:3 drug lookup_unmatched"])
        let lookups = result.sources.first { $0.table == "prescriptions" }?.lookups
        #expect(lookups == [.init(field: "bnf_code", file: "dmd.csv", unmatched: 1, rows: 2)])
    }

    @Test(
        "A lookup that cannot be used refuses the run",
        arguments: [
            ("", "the file is empty"), ("a,b\n", "the header lacks \"dmd\" or \"bnf\""),
            ("dmd,bnf\n1,2\n\n1,3\n", "line 4: the key has another value already"),
            ("dmd,bnf\n1\n", "line 2: the row has fewer columns than the header"),
        ])
    func badLookup(text: String, problem: String) async {
        var delivery = Delivery.complete()
        delivery.files["dmd.csv"] = Array(text.utf8)
        delivery.setting(
            .prescriptions, "ignore: rest",
            "fields: { person_id: person_id, issue_date: issue_date, "
                + "bnf_code: { column: bnf_code, lookup: { file: dmd.csv, key: dmd, value: bnf } } }")
        #expect(await delivery.refusal() == "lookup dmd.csv: \(problem)")
    }

    @Test("Twenty diagnosis columns become one list, the gaps left out")
    func diagnoses() async throws {
        var delivery = Delivery.persons()
        let names = (1...20).map { $0 < 10 ? "DIAG_0\($0)" : "DIAG_\($0)" }
        let values = names.indices.map { $0 % 7 == 3 ? "" : "A\(10 + $0).1" }
        delivery.set(
            .admissions,
            Array(
                "id,start,how,\(names.joined(separator: ","))\nPSN-10000,2024-01-01,21,\(values.joined(separator: ","))"
                    .utf8))
        delivery.setting(
            .admissions,
            "fields: { person_id: id, admission_date: start, admission_method: how, primary_diagnosis: DIAG_01, "
                + "secondary_diagnoses: [DIAG_02..DIAG_20] }")
        let expected = (1..<20).filter { $0 % 7 != 3 }.map { "A\(10 + $0)1" }.joined(separator: ";")
        let rows = try await delivery.ingest().population.rows(.admissions)
        #expect(rows.first?.hasSuffix("primary_diagnosis=A101 secondary_diagnoses=\(expected)") == true)
    }

    @Test("Episodes become spells: first admission, last discharge, all diagnoses; one that has not ended is open")
    func spells() async throws {
        let episodes = [
            "PSN-10000,s1,2024-01-01,2024-01-03,21,R1,J44.9,E11.9",
            "PSN-10000,s1,2024-01-03,2024-01-09,81,R1,N39.0,E11.9;I10",
            "PSN-10000,s1,2024-01-09,,81,R1,,F03", "PSN-10000,s1,2024-01-03,2024-01-09,81,R1,N39.0,E11.9;I10",
            "PSN-10000,s1,2024-01-01,2024-01-03,21,R2,A00,", "PSN-10001,s1,2024-01-01,,21,R1,A01,",
            "PSN-10000,,2024-01-01,,21,R1,A02,", "PSN-10000,,2024-01-02,,21,R1,A03,",
        ]
        for order in [episodes, episodes.reversed()] {
            var delivery = Delivery.persons()
            delivery.set(
                .admissions,
                Array(
                    ("person_id,spell_id,admission_date,discharge_date,admission_method,provider_code,"
                        + "primary_diagnosis,secondary_diagnoses\n" + order.joined(separator: "\n")).utf8),
                settings: "merge: spells")
            let result = try await delivery.ingest()
            #expect(result.account(.admissions) == "read 8: duplicate 1, merged 2, accepted 5")
            #expect(
                result.population.rows(.admissions).contains(
                    "admissions PSN-10000 2024-01-01 spell_id=s1 admission_method=21 "
                        + "provider_code=R1 primary_diagnosis=J449 secondary_diagnoses=E119;N390;I10;F03"))
        }
    }

    /// The spell that episodes of one person become, as `discharge primary secondary`.
    private func spell(_ episodes: [String], _ merge: String) async throws -> String {
        var delivery = Delivery.persons()
        let header = "spell_id,admission_date,discharge_date,primary_diagnosis,order,person_id,admission_method,"
        delivery.set(
            .admissions,
            Array(
                (header + "secondary_diagnoses\n" + episodes.map { "s,2024-01-01,\($0),PSN-10000,21,\n" }.joined()).utf8
            ),
            settings: "merge: \(merge)", "ignore: [order]")
        let rows = try await delivery.ingest().population.rows(.admissions)
        try #require(rows.count == 1)
        let fields = ["discharge_date", "primary_diagnosis", "secondary_diagnoses"]
        let values = Dictionary(
            uniqueKeysWithValues: rows[0].split(separator: " ").dropFirst(3).map {
                ($0.prefix { $0 != "=" }, $0.drop { $0 != "=" }.dropFirst())
            })
        return fields.map { values[$0[...]].map(String.init) ?? "-" }.joined(separator: " ")
    }

    @Test("Episodes of one admission date stand in the declared order, numbers by value")
    func episodeOrder() async throws {
        let episodes = ["2024-01-09,C50,10", "2024-01-09,Z51,9", "2024-01-09,J44,2", "2024-01-09,I10,"]
        for rotation in episodes.indices {
            let order = Array(episodes[rotation...] + episodes[..<rotation])
            #expect(try await spell(order, "{ spells: true, order: order }") == "2024-01-09 J44 Z51;C50;I10")
        }
        // The order tells, though only the last episode has the discharge.
        #expect(
            try await spell([",J44,1", "2024-01-09,C50,2"], "{ spells: true, order: order }") == "2024-01-09 J44 C50")
        #expect(try await spell(["2024-01-09,J44,1", ",C50,2"], "{ spells: true, order: order }") == "- J44 C50")
    }

    @Test("Without a declared order the discharge tells which episode comes first, and then the file")
    func episodesWithoutOrder() async throws {
        for order in [
            [",C50,", "2024-01-09,J44,", "2024-01-03,I10,"], ["2024-01-03,I10,", ",C50,", "2024-01-09,J44,"],
        ] {
            #expect(try await spell(order, "spells") == "- I10 J44;C50")
        }
        let tied = ["C50", "J44", "I10", "A00"]
        for rotation in tied.indices {
            let order = Array(tied[rotation...] + tied[..<rotation])
            #expect(
                try await spell(order.map { "2024-01-09,\($0)," }, "spells")
                    == "2024-01-09 \(order[0]) \(order[1...].joined(separator: ";"))")
        }
    }

    @Test("It is told of how many spells nothing states the order of the episodes")
    func unknownOrders() async throws {
        for (merge, warnings) in [
            (
                "spells",
                [
                    "the extraction date is not stated",
                    "of 2 spells only the days of discharge, or the file, tell which episode came first and has the "
                        + "primary diagnosis: say order: in merge",
                ]
            ), ("{ spells: true, order: order }", ["the extraction date is not stated"]),
        ] {
            var delivery = Delivery.persons()
            let rows = [
                "s,2024-01-01,J44,1", "s,2024-01-01,I10,2", "t,2024-01-01,J44,1", "t,2024-01-01,I10,2",
                "u,2024-01-01,J44,1", "u,2024-01-02,I10,2", "v,2024-01-01,J44,1", "v,2024-01-01,J44,1",
            ]
            let header = "spell_id,admission_date,primary_diagnosis,order,person_id,admission_method\n"
            delivery.set(
                .admissions, Array((header + rows.map { "\($0),PSN-10000,21\n" }.joined()).utf8),
                settings: "merge: \(merge)", "ignore: [order]")
            let result = try await delivery.ingest()
            #expect(result.sources.first { $0.table == "admissions" }?.warnings == warnings)
        }
    }

    @Test("Only spells are merged, by the words that say so")
    func mergeSettings() async {
        var delivery = Delivery.complete()
        delivery.setting(.admissions, "merge: { spells: false, order: cost }")
        #expect(await delivery.refusal()?.contains("\"merge\" must say spells: true") == true)
        delivery = Delivery.complete()
        delivery.setting(.admissions, "merge: episodes")
        #expect(
            await delivery.refusal()?.contains(
                "\"merge\" must be spells, or { spells: true, order: the column that numbers them }") == true)
    }

    @Test("Episodes of those who object are withheld, not merged")
    func withheldEpisodes() async throws {
        var delivery = Delivery.complete(rows: 4, persons: 4)
        delivery[.admissions] =
            "person_id,spell_id,admission_date,admission_method,primary_diagnosis\n"
            + [0, 3].flatMap { person in (1...3).map { "PSN-1000\(person),s,2024-01-0\($0),21,I10\n" } }.joined()
        delivery.setting(.admissions, "merge: spells")
        #expect(try await delivery.ingest().account(.admissions) == "read 6: withheld 3, merged 2, accepted 1")
    }

    @Test("One file feeds two tables, each with an account of its own")
    func oneFileTwoTables() async throws {
        var delivery = Delivery.persons()
        delivery.files["cds.csv"] = Array(
            "id,day,kind,code\nPSN-10000,2024-01-01,AE,1\nPSN-10001,2024-01-02,OP,5\nPSN-10002,bad,OP,5\n".utf8)
        delivery.source(
            .emergencyAttendances, "files: cds.csv", "ignore: rest", "where: kind = AE",
            "fields: { person_id: id, arrival: day, department_type: code }")
        delivery.source(
            .outpatientAppointments, "files: cds.csv", "ignore: rest", "where: kind = OP",
            "fields: { person_id: id, appointment_date: day, attended: code }")
        let result = try await delivery.ingest()
        #expect(result.account(.emergencyAttendances) == "read 3: filtered 2, accepted 1")
        #expect(result.account(.outpatientAppointments) == "read 3: filtered 1, quarantined 1, accepted 1")
    }

    @Test("A command's standard output is a source; one that fails or is missing refuses the run")
    func commands() async throws {
        var delivery = Delivery.persons()
        delivery.source(
            .gpEvents, "command: [printf, 'person_id,event_date,code\\nPSN-10000,2024-01-01,c\\n']")
        let result = try await delivery.ingest()
        #expect(result.account(.gpEvents) == "read 1: accepted 1")
        #expect(result.accounts(.gpEvents)[0].file == "command printf")
        for (command, sentence) in [
            ("[sh, -c, 'echo person_id,event_date,code; exit 3']", "command sh: ended with status 3"),
            (
                "[sh, -c, 'echo PSN-10000 is unknown >&2; exit 3']",
                "command sh: ended with status 3; 1 line on standard error, not shown because they may name people"
            ),
            ("[sh, -c, 'kill -9 $$']", "command sh: ended with status 137"),
            ("[no-such-program-here]", "command no-such-program-here: this program is not there or cannot be run"),
        ] {
            delivery.sources[.gpEvents] = [["command: \(command)"]]
            await #expect { try await delivery.ingest() } throws: { error in
                (error as? IngestError)?.kind == .helperFailed && "\(error)" == "source gp_events: \(sentence)"
            }
        }
    }

    @Test("A command runs where the configuration stands, and how much it says on standard error is told")
    func commandPlace() async throws {
        var delivery = Delivery.persons()
        delivery.files["events.csv"] = Array("person_id,event_date,code\nPSN-10000,2024-01-01,c\n".utf8)
        delivery.source(.gpEvents, "command: [sh, -c, 'echo PSN-10000 >&2; cat events.csv']")
        let result = try await delivery.ingest()
        #expect(result.account(.gpEvents) == "read 1: accepted 1")
        #expect(
            result.sources.first { $0.table == "gp_events" }?.warnings.contains(
                "command sh said 1 line on standard error, not shown because they may name people") == true)
    }

    @Test("Several sources of a table have each a mapping of its own, and the fields that all have hold")
    func severalSources() async throws {
        var delivery = Delivery.persons()
        delivery.files["emis.csv"] = Array("id,day,snomed\nPSN-10000,2024-01-01,111\n".utf8)
        delivery.files["tpp.csv"] = Array("person_id;event_date;code;value\nPSN-10001;01/02/2024;222;7.5\n".utf8)
        delivery.source(
            .gpEvents, "files: emis.csv", "extracted_on: 2024-05-01", "complete_to: 2024-04-30",
            "fields: { person_id: id, event_date: day, code: snomed }")
        delivery.source(
            .gpEvents, "files: tpp.csv", "delimiter: \";\"", "extracted_on: 2024-04-01",
            "fields: { person_id: person_id, event_date: { column: event_date, format: DD/MM/YYYY }, code: code, value: value }"
        )
        let result = try await delivery.ingest()
        #expect(result.population.rows(.gpEvents).count == 2)
        let facts = result.population.facts(of: .gpEvents)
        #expect(facts?.has("value") == false)
        #expect(facts?.extractedOn?.description == "2024-04-01")
        #expect(facts?.completeTo?.description == "2024-04-30")
    }

    @Test("The extraction date stands in the file's name")
    func dateInName() async throws {
        var delivery = Delivery.persons()
        delivery.files["COMMUNITY_A81_20240110.csv"] = Array(
            "person_id,contact_date\nPSN-10000,2024-01-10\nPSN-10000,2024-01-11\n".utf8)
        delivery.source(
            .communityContacts, "files: COMMUNITY_*.csv", "extracted_on_in_name: COMMUNITY_*_YYYYMMDD.csv")
        #expect(try await delivery.ingest().account(.communityContacts) == "read 2: quarantined 1, accepted 1")
        delivery.files["COMMUNITY_A81_20241310.csv"] = Array("person_id,contact_date\n".utf8)
        #expect(
            await delivery.refusal() == "COMMUNITY_A81_20241310.csv: its name does not fit extracted_on_in_name")
    }

    @Test("A row is seen from the day on which it was received, or so many days after its event")
    func arrival() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .gpEvents,
            Array(
                """
                person_id,event_date,code,got
                PSN-10000,2024-01-01,a,2024-01-20
                PSN-10000,2024-01-02,b,
                PSN-10000,2024-01-03,c,soon
                """.utf8), settings: "received_on_column: got")
        let received = try await delivery.ingest()
        #expect(received.asides == ["gp_events.csv:4 got bad_date"])
        func seen(_ result: IngestResult, _ day: Day) -> Int {
            result.population.histories(at: day).timeline(.gpEvents)!.rows(of: 0).count
        }
        #expect(seen(received, Day(year: 2024, month: 1, day: 20)) == 1)
        #expect(seen(received, Day(year: 2024, month: 1, day: 21)) == 2)
        delivery.set(
            .gpEvents, Array("person_id,event_date,code\nPSN-10000,2024-01-01,a\n".utf8), settings: "lag_days: 14")
        let lagging = try await delivery.ingest()
        #expect(seen(lagging, Day(year: 2024, month: 1, day: 15)) == 0)
        #expect(seen(lagging, Day(year: 2024, month: 1, day: 16)) == 1)
    }
}
