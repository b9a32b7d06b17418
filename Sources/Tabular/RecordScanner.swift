import CTabular

/// Finds the records and fields of a block of lines.
///
/// A record is a line: a quote left open sets its own line aside and swallows nothing. With
/// `multiline` a record goes on to the line break after its quotes close.
public struct RecordScanner: Sendable {
    public let delimiter: UInt8
    public let columnCount: Int
    public let multiline: Bool
    /// The header line, to recognise it in mid-file; empty where the file has none.
    public let header: [UInt8]

    static let longestField = 1 << 16
    private static let newline: UInt8 = 0x0A

    public init(delimiter: UInt8, columnCount: Int, multiline: Bool = false, header: [UInt8] = []) {
        self.delimiter = delimiter
        self.columnCount = columnCount
        self.multiline = multiline
        self.header = header
    }

    public func scan(_ block: LineBlock) -> RecordBatch {
        var batch = RecordBatch(block: block, columnCount: columnCount)
        guard !block.isOverlong else {
            batch.faults = [.init(line: 0, fault: .lineTooLong)]
            batch.lineCount = 1
            return batch
        }
        let marks = Marks(block, delimiter: delimiter)
        batch.ends = marks.separators
        if multiline, marks.hasQuotes { scanMultiline(&batch, marks) } else { scanLines(&batch, marks) }
        return batch
    }

    /// Walks line by line over the separators that are already found.
    private func scanLines(_ batch: inout RecordBatch, _ marks: Marks) {
        let bytes = batch.block.bytes
        let expected = marks.lineEnds.count
        batch.recordStarts.reserveCapacity(expected)
        batch.firstEnds.reserveCapacity(expected)
        batch.hashes.reserveCapacity(expected)
        var start = 0
        var first = 0
        for (line, lineEnd) in marks.lineEnds.enumerated() {
            let end = Int(batch.ends[Int(lineEnd)])
            let next = end + 1
            let nextFirst = Int(lineEnd) + 1
            defer {
                start = next
                first = nextFirst
            }
            let trimmed = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
            if trimmed == start {
                batch.blankLines += 1
                continue
            }
            batch.ends[Int(lineEnd)] = UInt32(truncatingIfNeeded: trimmed)
            let hash = ByteHash.hash(bytes + start, trimmed - start)
            let fault = check(
                &batch, marks, start: start, end: trimmed, first: first, separators: nextFirst - first)
            if let fault {
                batch.faults.append(.init(line: line, fault: fault))
            } else {
                accept(&batch, start: start, first: first, hash: hash, line: line)
            }
        }
        batch.lineCount = marks.lineEnds.count
    }

    private func accept(_ batch: inout RecordBatch, start: Int, first: Int, hash: UInt64, line: Int) {
        let record = batch.recordStarts.count
        if batch.lines.isEmpty, line != record { batch.lines = (0..<UInt32(record)).map { $0 } }
        if line != record || !batch.lines.isEmpty { batch.lines.append(UInt32(line)) }
        batch.recordStarts.append(UInt32(truncatingIfNeeded: start))
        batch.firstEnds.append(UInt32(truncatingIfNeeded: first))
        batch.hashes.append(hash)
    }

    /// Checks the shape of one line; a line with quotes is rewritten without them.
    @inline(__always)
    private func check(
        _ batch: inout RecordBatch, _ marks: Marks, start: Int, end: Int, first: Int, separators: Int
    ) -> RecordBatch.Fault? {
        if marks.hasOther, Marks.any(marks.other, from: start, to: end),
            let fault = Self.encodingFault(batch.block.bytes + start, end - start)
        {
            return fault
        }
        if let fault = wholeRecordFault(batch.block, start, end) { return fault }
        if marks.hasQuotes, Marks.any(marks.quotes, from: start, to: end) {
            return unquote(&batch, start: start, end: end, first: first)
        }
        if separators != columnCount { return separators < columnCount ? .tooFewColumns : .tooManyColumns }
        if end - start > Self.longestField, hasLongField(batch, start: start, first: first) { return .fieldTooLong }
        return nil
    }

