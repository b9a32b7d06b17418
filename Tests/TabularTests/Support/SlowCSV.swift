import Tabular

/// The scanner's rules again, byte by byte and without a thought for speed.
struct SlowCSV {
    let delimiter: UInt8
    let columnCount: Int
    let multiline: Bool
    let header: [UInt8]

    enum Row: Equatable {
        case record(line: Int, [[UInt8]])
        case fault(line: Int, RecordBatch.Fault)
    }

    func rows(_ bytes: [UInt8]) -> (rows: [Row], blankLines: Int) {
        var rows: [Row] = []
        var blankLines = 0
        for (line, raw) in records(bytes) {
            let record = raw.last == 0x0D ? Array(raw.dropLast()) : raw
            if record.isEmpty { blankLines += 1 } else { rows.append(row(line, record)) }
        }
        return (rows, blankLines)
    }

    /// Whether a quote is open where the bytes end.
    func endsOpen(_ bytes: [UInt8]) -> Bool { multiline && records(bytes).last.map { isOpen($0.1) } ?? false }

    /// Lines, or with `multiline` lines joined while a quoted field is open, each with its number from 0.
    private func records(_ bytes: [UInt8]) -> [(Int, [UInt8])] {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        if lines.last == [] { lines.removeLast() }
        var records: [(Int, [UInt8])] = []
        var open = false
        for (number, line) in lines.enumerated() {
            if open, let last = records.last {
                records[records.count - 1].1 = last.1 + [0x0A] + line
            } else {
                records.append((number, line))
            }
            open = multiline && isOpen(records.last!.1)
        }
        return records
    }

    private func isOpen(_ record: [UInt8]) -> Bool {
        var (place, atStart, open) = (0, true, false)
        while place < record.count {
            let byte = record[place]
            if open {
                if byte == 0x22 {
                    if place + 1 < record.count, record[place + 1] == 0x22 { place += 1 } else { open = false }
                }
            } else if byte == 0x22, atStart {
                open = true
            }
            atStart = !open && (byte == delimiter || byte == 0x0A)
            place += 1
        }
        return open
    }

    private func row(_ line: Int, _ record: [UInt8]) -> Row {
        if record.contains(0) { return .fault(line: line, .nulByte) }
        if String(validating: record, as: UTF8.self) == nil { return .fault(line: line, .notUTF8) }
        if record == header { return .fault(line: line, .repeatedHeader) }
        var fields: [[UInt8]] = []
        var rest = record[...]
        while true {
            var field: [UInt8] = []
            if rest.first == 0x22 {
                rest.removeFirst()
                while true {
                    guard let byte = rest.popFirst() else { return .fault(line: line, .openQuote) }
                    if byte != 0x22 {
                        field.append(byte)
                    } else if rest.first == 0x22 {
                        field.append(rest.removeFirst())
                    } else {
                        break
                    }
                }
                if let next = rest.first, next != delimiter { return .fault(line: line, .textAfterQuote) }
            } else {
                while let byte = rest.first, byte != delimiter {
                    field.append(byte)
                    rest.removeFirst()
                }
            }
            if fields.count == columnCount { return .fault(line: line, .tooManyColumns) }
            fields.append(field)
            if rest.isEmpty { break }
            rest.removeFirst()
        }
        return fields.count == columnCount ? .record(line: line, fields) : .fault(line: line, .tooFewColumns)
    }
}
