import Hashing

/// What stands for a person's NHS number in everything that a run keeps: `p` and fifteen digits of base 32, 75 bits of
/// a keyed hash.
///
/// One length, text to every spreadsheet (it begins with a letter, and never with a month's), without the letters that
/// are taken for others (Crockford's base 32 has no i, l, o, u). Among a million people two are the same once in 10^11
/// keys.
public enum Pseudonym {
    public static let byteCount = 16

    static let mark = UInt8(ascii: "p")
    static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Writes the pseudonym that a digest gives.
    /// - Parameter bytes: room for `byteCount` bytes.
    @inline(__always)
    static func write(_ digest: SHA256Digest, to bytes: UnsafeMutablePointer<UInt8>) {
        bytes[0] = mark
        var bits = digest.leadingWord
        for place in 1...12 {
            bytes[place] = digits[Int(bits >> 59)]
            bits <<= 5
        }
        // Of the first word 4 bits are left; the second gives the others.
        bits |= digest.secondWord >> 4
        for place in 13...15 {
            bytes[place] = digits[Int(bits >> 59)]
            bits <<= 5
        }
    }

    /// Whether a text has the form of a pseudonym.
    public static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == byteCount && bytes[0] == mark && bytes.dropFirst().allSatisfy(digits.contains)
    }
}
