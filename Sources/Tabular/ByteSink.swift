/// Where bytes go. A published file, a gzip stream around one, or memory in a test.
public protocol ByteSink: AnyObject {
    /// Takes all the bytes, or throws.
    func write(_ bytes: UnsafeRawBufferPointer) throws

    /// Ends the stream: what was written is complete. Called once, after the last `write`.
    func close() throws
}

extension ByteSink {
    public func write(_ text: String) throws {
        var text = text
        try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
    }
}

/// A sink that keeps what it is given.
public final class MemorySink: ByteSink {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        self.bytes.append(contentsOf: bytes)
    }

    public func close() throws {}

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
