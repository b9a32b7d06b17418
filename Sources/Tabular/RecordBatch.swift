/// The records of a block: where each field of each good record lies, and which records are set aside and why.
///
/// Field f of record r is `bytes[start ..< end]`, unquoted and unescaped.
public struct RecordBatch {
    /// Why a record is not one.
    public enum Fault: UInt8, Sendable {
        case tooFewColumns, tooManyColumns, openQuote, textAfterQuote, notUTF8, nulByte, fieldTooLong, lineTooLong
        case repeatedHeader
    }

    public struct FaultyRecord: Sendable {
        /// Lines before it in the block.
        public let line: Int
        public let fault: Fault
    }

    let block: LineBlock
    public let columnCount: Int
    /// Where each good record starts.
    var recordStarts: [UInt32] = []
    /// Where each good record's field ends stand in `ends`.
    var firstEnds: [UInt32] = []
    var ends: [UInt32] = []
    /// Lines before each good record in the block; empty where record r is on line r.
    var lines: [UInt32] = []
    /// A hash of each good record's bytes as they came, without its line break.
    public internal(set) var hashes: [UInt64] = []
    public internal(set) var faults: [FaultyRecord] = []
    public internal(set) var blankLines = 0
    public internal(set) var lineCount = 0

    init(block: LineBlock, columnCount: Int) {
        self.block = block
        self.columnCount = columnCount
    }

    /// Good records.
    public var count: Int { recordStarts.count }

    /// Whether record r is on line r.
    public var isOneRecordALine: Bool { lines.isEmpty }

    public func line(of record: Int) -> Int { lines.isEmpty ? record : Int(lines[record]) }

    /// Reads the batch's fields; the fields' bytes can be read 16 bytes past their end.
    public func withFields<Result>(_ body: (Fields) throws -> Result) rethrows -> Result {
        try recordStarts.withUnsafeBufferPointer { starts in
            try firstEnds.withUnsafeBufferPointer { firsts in
                try ends.withUnsafeBufferPointer { ends in
                    try withExtendedLifetime(block) {
                        try body(Fields(bytes: block.bytes, starts: starts, firsts: firsts, ends: ends))
                    }
                }
            }
        }
    }

    public struct Fields {
        @usableFromInline let bytes: UnsafeMutablePointer<UInt8>
        @usableFromInline let starts: UnsafeBufferPointer<UInt32>
        @usableFromInline let firsts: UnsafeBufferPointer<UInt32>
        @usableFromInline let ends: UnsafeBufferPointer<UInt32>

        @inlinable
        public func text(_ record: Int, _ field: Int) -> FieldText {
            let first = Int(firsts[record]) &+ field
            let start = field == 0 ? Int(starts[record]) : Int(ends[first &- 1]) &+ 1
            return FieldText(bytes: UnsafePointer(bytes + start), count: Int(ends[first]) &- start)
        }
    }
}

nonisolated(unsafe) private let emptyBytes: UnsafeMutablePointer<UInt8> = {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)
    bytes.initialize(repeating: 0, count: 64)
    return bytes
}()

/// The bytes of a field.
@frozen
public struct FieldText: @unchecked Sendable {
    public let bytes: UnsafePointer<UInt8>
    public let count: Int

    @inlinable
    public init(bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    /// No bytes, in memory that can be read.
    public static let none = FieldText(bytes: UnsafePointer(emptyBytes), count: 0)

    @inlinable public var isEmpty: Bool { count == 0 }

    @inlinable public var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

    public var string: String { String(decoding: buffer, as: UTF8.self) }
}
