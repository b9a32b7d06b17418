import Records
import Testing

/// RELIABILITY's structure group.
@Suite struct StructureTests {
    /// Seven rows in a table, the fourth of them (line 5) changed.
    private func changed(_ table: Table, _ change: (inout [String]) -> Void) -> Delivery {
        var delivery = Delivery.complete(rows: 7, persons: 7)
        var lines = CleanTable.text(table, rows: 7, persons: 7).split(separator: "\n").map(String.init)
        change(&lines)
        delivery.allowDamage(table)
        delivery[table] = lines.joined(separator: "\n") + "\n"
        return delivery
    }

    @Test("A broken row is set aside by its rule and line, and takes no other with it", arguments: Table.allCases)
    func brokenRows(table: Table) async throws {
        let long = String(repeating: "x", count: 65_537)
        let breaks: [(String, (String) -> String)] = [
            ("open_quote", { "\"" + $0 }), ("open_quote", { $0 + ",\"" }), ("text_after_quote", { "\"a\"b" + $0 }),
            ("too_few_columns", { String($0.prefix(4)) }), ("too_many_columns", { $0 + ",,," }),
            ("field_too_long", { long + $0.drop { $0 != "," } }),
            ("field_too_long", { "\"\(long)\"" + $0.drop { $0 != "," } }),
            ("line_too_long", { $0 + String(repeating: "y", count: 1 << 20) }),
            ("line_too_long", { $0 + String(repeating: "y", count: 3 << 20) }),
            ("repeated_header", { _ in CleanTable.header(table) }),
        ]
        for (rule, change) in breaks {
            let result = try await changed(table) { $0[4] = change($0[4]) }.ingest()
            #expect(result.asides.first == "\(table.rawValue).csv:5 \(rule)")
            #expect(result.account(table).hasPrefix("read 7: quarantined 1"))
        }
    }

    @Test("A quoted header is known again in mid-file")
    func quotedHeader() async throws {
        let quoted = CleanTable.header(.gpEvents).split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
        for settings in ["multiline: false", "multiline: true"] {
            var delivery = changed(.gpEvents) {
                $0[0] = quoted
                $0.insert(quoted, at: 4)
            }
            delivery.setting(.gpEvents, settings)
            #expect(try await delivery.ingest().asides == ["gp_events.csv:5 repeated_header"])
        }
    }

    @Test("The header in mid-file is known in whatever case it stands there", arguments: Table.allCases)
    func headerInOtherCase(table: Table) async throws {
        // One row with quotes has a block looked at more closely.
        for row in ["", "\"" + CleanTable.row(table, 0).joined(separator: "\",\"") + "\""] {
            let result = try await changed(table) {
                if !row.isEmpty { $0[1] = row }
                $0[4] = $0[0].uppercased()
            }.ingest()
            #expect(result.asides.first == "\(table.rawValue).csv:5 repeated_header")
        }
    }

    @Test("Blank lines are counted, and lines after them keep their numbers", arguments: Table.allCases)
    func blankLines(table: Table) async throws {
        let result = try await changed(table) {
            $0.insert(contentsOf: ["", "\r"], at: 2)
            $0[6] = "short"
            $0.append("")
        }.ingest()
        #expect(result.accounts(table).first?.blankLines == 3)
        #expect(result.asides.first == "\(table.rawValue).csv:7 too_few_columns")
        #expect(result.account(table).hasPrefix("read 7: quarantined 1"))
    }

    @Test("A header may have another order and other case")
    func headerOrder() async throws {
        let rows = (0..<7).map { CleanTable.row(.gpEvents, $0) }
        let expected = try await changed(.gpEvents) { _ in }.ingest().population.text
        var delivery = Delivery.complete(rows: 7, persons: 7)
        delivery[.gpEvents] =
            (["UNIT, Value ,CODE,Event_Date,\"PERSON_ID\""]
            + rows.map { $0.reversed().joined(separator: ",") }).joined(separator: "\n")
        #expect(try await delivery.ingest().population.text == expected)
    }

