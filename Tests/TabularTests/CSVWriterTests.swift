import Foundation
import TestSupport
import Testing

@testable import Tabular

@Suite struct CSVWriterTests {
    private func line(neutralising: Bool = false, _ body: (inout CSVWriter) -> Void) throws -> String {
        let sink = MemorySink()
        var writer = CSVWriter(sink, neutralisesFormulas: neutralising)
        body(&writer)
        try writer.endRow()
        try writer.flush()
        return String(sink.text.dropLast())
    }

    @Test("Whatever is written is read again, byte for byte")
    func roundTrip() throws {
        var random = SplitMix(state: 5)
        let pieces = ["a", ",", "\"", "\"\"", "\n", "\r", "\r\n", " ", "é", "=1", "5\"", ""]
        for _ in 0..<2_000 {
            let rows = (0..<5).map { row in
                ["\(row)"] + (0..<3).map { _ in (0..<4).map { _ in pieces.randomElement(using: &random)! }.joined() }
            }
            let sink = MemorySink()
            var writer = CSVWriter(sink)
            for row in rows { try writer.row(row) }
            try writer.flush()
            let slow = SlowCSV(delimiter: 0x2C, columnCount: 4, multiline: true, header: [])
            let read = slow.rows(sink.bytes).rows.map { row -> [String] in
                guard case .record(_, let fields) = row else { return [] }
                return fields.map { String(decoding: $0, as: UTF8.self) }
            }
            #expect(read == rows)
        }
    }

    @Test(
        "A text that a spreadsheet would run is neutralised; a number is not",
        arguments: [
            ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1+1", "'+1+1"), ("-2+3", "'-2+3"),
            ("@SUM(1+1)", "'@SUM(1+1)"), ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("a=1", "a=1"), ("", ""),
            ("'=1", "''=1"), ("''@", "'''@"), ("'", "'"), ("'a=1", "'a=1"), ("DDE(\"a\")", "\"DDE(\"\"a\"\")\""),
        ])
    func formulas(text: String, expected: String) throws {
        #expect(try line(neutralising: true) { $0.text(text) } == expected)
        #expect(try line(neutralising: true) { $0.integer(-3) } == "-3")
        #expect(try line(neutralising: true) { $0.fixed(-3.25, decimals: 1) } == "-3.3")
    }

    @Test("The mark of a neutralised text is taken off where it was put, and nowhere else")
    func marks() throws {
        var random = SplitMix(state: 7)
        let pieces = ["'", "''", "=", "+", "-", "@", "\t", "\r", "\n", "a", "1", " ", "é", ","]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...4, using: &random)).map { _ in random.pick(pieces) }.joined()
            let written = try line(neutralising: true) { $0.text(text) }
            let isQuoted = written.hasPrefix("\"")
            let field = isQuoted ? String(written.utf8.dropFirst().dropLast())! : written
            #expect(FormulaMark.removed(from: field) == text)
            #expect(field.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } != true)
        }
    }

    /// A decimal rounded half away from zero, from all the digits that the double has.
    private func rounded(_ value: Double, _ decimals: Int) -> String {
        // 60 decimals hold every double of this size exactly.
        let exact = String(format: "%.60f", abs(value))
        let point = exact.firstIndex(of: ".")!
        let kept = exact[..<point] + exact[exact.index(after: point)...].prefix(decimals)
        let next = exact[exact.index(after: point)...].dropFirst(decimals).first!
        let units = Int(kept)! + (next >= "5" ? 1 : 0)
        let digits = String(repeating: "0", count: max(0, decimals + 1 - String(units).count)) + String(units)
        let text = decimals == 0 ? digits : "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
        return value < 0 && units > 0 ? "-" + text : text
    }

    @Test("Fixed decimals are the exact value's, rounded half away from zero")
    func fixed() throws {
        var random = SplitMix(state: 11)
        let given = [
            0, -0.0, 0.5, -0.5, 1.5, 2.5, 1.005, 1.115, 0.285, 1.45, 0.045, 0.1 + 0.2, 99.995, 0.9999999, -1e-9,
        ]
        let drawn = (0..<8_000).map { draw -> Double in
            let value = Double.random(in: -1_000...1_000, using: &random)
            return draw % 2 == 0 ? value : (value * 1_000).rounded() / 1_000
        }
        var wrong: [String] = []
        for value in given + drawn {
            for decimals in [0, 1, 2, 3, 6] {
                let written = try line { $0.fixed(value, decimals: decimals) }
                if written != rounded(value, decimals) { wrong.append("\(value) to \(decimals): \(written)") }
            }
        }
        #expect(wrong == [])
    }

    @Test("A double is written in the fewest digits that read back as the same")
    func shortest() throws {
        var random = SplitMix(state: 3)
        var wrong: [Double] = []
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            if try Double(line { $0.number(value) }) != value { wrong.append(value) }
        }
        #expect(wrong == [])
        for (value, text) in [
            (3, "3"), (-0.0, "-0"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e17, "1e+17"),
            (.leastNonzeroMagnitude, "5e-324"),
            (1e14, "100000000000000"),
        ] {
            #expect(try line { $0.number(value) } == text)
        }
    }

    @Test("Integers and dates are written whole, and rows are counted")
    func others() throws {
        #expect(
            try line {
                $0.integer(.min)
                $0.integer(0)
                $0.empty()
                $0.integer(.max)
            } == "\(Int.min),0,,\(Int.max)")
        #expect(try line { $0.date(year: 2024, month: 2, day: 9) } == "2024-02-09")
        let sink = MemorySink()
        var writer = CSVWriter(sink)
        for row in 0..<30_000 { try writer.row(["\(row)", "x"]) }
        try writer.flush()
        #expect(writer.rows == 30_000)
        #expect(sink.text.split(separator: "\n").count == 30_000)
    }
}
