/// Where bytes come from. Used from one thread at a time.
public protocol ByteSource: AnyObject {
    /// Fills some of the buffer; 0 at the end, which is only reported when what was read is whole.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes in memory.
public final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var next = 0
    /// At most so many bytes a read, to try every place at which a block can end.
    private let step: Int

    public init(_ bytes: [UInt8], step: Int = .max) {
        self.bytes = bytes
        self.step = step
    }

    public convenience init(_ text: String, step: Int = .max) { self.init(Array(text.utf8), step: step) }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = min(buffer.count, step, bytes.count - next)
        bytes.withUnsafeBytes { all in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[next..<next + count]))
        }
        next += count
        return count
    }
}
