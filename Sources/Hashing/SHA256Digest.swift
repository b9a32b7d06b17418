/// A SHA-256 digest: 32 bytes, held as four big-endian words.
public struct SHA256Digest: Hashable, Sendable {
    public static let byteCount = 32

    private let words: SIMD4<UInt64>

    /// - Parameter bytes: exactly 32 of them.
    public init(bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.byteCount, "A SHA-256 digest has 32 bytes.")
        var words = SIMD4<UInt64>()
        for place in 0..<4 {
            words[place] = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
        }
        self.words = words
    }

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hexadecimal: String) {
        let digits = Array(hexadecimal.utf8)
        guard digits.count == Self.byteCount * 2 else { return nil }
        var words = SIMD4<UInt64>()
        for (place, digit) in digits.enumerated() {
            guard let value = Self.value(ofDigit: digit) else { return nil }
            words[place / 16] = words[place / 16] << 4 | value
        }
        self.words = words
    }

    /// The 32 bytes, in order.
    public var bytes: [UInt8] {
        (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - $0 % 8 * 8)) }
    }

    /// The first eight bytes as a big-endian number: what a hashed fold or bucket is taken from.
    public var leadingWord: UInt64 { words[0] }

    /// The eight bytes after them.
    public var secondWord: UInt64 { words[1] }

    /// 64 lower-case hexadecimal digits.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(Self.byteCount * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func value(ofDigit digit: UInt8) -> UInt64? {
        switch digit {
        case 0x30...0x39: UInt64(digit - 0x30)
        case 0x61...0x66: UInt64(digit - 0x61 + 10)
        default: nil
        }
    }
}
