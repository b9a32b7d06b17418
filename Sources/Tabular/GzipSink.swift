import CIgzip
import Glibc

/// Compresses what it is given and passes it on as one gzip member.
///
/// The header carries no time and no name, so the same bytes, written in the same pieces, give the same file.
public final class GzipSink: ByteSink {
    private let inner: any ByteSink
    private let stream: UnsafeMutablePointer<isal_zstream>
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Parameter inner: takes the compressed bytes, and is closed with this sink.
    public init(_ inner: any ByteSink) throws {
        guard let stream = anticipate_deflate_new() else { throw TabularError.outOfMemory }
        self.inner = inner
        self.stream = stream
        buffer = .allocate(byteCount: 1 << 16, alignment: 16)
    }

    deinit {
        free(stream)
        buffer.deallocate()
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard let base = bytes.baseAddress else { return }
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: base.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        while stream.pointee.avail_in > 0 { try deflateOnce() }
    }

    public func close() throws {
        stream.pointee.end_of_stream = 1
        while anticipate_deflate_is_at_end(stream) == 0 { try deflateOnce() }
        try inner.close()
    }

    private func deflateOnce() throws {
        stream.pointee.next_out = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(buffer.count)
        guard anticipate_deflate(stream) == COMP_OK else { throw TabularError.outOfMemory }
        let produced = buffer.count - Int(stream.pointee.avail_out)
        if produced > 0 { try inner.write(UnsafeRawBufferPointer(rebasing: buffer[..<produced])) }
    }
}
