/// A source whose first bytes have been looked at, and are still to be read.
final class PeekedSource: ByteSource {
    /// As many as were asked for, or all that there are.
    let head: [UInt8]
    private var given = 0
    private let inner: any ByteSource

    init(_ inner: any ByteSource, count: Int) throws {
        self.inner = inner
        head = try withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { bytes in
            var read = 0
            while read < count {
                let more = try inner.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[read...]))
                guard more > 0 else { break }
                read += more
            }
            return Array(bytes.prefix(read))
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard given < head.count else { return try inner.read(into: buffer) }
        let count = min(buffer.count, head.count - given)
        buffer.copyBytes(from: head[given..<given + count])
        given += count
        return count
    }
}
