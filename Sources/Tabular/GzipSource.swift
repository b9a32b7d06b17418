import CIgzip
import Glibc

/// Unpacks gzip, one member after another. Truncation, a bad checksum and bytes after the end are errors;
/// so is a file that unpacks to far more than it should.
public final class GzipSource: ByteSource {
    private let inner: any ByteSource
    private let name: String
    private let cap: Int
    private let stream: UnsafeMutablePointer<anticipate_inflater>
    private let packed: UnsafeMutableRawBufferPointer
    private var packedBytes = 0
    private var unpackedBytes = 0
    private var isBetweenMembers = true
    private var sawMember = false

    /// Unpacked bytes over packed ones that no extract reaches.
    public static let highestRatio = 200

    /// - Parameter cap: unpacked bytes below which the ratio is not looked at.
    public init(_ inner: any ByteSource, name: String, cap: Int = 1 << 30) throws {
        guard let stream = anticipate_inflate_new() else { throw TabularError.outOfMemory }
        self.inner = inner
        self.name = name
        self.cap = cap
        self.stream = stream
        packed = .allocate(byteCount: 1 << 17, alignment: 16)
    }

    /// A stream by what it holds: what begins as gzip does is unpacked, and all else as it is.
    public static func unpacked(_ inner: sending any ByteSource, name: String, cap: Int) throws
        -> sending any ByteSource
    {
        let whole = try PeekedSource(inner, count: 2)
        return whole.head == [0x1F, 0x8B] ? try GzipSource(whole, name: name, cap: cap) : whole
    }

    deinit {
        free(stream)
        packed.deallocate()
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        stream.pointee.state.next_out = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.state.avail_out = UInt32(buffer.count)
        while Int(stream.pointee.state.avail_out) == buffer.count {
            if stream.pointee.state.avail_in == 0, try !refill() {
                guard isBetweenMembers else { throw damaged(.truncated) }
                return 0
            }
            try inflateOnce()
        }
        let count = buffer.count - Int(stream.pointee.state.avail_out)
        unpackedBytes += count
        if unpackedBytes > cap, unpackedBytes / Self.highestRatio > packedBytes {
            throw TabularError.gzipBomb(file: name, ratio: Self.highestRatio, bytes: cap)
        }
        return count
    }

    private func refill() throws -> Bool {
        let count = try inner.read(into: packed)
        packedBytes += count
        stream.pointee.state.next_in = packed.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.state.avail_in = UInt32(count)
        return count > 0
    }

    private func inflateOnce() throws {
        if isBetweenMembers {
            // Each member is whole in itself; what follows the last must be nothing.
            guard !sawMember || beginsMember else { throw damaged(.trailingBytes) }
            anticipate_inflate_next_member(stream)
            isBetweenMembers = false
        }
        guard anticipate_inflate(stream) == ISAL_DECOMP_OK else {
            throw damaged(sawMember && stream.pointee.state.total_out == 0 ? .trailingBytes : .corrupt)
        }
        if anticipate_inflate_is_at_end(stream) != 0 {
            isBetweenMembers = true
            sawMember = true
        }
    }

    /// Whether what follows begins as gzip does, as far as it is there.
    private var beginsMember: Bool {
        let rest = UnsafeBufferPointer(start: stream.pointee.state.next_in, count: Int(stream.pointee.state.avail_in))
        return [0x1F, 0x8B].starts(with: rest.prefix(2))
    }

    private func damaged(_ problem: TabularError.GzipProblem) -> TabularError {
        .gzipDamaged(file: name, problem: problem)
    }
}
