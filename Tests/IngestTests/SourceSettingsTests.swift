import Accounts
import Foundation
import Records
import Testing

@testable import Ingest

/// What the settings of a source may say, and what is refused as soon as they are read.
@Suite struct SourceSettingsTests {
    /// The problems of a source of GP events with these lines.
    private func refusal(_ lines: String..., table: Table = .gpEvents) async -> [String] {
        var delivery = Delivery()
        delivery.sources[table] = [lines]
        return (await delivery.refusal() ?? "").split(separator: "\n").map(String.init)
    }

    @Test(
        "Settings that cannot be meant are refused where they stand",
        arguments: [
            (
                ["files: a.csv", "take: newest"], 4,
                "take: newest needs extracted_on_in_name: nothing else tells which file is the newest"
            ),
            (["files: a.csv", "take: latest"], 4, "\"take\" must be one of: newest, all"),
            (
                ["files: a.csv", "extracted_on: 2024-05-01", "extracted_on_in_name: a_YYYYMMDD.csv"], 4,
                "extracted_on and extracted_on_in_name exclude each other: a file was extracted on one day"
            ),
            (
                ["command: [cat, a.csv]", "extracted_on_in_name: a_YYYYMMDD.csv"], 4,
                "extracted_on_in_name is about the names of files, and a command has none"
            ),
            (["command: [cat, a.csv]", "take: all"], 4, "take is about the names of files, and a command has none"),
            (
                ["command: cat a.csv"], 3,
                "\"command\" must be a list of the program and each of its arguments, such as [gunzip, -c, a.csv.gz]: no "
                    + "shell takes a text apart"
            ),
            (
                ["files: a.csv", "every: banana"], 4,
                "\"every\" must be daily, weekly, monthly, quarterly, or a number of days such as: 10 days"
            ),
            (["files: a.csv", "every: 0 days"], 4, "a number of days such as: 10 days"),
            (["files: a.csv", "encoding: utf-16"], 4, "\"encoding\" must be one of: utf-8, windows-1252, iso-8859-1"),
        ] as [([String], Int, String)])
    func nonsense(lines: [String], line: Int, problem: String) async {
        var delivery = Delivery()
        delivery.sources[.gpEvents] = [lines]
        let told = (await delivery.refusal() ?? "").split(separator: "\n")
        #expect(told.contains { $0.hasPrefix("run.yaml:\(line):") && $0.hasSuffix(problem) }, "\(told)")
    }

    @Test(
        "A date format with letters that stand for nothing is refused, and what may stand there is named",
        arguments: ["DD-MMM-YYYY", "DD/MM/YYYY HH:mm", "DD/MM/YYYY hh:mm AM"])
    func formats(format: String) async {
        let field = "event_date: { column: d, format: \"\(format)\" }"
        for lines in [
            ["fields: { person_id: p, code: c, \(field) }"],
            ["received_on_column: { column: d, format: \"\(format)\" }"],
            ["latest_by: { key: [k], version: v, format: \"\(format)\" }"],
        ] {
            var delivery = Delivery()
            delivery.sources[.gpEvents] = [["files: a.csv"] + lines]
            let told = await delivery.refusal() ?? ""
            #expect(told.contains("\"format\" must be a date format with a year (YYYY or YY), a month (MM, M or MON)"))
        }
    }

    @Test(
        "A constant or a mapped value that is none of the field's codes is refused with those that are",
        arguments: [
            ("sex: { constant: M }", "\"sex\" cannot be this: its codes are: 0, 1, 2, 9"),
            ("sex: { column: s, map: { M: 1, F: female } }", "\"sex\" cannot be this: its codes are: 0, 1, 2, 9"),
            ("sex: { column: s, map: { M: 1 }, otherwise: 3 }", "\"sex\" cannot be this: its codes are: 0, 1, 2, 9"),
            (
                "practice_code: { constant: surgery }",
                "\"practice_code\" cannot be this: a practice code has 3 to 8 capital letters and digits, one digit at least"
            ),
            ("lsoa: { column: l, system: ICD10 }", "\"system\" must be one of: snomed, icd10, bnf, nhs-dd, text, "),
            (
                "date_of_birth: { column: d, format: DD-MON-YY }",
                "the year of a birth needs four digits (YYYY): of two, nothing tells a child from a centenarian"
            ),
        ])
    func codes(field: String, problem: String) async {
        let told = await refusal("files: a.csv", "fields: { \(field) }", table: .persons)
        #expect(told.contains { $0.contains(problem) }, "\(told)")
    }

