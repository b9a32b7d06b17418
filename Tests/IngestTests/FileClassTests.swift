import Foundation
import Ingest
import Records
import Tabular
import Testing

/// RELIABILITY's file group: what is decided about a file as a file.
@Suite struct FileClassTests {
    private static let header = CleanTable.header(.gpEvents)

    private func delivery(_ events: [UInt8], _ settings: String...) -> Delivery {
        var delivery = Delivery.persons()
        delivery.set(.gpEvents, events)
        delivery.sources[.gpEvents]![0] += settings
        return delivery
    }

    @Test("A missing file, a pattern without a match and a folder refuse the run", arguments: Table.allCases)
    func missing(table: Table) async {
        var delivery = Delivery.complete()
        delivery.files["\(table.rawValue).csv"] = nil
        #expect(
            await delivery.refusal()
                == "source \(table.rawValue): \(table.rawValue).csv: there is no such file")
        delivery.sources[table] = [["files: \(table.rawValue)_*.csv"]]
        #expect(
            await delivery.refusal() == "source \(table.rawValue): no file matches \(table.rawValue)_*.csv")
        delivery.sources[table] = [["files: folder.csv"]]
        delivery.preparation = {
            try FileManager.default.createDirectory(
                at: $0.appending(path: "folder.csv"), withIntermediateDirectories: true)
        }
        #expect(
            await delivery.refusal() == "source \(table.rawValue): folder.csv: cannot be read (Is a directory)")
    }

    @Test("An empty file and one with a header only refuse the run, unless they may be", arguments: Table.allCases)
    func empty(table: Table) async {
        for (text, sentence) in [
            ("", "the file is empty"), ("\u{FEFF}", "the file is empty"),
            (CleanTable.header(table), "there is a header and no row"),
            (CleanTable.header(table) + "\n\n\n", "there is a header and no row"),
        ] {
            var delivery = Delivery.complete()
            delivery[table] = text
            #expect(
                await delivery.refusal() == "\(table.rawValue).csv: \(sentence); say may_be_empty if that can be")
            delivery.setting(table, "may_be_empty: true")
            #expect(
                await delivery.refusal() == (table == .persons ? "no person has an accepted registration" : nil))
        }
    }

    @Test(
        "A source of which no row is taken is as one without rows", arguments: [(true, "where: code = X"), (false, "")])
    func nothingTaken(isFiltered: Bool, setting: String) async throws {
        let clean = CleanTable.text(.gpEvents, rows: 20, persons: 5)
        let text = isFiltered ? clean : clean.replacing("PSN-", with: "OTHER-")
        let why = isFiltered ? "20 filtered by where, 0 set aside, 0" : "0 filtered by where, 0 set aside, 20"
        var refused = delivery(Array(text.utf8), setting)
        #expect(
            await refused.refusal()
                == "source gp_events: none of its 20 rows is taken (\(why) of nobody registered), which is as if it had none; "
                + "say may_be_empty if that can be")
        refused.setting(.gpEvents, "optional: true")
        #expect(try await refused.ingest().population.facts(of: .gpEvents) == nil)
        #expect(await delivery(Array(text.utf8), setting, "may_be_empty: true").refusal() == nil)
        // One row that is taken tells that the mapping is right.
        let row = "PSN-10000,2024-01-01,X,,"
        #expect(await delivery(Array((text + "\n" + row + "\n").utf8), setting).refusal() == nil)
    }

    @Test("An optional source that cannot be read is left out, and the reason is kept")
    func optional() async throws {
        var delivery = delivery(Array("no header\n1,2\n".utf8), "optional: true")
        let result = try await delivery.ingest()
        #expect(result.missingTables[.gpEvents]?.hasPrefix("gp_events.csv:1: the first line does not name") == true)
        #expect(result.population.facts(of: .gpEvents) == nil)
        delivery.source(.gpEvents, "files: absent.csv")
        // What must be there is missed, whatever became of what need not be.
        #expect(await delivery.refusal() == "source gp_events-1: absent.csv: there is no such file")
    }

    @Test("What everything depends on cannot be optional")
    func notOptional() async {
        var delivery = Delivery.complete()
        delivery.setting(.optOuts, "optional: true")
        delivery.setting(.persons, "optional: true")
        let refusal = await delivery.refusal() ?? ""
        #expect(refusal.contains("a run cannot do without opt_outs: it cannot be optional"))
        #expect(refusal.contains("a run cannot do without persons: it cannot be optional"))
    }

    @Test("A last row that is cut is set aside, and the others are taken")
    func cut() async throws {
        let text = CleanTable.text(.gpEvents, rows: 3, persons: 3)
        let result = try await delivery(Array(text.utf8.dropLast(15))).ingest()
        #expect(result.account(.gpEvents) == "read 3: quarantined 1, accepted 2")
        #expect(result.asides == ["gp_events.csv:4 too_few_columns"])
    }

    @Test("Damaged gzip refuses the run; several members are one file")
    func gzipClasses() async throws {
        let text = CleanTable.text(.gpEvents, rows: 300, persons: 5)
        let whole = try gzip(text)
        var badSum = whole
        badSum[whole.count - 6] ^= 1
        let prefix = "source gp_events: gp_events.csv: damaged gzip: "
        for (bytes, problem) in [
            (Array(whole.dropLast(1)), "it ends before its last block"),
            (Array(whole.prefix(whole.count / 2)), "it ends before its last block"),
            (Array(whole.prefix(5)), "it ends before its last block"),
            (badSum, "its contents do not match its checksum or its format"),
            (whole + [0x0A], "bytes that are not gzip follow it"),
            (whole + [0x1F, 0x00, 0x01], "bytes that are not gzip follow it"),
            (whole + [0x1F], "it ends before its last block"),
        ] {
            #expect(await delivery(bytes).refusal() == prefix + problem)
        }
        let half = text.index(text.startIndex, offsetBy: text.count / 2)
        let members = try gzip(String(text[..<half])) + gzip("") + gzip(String(text[half...]))
        #expect(try await delivery(members).ingest().account(.gpEvents) == "read 300: accepted 300")
    }

    @Test("A file that unpacks to far more than it should refuses the run")
    func bomb() async throws {
        let bomb = try gzip(Self.header + "\n" + String(repeating: "\n", count: 4_000_000))
        #expect(
            await delivery(bomb, "gzip_cap_bytes: 1000000").refusal()
                == "source gp_events: gp_events.csv: unpacks to more than 200 times its size and past 1000000 bytes; "
                + "raise gzip_cap_bytes for this source if that is right")
    }

    @Test(
        "What is not text is named for what it is",
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "a zip archive or a spreadsheet"),
            (Array("%PDF-1.7\n".utf8), "a PDF"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "an old Office document"),
            ([0xFF, 0xFE, 0x70, 0x00], "UTF-16 text"), ([0xFE, 0xFF, 0x00, 0x70], "UTF-16 text"),
        ] as [([UInt8], String)])
    func notText(bytes: [UInt8], kind: String) async {
        for encoding in ["utf-8", "windows-1252"] {
            #expect(
                await delivery(bytes, "encoding: \(encoding)").refusal()
                    == "source gp_events: gp_events.csv: is \(kind); allowed is delimited text in UTF-8 (or the "
                    + "declared encoding), plain or gzip")
        }
    }

    @Test("An extract taken after the run date refuses the run, except in a back-test", arguments: Table.allCases)
    func future(table: Table) async {
        var delivery = Delivery.complete()
        delivery.setting(table, "extracted_on: 2024-06-02")
        #expect(
            await delivery.refusal()
                == "\(table.rawValue).csv: was taken on 2024-06-02, after the run date 2024-06-01")
        delivery.refusesFutureExtracts = false
        #expect(await delivery.refusal() == nil)
    }

    @Test("A source older than its declared age refuses the run where it says so, and warns where it does not")
    func tooOld() async throws {
        var delivery = Delivery.complete()
        delivery.setting(.gpEvents, "extracted_on: 2024-05-01", "too_old_after_days: 30")
        let warnings = try await delivery.ingest().sources.first { $0.table == "gp_events" }?.warnings
        #expect(warnings == ["the extract is 31 days old; at most 30 are declared"])
        delivery.setting(.gpEvents, "when_too_old: refuse")
        #expect(
            await delivery.refusal()
                == "source gp_events: is 31 days old; at most 30 are allowed (too_old_after_days)")
    }

    @Test("Of several files the day of extraction is the newest's, and so is the age")
    func newestFile() async throws {
        var delivery = Delivery.persons()
        for day in ["20240401", "20240522", "20240501"] {
            delivery.files["gp_\(day).csv"] = Array("person_id,event_date,code\nPSN-10000,2024-03-01,c\n".utf8)
        }
        delivery.source(.gpEvents, "files: gp_*.csv", "extracted_on_in_name: gp_YYYYMMDD.csv")
        let result = try await delivery.ingest()
        let quality = try #require(result.sources.first { $0.table == "gp_events" })
        #expect(quality.extractedOn == "2024-05-22" && quality.ageInDays == 10)
        // What is known of everybody is known only up to the oldest.
        #expect(result.population.facts(of: .gpEvents)?.extractedOn == Day("2024-04-01"))
    }

    @Test(
        "Settings that cannot be meant are refused where they stand, with what is allowed",
        arguments: [
            ("lag_days: -40", 5, "\"lag_days\" must be a whole number from 0 to 3660"),
            ("lag_days: 99999999", 5, "\"lag_days\" must be a whole number from 0 to 3660"),
            ("too_old_after_days: -1", 5, "\"too_old_after_days\" must be a whole number from 0 to 36600"),
            ("gzip_cap_bytes: -1", 5, "\"gzip_cap_bytes\" must be a whole number from 1 to 1125899906842624"),
            (
                "too_old_after_days: 3", 5,
                "too_old_after_days needs extracted_on or extracted_on_in_name: nothing else tells how old the source is"
            ),
            ("when_too_old: refuse", 5, "when_too_old needs too_old_after_days: nothing else tells when that is"),
            (
                "extracted_on: 2024-05-01\n  complete_to: 2024-05-02", 6,
                "complete_to must not be after extracted_on: what had not happened was not extracted"
            ),
            (
                "fields: { person_id: p, event_date: d, code: c, unit: { column: u, otherwise: 0 } }", 5,
                "otherwise needs map: it stands for the values that map does not name"
            ),
            (
                "fields: { person_id: p, event_date: d, code: c, unit: { constant: u, map: { u: v } } }", 5,
                "a constant is taken as it is: it has no map"
            ),
            (
                "fields: { person_id: p, event_date: d, code: c, unit: { constant: u, missing: u, otherwise: v } }", 5,
                "a constant is taken as it is: it has no missing, otherwise"
            ),
        ] as [(String, Int, String)])
    func nonsense(lines: String, line: Int, problem: String) async {
        var delivery = Delivery()
        delivery.source(.gpEvents, "files: gp_events.csv", "optional: true", lines)
        let refusal = await delivery.refusal() ?? ""
        #expect(refusal.split(separator: "\n").contains { $0.hasPrefix("run.yaml:\(line):") && $0.hasSuffix(problem) })
    }

    @Test("A source is not complete beyond the day of its newest file")
    func completeBeyondFiles() async {
        var delivery = Delivery.persons()
        delivery.files["gp_20240501.csv"] = Array("person_id,event_date,code\nPSN-10000,2024-03-01,c\n".utf8)
        delivery.source(
            .gpEvents, "files: gp_*.csv", "extracted_on_in_name: gp_YYYYMMDD.csv", "complete_to: 2024-05-02")
        #expect(
            await delivery.refusal()
                == "source gp_events: complete_to is 2024-05-02, after 2024-05-01, the day of its newest extract")
    }

    @Test("Settings that name no file, no program, or two kinds of rows of one table are refused")
    func settings() async {
        var delivery = Delivery.complete()
        delivery.sources[.practices] = [["files: []"]]
        delivery.sources[.caseload] = [["command: []"]]
        delivery.source(.reviews, "files: reviews.csv", "duplicates: keep")
        delivery.setting(.persons, "latest_by: { key: [person_id], version: sex }")
        let refusal = await delivery.refusal() ?? ""
        #expect(refusal.components(separatedBy: "a source needs either files or a command").count == 3)
        #expect(refusal.contains("the sources of one table must agree in latest_by, merge and duplicates"))
        #expect(refusal.contains("latest_by is for tables of events"))
    }
}
