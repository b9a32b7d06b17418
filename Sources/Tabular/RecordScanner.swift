import CTabular

/// Finds the records and fields of a block of lines.
///
/// A record is a line: a quote left open sets its own line aside and swallows nothing. With
/// `multiline` a record goes on to the line break after its quotes close.
public struct RecordScanner: Sendable {
    public let delimiter: UInt8
    public let columnCount: Int
    public let multiline: Bool
    /// The header line, to recognise it in mid-file in whatever case; empty where the file has none.
    public let header: [UInt8]
    /// The same in small letters.
    private let smallHeader: [UInt8]
    /// Whether what is no record is given as it came: somebody may have to be known by it.
    public let keepsDamaged: Bool

    static let longestField = 1 << 16
    private static let newline: UInt8 = 0x0A
    /// How plain text is scanned; whatever it is, the same is found.
    var instructions = Self.bestInstructions
    private static let bestInstructions = anticipate_best_instructions()

    public init(
        delimiter: UInt8, columnCount: Int, multiline: Bool = false, header: [UInt8] = [], keepsDamaged: Bool = false
    ) {
        self.delimiter = delimiter
        self.columnCount = columnCount
        self.multiline = multiline
        self.header = header
        smallHeader = header.map(Self.small)
        self.keepsDamaged = keepsDamaged
    }

    /// Lines with quotes are rewritten in place without them, so that a block is scanned but once.
    public func scan(_ block: LineBlock) -> RecordBatch { scan(block, in: RecordBatch.Workspace()) }

    /// - Parameter workspace: holds the batch's structure, which the next batch in it replaces.
    public func scan(_ block: LineBlock, in workspace: RecordBatch.Workspace) -> RecordBatch {
        var batch = RecordBatch(block: block, columnCount: columnCount, workspace: workspace)
        guard !block.isOverlong else {
            batch.faults = [.init(line: 0, fault: .lineTooLong)]
            batch.lineCount = 1
            return batch
        }
        if scanPlain(&batch) { return batch }
        batch.stride = columnCount + 1
        let marks = Marks(block, delimiter: delimiter)
        if multiline, marks.hasQuotes { scanMultiline(&batch, marks) } else { scanLines(&batch, marks) }
        return batch
    }

    /// Takes a block whose lines are all records of plain text, without quotes, line by line: what nearly all are.
    /// - Returns: false where any line needs a closer look. The batch is as it was then.
    private func scanPlain(_ batch: inout RecordBatch) -> Bool {
        let (block, bounds) = (batch.block, batch.workspace.bounds)
        bounds.reserve(block.count + 128)
        let ends = bounds.elements + 1
        let found = anticipate_find_separators(block.bytes, block.count, delimiter, ends, instructions)
        guard found.is_plain else { return false }
        var (records, separators) = (found.newlines, found.separators)
        if block.count > 0, block.bytes[block.count - 1] != Self.newline {
            ends[separators] = UInt32(block.count)
            records += 1
            separators += 1
        }
        guard separators == records * columnCount else { return false }
        bounds.elements[0] = .max
        guard hashPlainLines(block, ends, count: records, batch.workspace.hashes) else { return false }
        batch.count = records
        batch.lineCount = records
        batch.isPlain = true
        return true
    }

    /// Hashes each line; false where one does not end at a line break, or is not simply a record.
    private func hashPlainLines(
        _ block: LineBlock, _ ends: UnsafePointer<UInt32>, count: Int, _ hashes: Room<UInt64>
    ) -> Bool {
        hashes.reserve(count)
        let (bytes, target) = (block.bytes, hashes.elements)
        var start = 0
        for record in 0..<count {
            let end = Int(ends[record &* columnCount &+ columnCount &- 1])
            let length = end &- start
            guard end == block.count || bytes[end] == Self.newline, length > 0, length <= Self.longestField,
                length != header.count || !isHeader(bytes + start)
            else { return false }
            target[record] = ByteHash.hash(bytes + start, length)
            start = end &+ 1
        }
        return true
    }

    /// The best instructions of this processor, and those that it has beside them.
    static var allInstructions: [anticipate_instructions] {
        [anticipate_portable, anticipate_avx2, anticipate_avx512].filter { $0.rawValue <= bestInstructions.rawValue }
    }

    /// Walks line by line over the separators that are already found.
    private func scanLines(_ batch: inout RecordBatch, _ marks: Marks) {
        let bytes = batch.block.bytes
        batch.workspace.hashes.reserve(marks.lineEnds.count)
        batch.workspace.bounds.reserve(marks.separators.count + marks.lineEnds.count)
        var start = 0
        var first = 0
        for (line, lineEnd) in marks.lineEnds.enumerated() {
            let end = Int(marks.separators[Int(lineEnd)])
            let trimmed = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
            if trimmed == start {
                batch.blankLines += 1
            } else {
                let separators = first..<Int(lineEnd) + 1
                let hash = ByteHash.hash(bytes + start, trimmed - start)
                layBy(batch, start: start, end: trimmed)
                if let fault = check(&batch, marks, start: start, end: trimmed, separators) {
                    noteReturns(start..<trimmed, &batch)
                    note(fault, line: line, count: trimmed - start, &batch)
                } else {
                    accept(&batch, hash: hash, line: line)
                }
            }
            start = end + 1
            first = Int(lineEnd) + 1
        }
        batch.lineCount = marks.lineEnds.count
    }

