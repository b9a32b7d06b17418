import Hashing

/// The secret under which NHS numbers become pseudonyms: 32 bytes. Nothing keeps which number a pseudonym is of; whoever
/// has the key finds out by hashing numbers again.
public struct PseudonymKey: Sendable {
    static let byteCount = 32

    private let code: HMACSHA256
    /// Tells this key from others, and nothing of it.
    public let fingerprint: String

    /// Sixteen hexadecimal digits of a fingerprint tell keys apart.
    private static let fingerprintDigits = 16

    /// - Parameter bytes: `byteCount` of them.
    init(bytes: [UInt8]) {
        code = HMACSHA256(key: bytes)
        // No NHS number is as long as this text, so that no pseudonym can be its code.
        fingerprint = String(
            code.code(of: Array("anticipate pseudonym key".utf8)).hexadecimal.prefix(Self.fingerprintDigits))
    }

    /// Writes the pseudonym of an id: of the HMAC-SHA256 of its bytes.
    /// - Parameter bytes: room for `Pseudonym.byteCount` bytes.
    public func writePseudonym(of id: UnsafeRawBufferPointer, to bytes: UnsafeMutablePointer<UInt8>) {
        Pseudonym.write(code.code(of: id), to: bytes)
    }

    public func pseudonym(of id: String) -> String {
        let bytes = [UInt8](unsafeUninitializedCapacity: Pseudonym.byteCount) { bytes, count in
            Array(id.utf8).withUnsafeBytes { writePseudonym(of: $0, to: bytes.baseAddress!) }
            count = Pseudonym.byteCount
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
