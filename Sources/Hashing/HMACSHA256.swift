/// HMAC-SHA256 (RFC 2104) under one key, for any number of messages and from any task.
///
/// The two padded keys are hashed once; a message costs two copies of that state.
public final class HMACSHA256: @unchecked Sendable {
    // Unchecked: both hashers are only copied from after `init`.
    private let inner = SHA256Hasher()
    private let outer = SHA256Hasher()

    private static let blockSize = 64

    public init(key: [UInt8]) {
        var block = key.count > Self.blockSize ? SHA256Digest(of: key).bytes : key
        block += [UInt8](repeating: 0, count: Self.blockSize - block.count)
        inner.update(block.map { $0 ^ 0x36 })
        outer.update(block.map { $0 ^ 0x5C })
    }

    public func code(of message: UnsafeRawBufferPointer) -> SHA256Digest {
        let hasher = SHA256Hasher(copying: inner)
        hasher.update(message)
        let result = SHA256Hasher(copying: outer)
        result.update(hasher.digest().bytes)
        return result.digest()
    }

    public func code(of message: [UInt8]) -> SHA256Digest {
        message.withUnsafeBytes { code(of: $0) }
    }
}
