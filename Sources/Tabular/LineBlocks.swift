import Glibc
import Synchronization

/// Cuts a source into blocks of whole lines, for several readers at once.
///
/// With `multiline`, a line break inside quotes does not end a line.
public final class LineBlocks: Sendable {
    private let state: Mutex<State>

    /// Bytes in a block, but for a line that is longer.
    public static let blockSize = 1 << 18
    /// A longer line is set aside.
    public static let longestLine = 1 << 20

    struct State: ~Copyable {
        let source: any ByteSource
        let name: String
        let encoding: TextEncoding
        let multiline: Bool
        let delimiter: UInt8
        var carry: [UInt8] = []
        var nextNumber = 0
        var isAtEnd = false
        var linesBefore = 0
    }

    /// - Parameters:
    ///   - name: how messages name the source.
    ///   - delimiter: tells, with `multiline`, where a field and so a quote can start.
    public init(
        _ source: sending any ByteSource, name: String, encoding: TextEncoding = .utf8, multiline: Bool = false,
        delimiter: UInt8 = 0x2C
    ) {
        state = Mutex(
            State(source: source, name: name, encoding: encoding, multiline: multiline, delimiter: delimiter))
    }

    /// The next block; nil at the end.
    /// - Parameter used: a block that is no longer looked at, whose memory may be taken for the next.
    public func next(reusing used: LineBlock? = nil) throws -> LineBlock? {
        try state.withLock { try $0.next(reusing: used) }
    }

    /// The first line, without its line break. Nil where the source is empty. Called before the first `next`.
    /// - Parameter isHeader: whether the line is taken away, or still to be read as data.
    public func firstLine(isHeader: Bool) throws -> [UInt8]? {
        try state.withLock { try $0.firstLine(isHeader: isHeader) }
    }
}

extension LineBlocks.State {
    mutating func firstLine(isHeader: Bool) throws -> [UInt8]? {
        var head: [UInt8] = []
        while !head.contains(0x0A), !isAtEnd, head.count <= LineBlocks.longestLine {
            head += try readRaw(LineBlocks.blockSize)
        }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
        if let kind = Self.foreignKind(head) { throw TabularError.notText(file: name, looksLike: kind) }
        head = decoded(head)
        guard !head.isEmpty else { return nil }
        let end = head.firstIndex(of: 0x0A) ?? head.count
        var line = Array(head[..<end])
        if line.last == 0x0D { line.removeLast() }
        if line.contains(0x0D) { throw TabularError.loneCarriageReturns(file: name) }
        carry = isHeader ? Array(head.dropFirst(end + 1)) : head
        linesBefore = isHeader ? 1 : 0
        return line
    }

    /// What a file is that is not text, from its first bytes.
    private static func foreignKind(_ head: [UInt8]) -> String? {
        let kinds: [([UInt8], String)] = [
            ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a spreadsheet"), ([0x25, 0x50, 0x44, 0x46], "a PDF"),
            ([0xFF, 0xFE], "UTF-16 text"), ([0xFE, 0xFF], "UTF-16 text"),
            ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd (use a command)"),
        ]
        return kinds.first { head.starts(with: $0.0) }?.1
    }

    mutating func next(reusing used: LineBlock?) throws -> LineBlock? {
        var used = used
        while true {
            guard let block = try fill(used) else { return nil }
            used = nil
            if let cut = cut(block) { return finish(block, at: cut) }
            if isAtEnd || block.count > LineBlocks.longestLine {
                if multiline, let line = openQuoteLine(block) {
                    throw TabularError.quoteNeverCloses(file: name, line: line)
                }
                return isAtEnd ? finish(block, at: block.count) : try overlong(block)
            }
            // No line ends here yet: try again with more.
            carry = Array(UnsafeBufferPointer(start: block.bytes, count: block.count))
        }
    }

