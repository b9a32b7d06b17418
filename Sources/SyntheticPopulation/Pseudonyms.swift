/// Gives each person number a pseudonym of ten characters: a letter, so that nobody takes it for an NHS
/// number, then nine of base 32.
///
/// A Feistel network over 48 bits, keyed by the seed, permutes the numbers: pseudonyms are unique, and
/// their order tells nothing of the order of generation. They hide nobody: nobody is there to hide.
struct Pseudonyms: Sendable {
    private let keys: [UInt64]
    /// Crockford's base 32: no I, L, O or U to misread.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let letters = Array("ABCDEFGH".utf8)
    private static let halfBits: UInt64 = 24
    private static let halfMask: UInt64 = (1 << halfBits) - 1

    init(seed: UInt64) {
        keys = (1...4).map { RandomStream.mixed(seed &+ $0 &* 0x9E37_79B9_7F4A_7C15) }
    }

    /// - Parameter number: under 2 to the power of 48.
    func pseudonym(of number: Int) -> String {
        var rest = permuted(UInt64(number))
        return String(unsafeUninitializedCapacity: 10) { characters in
            for place in stride(from: 9, through: 1, by: -1) {
                characters[place] = Self.alphabet[Int(rest & 31)]
                rest >>= 5
            }
            characters[0] = Self.letters[Int(rest)]
            return 10
        }
    }

    private func permuted(_ number: UInt64) -> UInt64 {
        var left = number >> Self.halfBits
        var right = number & Self.halfMask
        for key in keys {
            (left, right) = (right, left ^ (RandomStream.mixed(right ^ key) & Self.halfMask))
        }
        return left << Self.halfBits | right
    }
}
