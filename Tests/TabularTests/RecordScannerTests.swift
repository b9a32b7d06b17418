import Foundation
import TestSupport
import Testing

@testable import Tabular

/// The scanner against a slow reading of the same rules, on random bytes in blocks cut anywhere.
@Suite struct RecordScannerTests {
    private static let isLong = ProcessInfo.processInfo.environment["ANTICIPATE_FUZZ"] == "1"

    private static let pieces: [[UInt8]] = [
        [0x22], [0x22, 0x22], [0x2C], [0x2C, 0x22], [0x22, 0x2C], [0x3B], [0x0D], [0x0A], [0x0D, 0x0A], [0x22, 0x0A],
        [0x61], [0x62, 0x63], [0x20], [0x00], [0xC3, 0xA9], [0xC3], [0xE2, 0x82, 0xAC], [0xFF], [0x09],
        Array("x,y,z\n".utf8), Array("h,i,j\n".utf8), Array("\"h\",i,j\n".utf8), Array("\"a\nb\",c,d\n".utf8),
        Array(repeating: 0x71, count: 63), Array("1,2,3\r\n".utf8), Array("long field,with text,and more\n".utf8),
    ]

    private func text(_ random: inout SplitMix) -> [UInt8] {
        (0..<Int.random(in: 0...24, using: &random)).flatMap { _ -> [UInt8] in
            // Faults that end a line early are rarer than the rest, so that long lines are tried too.
            let piece = Self.pieces.randomElement(using: &random)!
            return piece == [0] || piece == [0xFF] || piece == [0xC3]
                ? Self.pieces.randomElement(using: &random)! : piece
        }
    }

    /// Everything that the blocks of a source hold; nil where a quote never closes.
    private func rows(_ bytes: [UInt8], _ scanner: RecordScanner, step: Int) throws -> (
        rows: [SlowCSV.Row], blank: Int
    )? {
        let blocks = LineBlocks(
            MemorySource(bytes, step: step), name: "t", multiline: scanner.multiline, delimiter: scanner.delimiter)
        var (rows, blank, line) = ([SlowCSV.Row](), 0, 0)
        do {
            while let block = try blocks.next() {
                let batch = scanner.scan(block)
                rows += records(batch, after: line)
                rows += batch.faults.map { .fault(line: line + $0.line, $0.fault) }
                blank += batch.blankLines
                line += batch.lineCount
            }
        } catch TabularError.quoteNeverCloses {
            return nil
        }
        return (rows.sorted { $0.line < $1.line }, blank)
    }

    private func records(_ batch: RecordBatch, after line: Int) -> [SlowCSV.Row] {
        batch.withFields { fields in
            (0..<batch.count).map { record in
                .record(
                    line: line + batch.line(of: record),
                    (0..<batch.columnCount).map { Array(fields.text(record, $0).buffer) })
            }
        }
    }

    @Test(
        "Records, faults, lines and blank lines are those of a slow reader, wherever blocks are cut",
        arguments: 0..<4)
    func random(part: Int) throws {
        var random = SplitMix(state: UInt64(part))
        var differences = 0
        for _ in 0..<(Self.isLong ? 250_000 : 25_000) {
            let bytes = text(&random)
            let delimiter: UInt8 = Bool.random(using: &random) ? 0x2C : 0x3B
            let (multiline, columns) = (part % 2 == 1, Int.random(in: 1...4, using: &random))
            let header = Array("h,i,j".utf8)
            let slow = SlowCSV(delimiter: delimiter, columnCount: columns, multiline: multiline, header: header)
            let scanner = RecordScanner(
                delimiter: delimiter, columnCount: columns, multiline: multiline, header: header)
            let expected = slow.rows(bytes)
            let step = Bool.random(using: &random) ? Int.max : Int.random(in: 1...40, using: &random)
            let found = try rows(bytes, scanner, step: step)
            let agrees =
                slow.endsOpen(bytes)
                ? found == nil : found?.rows == expected.rows && found?.blank == expected.blankLines
            if !agrees { differences += 1 }
        }
        #expect(differences == 0)
    }

    @Test("A blank separates as any other delimiter does, up to the last byte")
    func blanks() throws {
        // 63 bytes: fifteen lines of two fields and one of one.
        let bytes = Array((String(repeating: "a b\n", count: 15) + "xyz").utf8)
        for instructions in RecordScanner.allInstructions {
            var scanner = RecordScanner(delimiter: 0x20, columnCount: 2)
            scanner.instructions = instructions
            let found = try #require(try rows(bytes, scanner, step: .max)?.rows)
            #expect(found.count == 16 && found[15] == .fault(line: 15, .tooFewColumns))
            #expect(found.count { $0.isRecord } == 15)
        }
    }

    @Test("Every set of instructions finds the same records")
    func instructions() throws {
        var random = SplitMix(state: 7)
        for round in 0..<400 {
            // Lines of two fields, some of them with something that needs a closer look.
            let lines = (0..<Int.random(in: 1...60, using: &random)).map { _ in
                let field = {
                    (0..<Int.random(in: 0...40, using: &random)).map { _ in
                        UInt8.random(in: 0x30...0x7A, using: &random)
                    }
                }
                return field() + [0x2C] + field()
            }
            var bytes = Array(lines.joined(separator: [0x0A]))
            if round.isMultiple(of: 4), !bytes.isEmpty {
                bytes[Int.random(in: bytes.indices, using: &random)] = [0x22, 0x0D, 0x09, 0x7F, 0xC3].randomElement(
                    using: &random)!
            }
            let found = try RecordScanner.allInstructions.map { instructions in
                var scanner = RecordScanner(delimiter: 0x2C, columnCount: 2)
                scanner.instructions = instructions
                return try rows(bytes, scanner, step: .max)?.rows
            }
            #expect(found.allSatisfy { $0 == found[0] })
        }
    }

    @Test(
        "A line of just 1 MiB is taken and a longer one is not, wherever blocks are cut",
        arguments: [false, true])
    func longLines(multiline: Bool) throws {
        let scanner = RecordScanner(delimiter: 0x2C, columnCount: 32, multiline: multiline)
        for (excess, step) in [(0, Int.max), (0, 70_001), (1, Int.max), (1, 70_001), (300_000, .max), (300_000, 999)] {
            // 32 fields of 32 KiB less the delimiter: 1 MiB with the last field one longer.
            var line = Array(
                [[UInt8]](repeating: Array(repeating: 0x78, count: 32_767), count: 32).joined(separator: [0x2C]))
            line += Array(repeating: 0x79, count: 1 + excess)
            let good = Array((0..<32).map { "\($0)" }.joined(separator: ",").utf8) + [0x0A]
            let found = try rows(good + line + [0x0A] + good, scanner, step: step)?.rows
            #expect(found?.count == 3)
            #expect(found?[1] == (excess == 0 ? found?[1] : .fault(line: 1, .lineTooLong)))
            #expect((found?[1].isRecord == true) == (excess == 0))
            #expect(found?[2].line == 2)
        }
    }
}

extension SlowCSV.Row {
    var line: Int {
        switch self {
        case .record(let line, _), .fault(let line, _): line
        }
    }

    fileprivate var isRecord: Bool { if case .record = self { true } else { false } }
}