    /// Keeps a record as it came, in case it is none.
    @inline(__always)
    private func layBy(_ batch: RecordBatch, start: Int, end: Int) {
        guard keepsDamaged else { return }
        let original = batch.workspace.original
        original.reserve(end - start)
        original.elements.update(from: batch.block.bytes + start, count: end - start)
    }

    private func note(_ fault: RecordBatch.Fault, line: Int, count: Int, _ batch: inout RecordBatch) {
        let original = UnsafeBufferPointer(start: batch.workspace.original.elements, count: keepsDamaged ? count : 0)
        batch.faults.append(.init(line: line, fault: fault, bytes: Array(original)))
    }

    /// Looks for two records with a lone carriage return between them in a line that is none.
    private func noteReturns(_ line: Range<Int>, _ batch: inout RecordBatch) {
        let bytes = UnsafeBufferPointer(start: batch.block.bytes + line.lowerBound, count: line.count)
        // With a line break in it, it is lines that a quote has joined.
        guard !bytes.contains(Self.newline) else { return }
        let records = bytes.split(separator: 0x0D).count { part in
            part.count { $0 == delimiter } == columnCount - 1
        }
        if records > 1 { batch.hasLoneReturns = true }
    }

    /// Takes the record whose bounds have been written behind the last.
    private func accept(_ batch: inout RecordBatch, hash: UInt64, line: Int) {
        let record = batch.count
        if batch.lines.isEmpty, line != record { batch.lines = (0..<UInt32(record)).map { $0 } }
        if line != record || !batch.lines.isEmpty { batch.lines.append(UInt32(line)) }
        batch.workspace.hashes.elements[record] = hash
        batch.count += 1
    }

    /// Where the bounds of the next good record are written.
    private func nextBounds(_ batch: RecordBatch) -> UnsafeMutablePointer<UInt32> {
        batch.workspace.bounds.elements + batch.count * batch.stride
    }

    /// Checks the shape of one line and writes its bounds; a line with quotes is rewritten without them.
    @inline(__always)
    private func check(
        _ batch: inout RecordBatch, _ marks: Marks, start: Int, end: Int, _ separators: Range<Int>
    ) -> RecordBatch.Fault? {
        if marks.hasOther, Marks.any(marks.other, from: start, to: end),
            let fault = Self.encodingFault(batch.block.bytes + start, end - start)
        {
            return fault
        }
        if let fault = wholeRecordFault(batch.block, start, end) { return fault }
        if marks.hasQuotes, Marks.any(marks.quotes, from: start, to: end) {
            return unquote(&batch, start: start, end: end)
        }
        if separators.count != columnCount {
            return separators.count < columnCount ? .tooFewColumns : .tooManyColumns
        }
        let bounds = nextBounds(batch)
        bounds[0] = UInt32(truncatingIfNeeded: start &- 1)
        for field in 0..<columnCount { bounds[field + 1] = marks.separators[separators.lowerBound + field] }
        bounds[columnCount] = UInt32(truncatingIfNeeded: end)
        return end - start > Self.longestField && hasLongField(bounds) ? .fieldTooLong : nil
    }

    /// What is wrong with a record whatever its fields are.
    @inline(__always)
    private func wholeRecordFault(_ block: LineBlock, _ start: Int, _ end: Int) -> RecordBatch.Fault? {
        if end - start > LineBlocks.longestLine { return .lineTooLong }
        return end - start == header.count && isHeader(block.bytes + start) ? .repeatedHeader : nil
    }

    private func hasLongField(_ bounds: UnsafeMutablePointer<UInt32>) -> Bool {
        (0..<columnCount).contains { Int(bounds[$0 + 1] &- (bounds[$0] &+ 1)) > Self.longestField }
    }

    private func isHeader(_ line: UnsafeMutablePointer<UInt8>) -> Bool {
        guard !header.isEmpty else { return false }
        return UnsafeBufferPointer(start: line, count: header.count).elementsEqual(smallHeader) { Self.small($0) == $1 }
    }

    /// A letter of ASCII without its case; any other byte as it is.
    private static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// Rewrites a record in place without its quotes, and writes its bounds.
    private func unquote(_ batch: inout RecordBatch, start: Int, end: Int) -> RecordBatch.Fault? {
        let (bytes, bounds) = (batch.block.bytes, nextBounds(batch))
        bounds[0] = UInt32(truncatingIfNeeded: start &- 1)
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
            field += 1
            bounds[field] = UInt32(truncatingIfNeeded: write)
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
        batch.workspace.hashes.reserve(marks.lineEnds.count)
        batch.workspace.bounds.reserve(batch.stride * marks.lineEnds.count)
        while start < batch.block.count {
            let (end, lines) = recordEnd(batch.block, from: start)
            let trimmed = end > start && bytes[end - 1] == 0x0D ? end - 1 : end
            if trimmed == start {
                batch.blankLines += 1
            } else {
                let hash = ByteHash.hash(bytes + start, trimmed - start)
                layBy(batch, start: start, end: trimmed)
                let fault =
                    Self.encodingFault(bytes + start, trimmed - start)
                    ?? wholeRecordFault(batch.block, start, trimmed)
                    ?? unquote(&batch, start: start, end: trimmed)
                if let fault {
                    noteReturns(start..<trimmed, &batch)
                    note(fault, line: line, count: trimmed - start, &batch)
                } else {
                    accept(&batch, hash: hash, line: line)
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
