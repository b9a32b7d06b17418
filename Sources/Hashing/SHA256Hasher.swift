import CCrypto

/// Hashes bytes as they come. One task at a time.
///
/// libcrypto fails here only when it is out of memory or misused; either traps.
public final class SHA256Hasher {
    private let context: OpaquePointer

    public init() {
        context = Self.makeContext()
        precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "SHA-256 is not available.")
    }

    /// A hasher that has taken what `other` has taken so far.
    init(copying other: SHA256Hasher) {
        context = Self.makeContext()
        precondition(EVP_MD_CTX_copy_ex(context, other.context) == 1, "SHA-256 could not be copied.")
    }

    deinit { EVP_MD_CTX_free(context) }

    public func update(_ bytes: UnsafeRawBufferPointer) {
        precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "SHA-256 failed.")
    }

    public func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Takes the UTF-8 bytes of a text.
    public func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// The digest of everything taken so far. More may follow.
    public func digest() -> SHA256Digest {
        let last = SHA256Hasher(copying: self)
        return withUnsafeTemporaryAllocation(byteCount: SHA256Digest.byteCount, alignment: 8) { bytes in
            precondition(EVP_DigestFinal_ex(last.context, bytes.baseAddress, nil) == 1, "SHA-256 failed.")
            return SHA256Digest(bytes: UnsafeRawBufferPointer(bytes))
        }
    }

    private static func makeContext() -> OpaquePointer {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("Out of memory.") }
        return context
    }
}

extension SHA256Digest {
    /// The digest of some bytes.
    public init(of bytes: UnsafeRawBufferPointer) {
        let hasher = SHA256Hasher()
        hasher.update(bytes)
        self = hasher.digest()
    }

    public init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { SHA256Digest(of: $0) }
    }

    /// The digest of a text's UTF-8 bytes.
    public init(of text: String) {
        self.init(of: Array(text.utf8))
    }
}
