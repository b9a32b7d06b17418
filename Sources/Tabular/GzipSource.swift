import CZlib

/// Unpacks gzip, one member after another. Truncation, a bad checksum and bytes after the end are errors;
/// so is a file that unpacks to far more than it should.
public final class GzipSource: ByteSource {
    private let inner: any ByteSource
    private let name: String
    private let cap: Int
    private let stream: UnsafeMutablePointer<z_stream>
    private let packed: UnsafeMutableRawBufferPointer
    private var packedBytes = 0
    private var unpackedBytes = 0
    private var isBetweenMembers = true
    private var sawMember = false

    /// Unpacked bytes over packed ones that no extract reaches.
    public static let highestRatio = 200

    /// - Parameter cap: unpacked bytes below which the ratio is not looked at.
    public init(_ inner: any ByteSource, name: String, cap: Int = 1 << 30) throws {
        self.inner = inner
        self.name = name
        self.cap = cap
        packed = .allocate(byteCount: 1 << 17, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard anticipate_inflate_init(stream) == Z_OK else { throw TabularError.outOfMemory }
    }

    /// A stream by what it holds: what begins as gzip does is unpacked, and all else as it is.
    public static func unpacked(_ inner: sending any ByteSource, name: String, cap: Int) throws
        -> sending any ByteSource
    {
        let whole = try PeekedSource(inner, count: 2)
        return whole.head == [0x1F, 0x8B] ? try GzipSource(whole, name: name, cap: cap) : whole
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        packed.deallocate()
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        stream.pointee.next_out = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(buffer.count)
        while Int(stream.pointee.avail_out) == buffer.count {
            if stream.pointee.avail_in == 0, try !refill() {
                guard isBetweenMembers else { throw damaged(.truncated) }
                return 0
            }
            try inflateOnce()
        }
        let count = buffer.count - Int(stream.pointee.avail_out)
        unpackedBytes += count
        if unpackedBytes > cap, unpackedBytes / Self.highestRatio > packedBytes {
            throw TabularError.gzipBomb(file: name, ratio: Self.highestRatio, bytes: cap)
        }
        return count
    }

    private func refill() throws -> Bool {
        let count = try inner.read(into: packed)
        packedBytes += count
        stream.pointee.next_in = packed.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(count)
        return count > 0
    }

    private func inflateOnce() throws {
        if isBetweenMembers {
            // Each member is whole in itself; what follows the last must be nothing.
            guard !sawMember || stream.pointee.next_in.pointee == 0x1F else { throw damaged(.trailingBytes) }
            inflateReset(stream)
            isBetweenMembers = false
        }
        switch inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: return
        case Z_STREAM_END:
            isBetweenMembers = true
            sawMember = true
        default: throw damaged(sawMember && stream.pointee.total_out == 0 ? .trailingBytes : .corrupt)
        }
    }

    private func damaged(_ problem: TabularError.GzipProblem) -> TabularError {
        .gzipDamaged(file: name, problem: problem)
    }
}
