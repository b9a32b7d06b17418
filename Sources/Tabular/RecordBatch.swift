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
        /// The record as it came, where the scanner keeps what is damaged; else none.
        public let bytes: [UInt8]

        init(line: Int, fault: Fault, bytes: [UInt8] = []) {
            self.line = line
            self.fault = fault
            self.bytes = bytes
        }
    }

    /// Room for the structure of a block: one to a worker, used for block after block. A batch is good until the
    /// next one is scanned into the same workspace.
    public final class Workspace {
        /// Field f of record r lies between `bounds[r * stride + f]` and `bounds[r * stride + f + 1]`, both exclusive.
        let bounds = Room<UInt32>()
        let hashes = Room<UInt64>()
        /// The record that is being looked at, before its quotes are taken out of it in place.
        let original = Room<UInt8>(1 << 12)

        public init() {}
    }

    let block: LineBlock
    let workspace: Workspace
    public let columnCount: Int
    /// Bounds from one record to the next: the columns where one record's end is the next one's start, else one more.
    var stride: Int
    /// Good records.
    public internal(set) var count = 0
    /// Lines before each good record in the block; empty where record r is on line r.
    public internal(set) var lines: [UInt32] = []
    public internal(set) var faults: [FaultyRecord] = []
    public internal(set) var blankLines = 0
    public internal(set) var lineCount = 0
    /// Whether a line is several records between lone carriage returns.
    public internal(set) var hasLoneReturns = false
    /// Whether no field can hold a control character or anything that is not ASCII.
    public internal(set) var isPlain = false

    init(block: LineBlock, columnCount: Int, workspace: Workspace) {
        self.block = block
        self.columnCount = columnCount
        self.workspace = workspace
        stride = columnCount
    }

    public func line(of record: Int) -> Int { lines.isEmpty ? record : Int(lines[record]) }

    /// Reads the batch's fields; the fields' bytes can be read 16 bytes past their end.
    public func withFields<Result>(_ body: (Fields) throws -> Result) rethrows -> Result {
        try withExtendedLifetime((block, workspace)) {
            try body(
                Fields(
                    bytes: UnsafePointer(block.bytes), bounds: UnsafePointer(workspace.bounds.elements), stride: stride,
                    hashes: UnsafePointer(workspace.hashes.elements)))
        }
    }

    public struct Fields {
        @usableFromInline let bytes: UnsafePointer<UInt8>
        @usableFromInline let bounds: UnsafePointer<UInt32>
        @usableFromInline let stride: Int
        @usableFromInline let hashes: UnsafePointer<UInt64>

        @inlinable @inline(__always)
        public func text(_ record: Int, _ field: Int) -> FieldText {
            let place = record &* stride &+ field
            // The bound before the first field of a block is -1.
            let start = Int(bounds[place] &+ 1)
            return FieldText(bytes: bytes + start, count: Int(bounds[place &+ 1]) &- start)
        }

        /// A hash of the record's bytes as they came, without its line break.
        @inlinable @inline(__always)
        public func hash(_ record: Int) -> UInt64 { hashes[record] }
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

    @inlinable @inline(__always)
    public init(bytes: UnsafePointer<UInt8>, count: Int) {
        self.bytes = bytes
        self.count = count
    }

    /// No bytes, in memory that can be read.
    public static let none = FieldText(bytes: UnsafePointer(emptyBytes), count: 0)

    @inlinable public var isEmpty: Bool { count == 0 }

    @inlinable public var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

    /// The bytes without the blanks around them.
    public var withoutBlanks: FieldText {
        var (start, end) = (0, count)
        while start < end, bytes[start] == 0x20 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return FieldText(bytes: bytes + start, count: end - start)
    }

    public var string: String { String(decoding: buffer, as: UTF8.self) }
}
