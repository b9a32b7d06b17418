import CZlib

/// Compresses what it is given and passes it on as one gzip member.
///
/// The header carries no time and no name, so the same bytes give the same file.
public final class GzipSink: ByteSink {
    private let inner: any ByteSink
    private let stream: UnsafeMutablePointer<z_stream>
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Parameters:
    ///   - inner: takes the compressed bytes, and is closed with this sink.
    ///   - level: 1 (fastest) to 9 (smallest).
    public init(_ inner: any ByteSink, level: Int32 = 6) throws {
        self.inner = inner
        buffer = .allocate(byteCount: 1 << 16, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard anticipate_deflate_init(stream, level) == Z_OK else { throw TabularError.outOfMemory }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        buffer.deallocate()
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard let base = bytes.baseAddress else { return }
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: base.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        while stream.pointee.avail_in > 0 { try deflateOnce(Z_NO_FLUSH) }
    }

    public func close() throws {
        while try deflateOnce(Z_FINISH) != Z_STREAM_END {}
        try inner.close()
    }

    @discardableResult
    private func deflateOnce(_ flush: Int32) throws -> Int32 {
        stream.pointee.next_out = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(buffer.count)
        let result = deflate(stream, flush)
        let produced = buffer.count - Int(stream.pointee.avail_out)
        if produced > 0 { try inner.write(UnsafeRawBufferPointer(rebasing: buffer[..<produced])) }
        return result
    }
}