    /// A block that starts with what was carried over and goes on with what is read.
    private mutating func fill(_ used: LineBlock?) throws -> LineBlock? {
        guard !(isAtEnd && carry.isEmpty) else { return nil }
        let block = emptyBlock(capacity: carry.count + LineBlocks.blockSize, used)
        carry.withUnsafeBufferPointer { carried in
            if let base = carried.baseAddress { block.bytes.update(from: base, count: carried.count) }
        }
        block.count = carry.count
        carry.removeAll(keepingCapacity: true)
        guard encoding == .utf8 else {
            let more = try read(LineBlocks.blockSize / 3)
            more.withUnsafeBufferPointer { (block.bytes + block.count).update(from: $0.baseAddress!, count: $0.count) }
            block.count += more.count
            return block
        }
        let room = UnsafeMutableRawBufferPointer(start: block.bytes + block.count, count: LineBlocks.blockSize)
        let count = isAtEnd ? 0 : try source.read(into: room)
        isAtEnd = count == 0
        block.count += count
        return block.count > 0 ? block : nil
    }

    private func emptyBlock(capacity: Int, _ used: LineBlock?) -> LineBlock {
        guard let used, used.capacity >= capacity else {
            // Some more, so that what is carried over next time has room too.
            return LineBlock(number: nextNumber, capacity: capacity + LineBlocks.blockSize / 8)
        }
        used.clear(number: nextNumber)
        return used
    }

    private mutating func read(_ limit: Int) throws -> [UInt8] { decoded(try readRaw(limit)) }

    private mutating func readRaw(_ limit: Int) throws -> [UInt8] {
        var failure: (any Error)?
        let raw = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            do {
                count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
                count = 0
            }
        }
        if let failure { throw failure }
        isAtEnd = raw.isEmpty
        return raw
    }

    private func decoded(_ raw: [UInt8]) -> [UInt8] {
        guard encoding != .utf8 else { return raw }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(raw.count)
        raw.withUnsafeBufferPointer { encoding.decode($0, into: &decoded) }
        return decoded
    }

    /// Just after the last line break that ends a record.
    private func cut(_ block: LineBlock) -> Int? {
        if multiline, hasQuote(block) { return lastBreakOutsideQuotes(block) }
        var place = block.count
        while place > 0 {
            if block.bytes[place - 1] == 0x0A { return place }
            place -= 1
        }
        return nil
    }

    /// A block starts where a line does: without a quote, every line break in it ends one.
    private func hasQuote(_ block: LineBlock) -> Bool { memchr(block.bytes, 0x22, block.count) != nil }

    private func lastBreakOutsideQuotes(_ block: LineBlock) -> Int? {
        var state = QuoteState.fieldStart
        var last: Int?
        for place in 0..<block.count {
            state.take(block.bytes[place], delimiter: delimiter)
            if block.bytes[place] == 0x0A, state == .fieldStart { last = place + 1 }
        }
        return last
    }

    private func openQuoteLine(_ block: LineBlock) -> Int? {
        var state = QuoteState.fieldStart
        var line = linesBefore + 1
        var openedOn = line
        for place in 0..<block.count {
            let wasAtStart = state == .fieldStart
            state.take(block.bytes[place], delimiter: delimiter)
            if wasAtStart, state == .inside { openedOn = line }
            if block.bytes[place] == 0x0A { line += 1 }
        }
        return state == .inside ? openedOn : nil
    }

    private mutating func finish(_ block: LineBlock, at cut: Int) -> LineBlock {
        carry = Array(UnsafeBufferPointer(start: block.bytes + cut, count: block.count - cut))
        block.count = cut
        block.clearPadding()
        nextNumber += 1
        if multiline { for place in 0..<cut where block.bytes[place] == 0x0A { linesBefore += 1 } }
        return block
    }

    /// Skips the rest of a line that is too long and gives a block that stands for it.
    /// - Throws: `TabularError.loneCarriageReturns` where it has one: it is many lines to whoever wrote it.
    private mutating func overlong(_ block: LineBlock) throws -> LineBlock {
        // Its last byte may be half of a line break.
        if !multiline, memchr(block.bytes, 0x0D, block.count - 1) != nil {
            throw TabularError.loneCarriageReturns(file: name)
        }
        while true {
            let more = try read(LineBlocks.blockSize)
            if let end = more.firstIndex(of: 0x0A) {
                carry = Array(more[(end + 1)...])
                break
            }
            if isAtEnd { break }
        }
        block.count = 0
        block.isOverlong = true
        block.clearPadding()
        nextNumber += 1
        linesBefore += 1
        return block
    }
}
