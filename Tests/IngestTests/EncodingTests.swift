import Records
import Testing

/// RELIABILITY's encoding group.
@Suite struct EncodingTests {
    @Test(
        "A byte order mark, CR LF, CR LF in the header only and a last line without its end are taken alike",
        arguments: Table.allCases)
    func variants(table: Table) async throws {
        let plain = Delivery.complete()
        let expected = try await plain.ingest().population.text
        let text = plain[table]
        let lines = text.split(separator: "\n").map(String.init)
        for variant in [
            "\u{FEFF}" + text, text.replacing("\n", with: "\r\n"), String(text.dropLast()),
            lines[0] + "\r\n" + lines.dropFirst().joined(separator: "\n"),
            "\u{FEFF}" + lines.joined(separator: "\r\n"),
        ] {
            var delivery = plain
            delivery[table] = variant
            #expect(try await delivery.ingest().population.text == expected)
        }
    }

    @Test("Lines that end in a lone carriage return refuse the run", arguments: Table.allCases)
    func loneCarriageReturns(table: Table) async {
        var delivery = Delivery.complete()
        delivery[table] = delivery[table].replacing("\n", with: "\r")
        #expect(
            await delivery.refusal()
                == "source \(table.rawValue): \(table.rawValue).csv: lines end in a lone carriage return; "
                + "allowed are LF and CR LF")
    }

    @Test("They refuse it too below a header in LF, in the middle of a file, and where they are a line of over 1 MiB")
    func loneCarriageReturnsWithin() async {
        let lines = CleanTable.text(.gpEvents, rows: 60, persons: 5).split(separator: "\n").map(String.init)
        let many = (0..<60_000).map { "PSN-10000,2024-01-0\(1 + $0 % 9),code-\($0)" }
        let (first, rest) = (lines[0], lines.dropFirst().joined(separator: "\r"))
        for text in [
            first + "\n" + rest,
            lines[..<30].joined(separator: "\n") + "\n" + lines[30...].joined(separator: "\r") + "\n",
            "person_id,event_date,code\r\n" + many.joined(separator: "\r"),
        ] {
            var delivery = Delivery.persons()
            delivery[.gpEvents] = text
            #expect(
                await delivery.refusal()
                    == "source gp_events: gp_events.csv: lines end in a lone carriage return; allowed are LF and CR LF")
        }
    }

    @Test("A carriage return within a value is a control character, and refuses no file")
    func carriageReturnInValue() async throws {
        var delivery = Delivery.persons()
        delivery[.gpEvents] = "person_id,event_date,code\nPSN-10000,2024-01-01,a\rb\nPSN-10000,2024-01-02,c\n"
        #expect(try await delivery.ingest().asides == ["gp_events.csv:2 code control_character"])
    }

    @Test("A byte that is not UTF-8 and a NUL set their row aside", arguments: Table.allCases)
    func notUTF8(table: Table) async throws {
        let clean = Delivery.complete()
        for (byte, rule) in [(UInt8(0xE9), "not_utf8"), (0, "nul_byte"), (0xC0, "not_utf8"), (0xFF, "not_utf8")] {
            var lines = clean[table].split(separator: "\n").map { Array($0.utf8) }
            lines[2].insert(byte, at: lines[2].count)
            var delivery = clean
            delivery.allowDamage(table)
            delivery.files["\(table.rawValue).csv"] = Array(lines.joined(separator: [0x0A]))
            #expect(try await delivery.ingest().asides.contains("\(table.rawValue).csv:3 \(rule)"))
        }
    }

    @Test("A declared encoding is read as declared")
    func declared() async throws {
        for (encoding, byte, letter) in [("windows-1252", UInt8(0x80), "€"), ("iso-8859-1", 0xE9, "é")] {
            var delivery = Delivery.persons()
            delivery.set(
                .practices, Array("practice_code,name\nA81001,Caf".utf8) + [byte, 0x0A],
                settings: "encoding: \(encoding)")
            #expect(try await delivery.ingest().population.practices["A81001"]?.name == "Caf" + letter)
        }
    }

    @Test("Text in a declared encoding is the same wherever blocks are cut")
    func declaredBlocks() async throws {
        var delivery = Delivery.persons(2)
        var bytes = Array("practice_code,name\n".utf8)
        for row in 0..<40_000 { bytes += Array("A\(10_000 + row),".utf8) + [0x80, 0xE9, 0xFF, 0x0A] }
        delivery.set(.practices, bytes, settings: "encoding: windows-1252")
        let practices = try await delivery.ingest().population.practices
        #expect(practices.count == 40_000)
        #expect(Set(practices.values.map(\.name)) == ["€éÿ"])
    }
}