    @Test("A code that stands for none, and the field's own codes, are taken")
    func goodCodes() async {
        let told = await refusal(
            "files: a.csv",
            "fields: { sex: { column: s, map: { M: 1, X: \"\", Y: null }, otherwise: 9 }, lsoa: { column: l, system: other } }",
            table: .persons)
        #expect(!told.contains { $0.contains("cannot be this") || $0.contains("must be") })
    }

    @Test("An encoding is known by its usual names, in any case")
    func encodings() async throws {
        for (name, bytes) in [
            ("UTF-8", [0xC3, 0xA9]), ("utf8", [0xC3, 0xA9]), ("latin1", [0xE9]), ("CP1252", [0xE9]),
            ("ISO-8859-1", [0xE9]),
        ] as [(String, [UInt8])] {
            var delivery = Delivery.persons()
            delivery.set(
                .gpEvents, Array("person_id,event_date,code\nPSN-10000,2024-01-01,caf".utf8) + bytes,
                settings: "encoding: \(name)")
            #expect(
                try await delivery.ingest().population.rows(.gpEvents) == ["gp_events PSN-10000 2024-01-01 code=café"])
        }
    }

    @Test("What a command gives may be compressed")
    func compressedCommand() async throws {
        var delivery = Delivery.persons()
        delivery.files["events.gz"] = try gzip("person_id,event_date,code\nPSN-10000,2024-01-01,c\n")
        delivery.source(.gpEvents, "command: [cat, events.gz]")
        #expect(try await delivery.ingest().account(.gpEvents) == "read 1: accepted 1")
        delivery.files["events.gz"]?.removeLast()
        #expect(
            await delivery.refusal() == "source gp_events: command cat: damaged gzip: it ends before its last block")
        delivery.sources[.gpEvents] = [["command: [printf, x]"]]
        #expect(await delivery.refusal()?.hasPrefix("command printf:1: the first line does not name") == true)
    }

    @Test("The check tells of a program that is not there, as a run does, and runs none")
    func programs() throws {
        var delivery = Delivery.persons()
        delivery.source(.gpEvents, "command: [no-such-program-here, x]")
        delivery.source(.gpEvents, "command: [./events.csv]")
        delivery.source(.gpEvents, "command: [touch, ran]")
        delivery.files["events.csv"] = []
        let folder = try delivery.written()
        defer { folder.remove() }
        let sources = try delivery.parsedSources().filter { $0.table == .gpEvents }
        let check = HeaderCheck(directory: folder.url)
        #expect(
            sources.map { check.found($0).problems } == [
                [
                    "source gp_events: command no-such-program-here: this program is not there or cannot be run"
                ], ["source gp_events-1: command ./events.csv: this program is not there or cannot be run"], [],
            ])
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "ran").path))
    }

    @Test("The day of receipt may be written in a format of its own")
    func receipts() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .gpEvents,
            Array(
                "person_id,event_date,code,got\nPSN-10000,2024-01-01,a,20/01/2024\nPSN-10000,2024-01-02,b,2024-01-20\n"
                    .utf8), settings: "received_on_column: { column: got, format: DD/MM/YYYY }")
        let result = try await delivery.ingest()
        #expect(result.asides == ["gp_events.csv:3 got bad_date"])
        func seen(_ day: Day) -> Int {
            result.population.histories(at: day).timeline(.gpEvents)!.rows(of: 0).count
        }
        #expect(seen(Day("2024-01-20")!) == 0)
        #expect(seen(Day("2024-01-21")!) == 1)
    }

    @Test("A year of two digits is the last that is at most ten years after the extract")
    func shortYears() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .admissions,
            Array(
                ("person_id,spell_id,admission_date,discharge_date,admission_method,primary_diagnosis\n"
                    + "PSN-10000,1,30-APR-24,1-MAY-24,21,I10\nPSN-10001,2,30-APR-99,2-MAY-99,21,I10\n").utf8),
            settings: "extracted_on: 2024-05-01",
            "fields: { person_id: person_id, spell_id: spell_id, admission_method: admission_method, "
                + "primary_diagnosis: primary_diagnosis, admission_date: { column: admission_date, format: DD-MON-YY }, "
                + "discharge_date: { column: discharge_date, format: D-MON-YY } }")
        #expect(
            try await delivery.ingest().population.rows(.admissions) == [
                "admissions PSN-10000 2024-04-30 spell_id=1 discharge_date=2024-05-01 admission_method=21 "
                    + "primary_diagnosis=I10",
                "admissions PSN-10001 1999-04-30 spell_id=2 discharge_date=1999-05-02 admission_method=21 "
                    + "primary_diagnosis=I10",
            ])
    }

    @Test(
        "How often a source comes tells after how many days it is worth a word",
        arguments: [
            ("monthly", "2024-03-28", nil),
            ("monthly", "2024-03-27", "66 days old, and it is to come monthly; after 65"),
            ("weekly", "2024-05-15", nil), ("weekly", "2024-05-14", "18 days old, and it is to come weekly; after 17"),
            ("10 days", "2024-05-08", "24 days old, and it is to come every 10 days; after 23"),
            ("quarterly", "2024-01-01", nil),
        ] as [(String, String, String?)])
    func every(words: String, extractedOn: String, warning: String?) async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .gpEvents, Array("person_id,event_date,code\nPSN-10000,2023-01-01,c\n".utf8),
            settings: "extracted_on: \(extractedOn)", "every: \(words)")
        var quality = try #require(try await delivery.ingest().sources.first { $0.table == "gp_events" })
        #expect(quality.every == words)
        #expect(
            quality.warnings == warning.map { ["the extract is \($0) days that is told (too_old_after_days)"] } ?? [])
        delivery.setting(.gpEvents, "too_old_after_days: 365")
        quality = try #require(try await delivery.ingest().sources.first { $0.table == "gp_events" })
        #expect(quality.warnings == [])
    }

    @Test("Of two sources of one table each is told by its name, with its own age and what it may be")
    func pooled() async throws {
        var delivery = Delivery.persons()
        let header = "person_id,programme,reviewed_on\n"
        delivery.set(
            .reviews, Array("\(header)PSN-10000,p,2024-01-01\n".utf8), settings: "extracted_on: 2024-05-31")
        delivery.files["returned.csv"] = Array("\(header)PSN-10001,p,2024-01-02\n".utf8)
        delivery.source(.reviews, "files: returned.csv")
        func quality() async throws -> SourceQuality {
            try #require(try await delivery.ingest().sources.first { $0.table == "reviews" })
        }
        #expect(try await quality().warnings == ["the extraction date of reviews-1 is not stated"])
        #expect(try await quality().ages == ["reviews": 1])
        delivery.sources[.reviews]![1] += ["extracted_on: 2024-05-01", "too_old_after_days: 30"]
        #expect(try await quality().warnings == ["the extract of reviews-1 is 31 days old; at most 30 are declared"])
        #expect(try await quality().ages == ["reviews": 1, "reviews-1": 31])
    }

    @Test("A lookup has a delimiter and an encoding of its own, and a header in any case")
    func lookups() async throws {
        var delivery = Delivery.persons()
        delivery.files["dmd.csv"] = Array("DMD;Bnf\r\n100;caf".utf8) + [0xE9]
        delivery.set(
            .prescriptions, Array("person_id,issue_date,drug\nPSN-10000,2024-01-01,100\n".utf8),
            settings: "fields: { person_id: person_id, issue_date: issue_date, bnf_code: { column: drug, "
                + "lookup: { file: dmd.csv, key: dmd, value: BNF, delimiter: \";\", encoding: latin1 } } }")
        #expect(
            try await delivery.ingest().population.rows(.prescriptions) == [
                "prescriptions PSN-10000 2024-01-01 bnf_code=café"
            ])
        delivery.files["dmd.csv"] = Array("DMD;Bnf;bnf\n100;1;2\n".utf8)
        #expect(await delivery.refusal() == "lookup dmd.csv: the header names the column \"BNF\" twice")
    }

    @Test("A discharge after the extract was taken is in the future; the planned end of a service is not")
    func futureEnds() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .admissions,
            Array(
                ("person_id,admission_date,discharge_date,admission_method,primary_diagnosis\n"
                    + "PSN-10000,2024-05-01,2030-01-01,21,I10\nPSN-10001,2024-05-01,2024-05-31,21,I10\n").utf8),
            settings: "extracted_on: 2024-05-31")
        delivery.set(
            .socialCareServices,
            Array(
                "person_id,service_type,start_date,end_date\nPSN-10000,home care,2024-05-01,2030-01-01\n".utf8),
            settings: "extracted_on: 2024-05-31")
        let result = try await delivery.ingest()
        #expect(result.asides == ["admissions.csv:2 discharge_date future_date"])
        #expect(result.account(.socialCareServices) == "read 1: accepted 1")
        // Where nothing says when it was taken, nothing tells that the discharge had not happened.
        delivery.sources[.admissions] = [["files: admissions.csv"]]
        #expect(try await delivery.ingest().account(.admissions) == "read 2: accepted 2")
    }
}