    @Test(
        "A header with a column twice, without a required one, or with an unknown one refuses the run",
        arguments: Table.allCases)
    func headers(table: Table) async {
        let name = "\(table.rawValue).csv"
        let required = table.fields.last { $0.isRequired }!.name
        let known = table.fields.map(\.name).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        let twice = changed(table) {
            $0 = $0.map { $0 + ",1" }
            $0[0] = CleanTable.header(table) + "," + required
        }
        #expect(await twice.refusal() == "\(name):1: the header names the column \"\(required)\" twice")
        let unknown = changed(table) {
            $0 = $0.map { $0 + ",1" }
            $0[0] = CleanTable.header(table) + ",Surname"
        }
        #expect(
            await unknown.refusal()
                == "\(name):1: the header has \"Surname\", which the mapping neither uses nor ignores "
                + "(it may be an identifier); the mapping knows \(known)")
        var ignored = unknown
        ignored.setting(table, "ignore: [surname]")
        #expect(await ignored.refusal() == nil)
        var rest = unknown
        rest.setting(table, "ignore: rest")
        #expect(await rest.refusal() == nil)
        var lacking = changed(table) { $0[0] = $0[0].replacing(required, with: "other") }
        lacking.setting(table, "ignore: rest")
        #expect(
            await lacking.refusal() == "\(name):1: the header lacks \"\(required)\"")
    }

    @Test("A row where the header should be refuses the run, and none of it is shown", arguments: Table.allCases)
    func noHeader(table: Table) async {
        let delivery = changed(table) { $0.removeFirst() }
        #expect(
            await delivery.refusal()
                == "\(table.rawValue).csv:1: the first line does not name the mapping's columns; a file without a "
                + "header needs header: with the list of its columns")
        let mixed = changed(table) { lines in
            lines = lines.map { $0 + ",x,y,z" }
            lines[0] = CleanTable.header(table) + ",9434765919,9434765919,1950-01-01"
        }
        #expect(
            await mixed.refusal()
                == "\(table.rawValue).csv:1: the header names the column \"column \(table.fields.count + 2)\" twice")
        let one = changed(table) { lines in
            lines = lines.map { $0 + ",x" }
            lines[0] = CleanTable.header(table) + ",9434765919"
        }
        #expect(await one.refusal()?.contains("has \"column \(table.fields.count + 1)\", which") == true)
    }

    @Test("With multiline a quoted field may hold line breaks, and lines after it keep their numbers")
    func multiline() async throws {
        var delivery = Delivery.persons()
        delivery.set(
            .reviews,
            Array(
                """
                person_id,programme,reviewed_on,outcome
                PSN-10000,p,2024-01-01,"one
                two ""and""
                three"

                PSN-10001,p,2024-01-02,5" nail
                PSN-10002,p,bad,x
                "PSN-10003",p,2024-01-03,"a
                b"
                """.utf8), settings: "multiline: true")
        let result = try await delivery.ingest()
        #expect(result.account(.reviews) == "read 4: quarantined 1, accepted 3")
        #expect(result.asides == ["reviews.csv:7 reviewed_on bad_date"])
        #expect(result.population.rows(.reviews).first?.hasSuffix("outcome=one\ntwo \"and\"\nthree") == true)
        #expect(result.accounts(.reviews)[0].blankLines == 1)
    }

    @Test("With multiline a quote that never closes refuses the run by its line, however long the file is")
    func openMultilineQuote() async {
        let rows = { (count: Int) in
            (0..<count).map { CleanTable.row(.gpEvents, $0, person: $0 % 5).joined(separator: ",") }
        }
        for tail in [3, 60_000] {
            var delivery = Delivery.persons()
            let lines =
                [CleanTable.header(.gpEvents)] + rows(20_000) + ["PSN-10001,2023-01-01,\"open,1,"] + rows(tail)
            delivery.set(.gpEvents, Array(lines.joined(separator: "\n").utf8), settings: "multiline: true")
            #expect(
                await delivery.refusal()
                    == "source gp_events: gp_events.csv: the quote opened on line 20002 never closes (multiline is on)")
        }
    }

    @Test("Rows are named by their line over many blocks, blank lines, gzip and multiline")
    func lineNumbers() async throws {
        var lines = [CleanTable.header(.gpEvents)]
        var expected: [String] = []
        for row in 0..<60_000 {
            if row % 500 == 7 { lines.append("") }
            if row % 6_000 == 11 {
                lines.append("PSN-10000,2023-13-01,c,,")
                expected.append("gp_events.csv:\(lines.count) event_date bad_date")
            } else if row % 7_001 == 3_000 {
                lines.append("PSN-10000,2023-01-01")
                expected.append("gp_events.csv:\(lines.count) too_few_columns")
            } else {
                lines.append(CleanTable.row(.gpEvents, row, person: row % 5).joined(separator: ","))
            }
        }
        let text = lines.joined(separator: "\n")
        for (bytes, settings) in [
            (Array(text.utf8), "multiline: false"), (Array(text.utf8), "multiline: true"),
            (try gzip(text), "multiline: false"), (try gzip(text.replacing("\n", with: "\r\n")), "multiline: true"),
        ] {
            var delivery = Delivery.persons()
            delivery.set(.gpEvents, bytes, settings: settings)
            #expect(Set(try await delivery.ingest().asides.filter { !$0.hasSuffix("same_bytes") }) == Set(expected))
        }
    }

    @Test("One malformed row never refuses a file; more than the limit do, with the rules broken most")
    func limits() async {
        func events(_ rows: Int, bad: Int) -> Delivery {
            var delivery = Delivery.persons()
            delivery[.gpEvents] =
                CleanTable.text(.gpEvents, rows: rows - bad, persons: 5)
                + String(repeating: "PSN-10000,2023-02-29,c,,\n", count: bad)
            return delivery
        }
        #expect(await events(1, bad: 1).refusal() == nil)
        #expect(await events(10, bad: 1).refusal() == nil)
        #expect(await events(400, bad: 2).refusal() == nil)
        #expect(
            await events(399, bad: 2).refusal()
                == "gp_events.csv: 2 of 399 rows for gp_events are malformed, over the limit of 0.5% "
                + "(quarantine_limit); the rules broken most: bad_date (2)")
        var lenient = events(10, bad: 5)
        lenient.setting(.gpEvents, "quarantine_limit: 50%")
        #expect(await lenient.refusal() == nil)
        lenient.setting(.gpEvents, "rule_limits: { bad_date: 10% }")
        #expect(
            await lenient.refusal() == "gp_events.csv: 5 of 10 rows break the rule bad_date, over its limit of 10%")
    }
}