    /// What is wrong with a record whatever its fields are.
    @inline(__always)
    private func wholeRecordFault(_ block: LineBlock, _ start: Int, _ end: Int) -> RecordBatch.Fault? {
        if end - start > LineBlocks.longestLine { return .lineTooLong }
        return end - start == header.count && isHeader(block.bytes + start) ? .repeatedHeader : nil
    }

    private func hasLongField(_ batch: RecordBatch, start: Int, first: Int) -> Bool {
        var previous = start
        for field in 0..<columnCount {
            let end = Int(batch.ends[first + field])
            if end - previous > Self.longestField { return true }
            previous = end + 1
        }
        return false
    }

    private func isHeader(_ line: UnsafeMutablePointer<UInt8>) -> Bool {
        !header.isEmpty && UnsafeBufferPointer(start: line, count: header.count).elementsEqual(header)
    }

    /// Rewrites a record in place without its quotes, and its field ends with it.
    private func unquote(_ batch: inout RecordBatch, start: Int, end: Int, first: Int) -> RecordBatch.Fault? {
        let bytes = batch.block.bytes
        var read = start
        var write = start
        var field = 0
        var fieldStart = start
        while true {
            if read < end, bytes[read] == 0x22 {
                read += 1
                while true {
                    if read >= end { return .openQuote }
                    if bytes[read] == 0x22 {
                        if read + 1 < end, bytes[read + 1] == 0x22 { read += 1 } else { break }
                    }
                    bytes[write] = bytes[read]
                    write += 1
                    read += 1
                }
                read += 1
                if read < end, bytes[read] != delimiter { return .textAfterQuote }
            } else {
                while read < end, bytes[read] != delimiter {
                    bytes[write] = bytes[read]
                    write += 1
                    read += 1
                }
            }
            guard field < columnCount else { return .tooManyColumns }
            if write - fieldStart > Self.longestField { return .fieldTooLong }
            batch.ends[first + field] = UInt32(truncatingIfNeeded: write)
            field += 1
            if read >= end { break }
            // The delimiter: it stays as the one byte between two fields.
            read += 1
            write += 1
            fieldStart = write
        }
        return field == columnCount ? nil : .tooFewColumns
    }

    /// Record by record where line breaks may stand inside quotes.
    private func scanMultiline(_ batch: inout RecordBatch, _ marks: Marks) {
        let bytes = batch.block.bytes
        var start = 0
        var line = 0
        // Fresh room for the field ends: records no longer follow the lines.
        batch.ends = []
        while start < batch.block.count {
            let (end, lines) = recordEnd(batch.block, from: start)
            let trimmed = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
            if trimmed == start {
                batch.blankLines += 1
            } else {
                let first = batch.ends.count
                batch.ends.append(contentsOf: repeatElement(0, count: columnCount + 1))
                let hash = ByteHash.hash(bytes + start, trimmed - start)
                let fault =
                    Self.encodingFault(bytes + start, trimmed - start)
                    ?? wholeRecordFault(batch.block, start, trimmed)
                    ?? unquote(&batch, start: start, end: trimmed, first: first)
                if let fault {
                    batch.faults.append(.init(line: line, fault: fault))
                } else {
                    accept(&batch, start: start, first: first, hash: hash, line: line)
                }
            }
            line += lines
            start = end + 1
        }
        batch.lineCount = line
    }

    private func recordEnd(_ block: LineBlock, from start: Int) -> (end: Int, lines: Int) {
        var state = QuoteState.fieldStart
        var lines = 0
        var place = start
        while place < block.count {
            let byte = block.bytes[place]
            state.take(byte, delimiter: delimiter)
            if byte == Self.newline {
                lines += 1
                if state == .fieldStart { break }
            }
            place += 1
        }
        return (place, max(lines, 1))
    }

    /// Nil where the bytes are UTF-8 without NUL.
    private static func encodingFault(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> RecordBatch.Fault? {
        let buffer = UnsafeBufferPointer(start: bytes, count: count)
        if buffer.contains(0) { return .nulByte }
        return String(validating: buffer, as: UTF8.self) == nil ? .notUTF8 : nil
    }
}
