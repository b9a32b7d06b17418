import Glibc

/// How often each person is drawn in eight replicates of a bootstrap: Poisson(1), to 16 bits, from a hash of seed,
/// replicate and person.
///
/// A person's rows have one number, whatever their order, the other people, or the thread that asks. Drawing by Poisson
/// counts instead of n from n lets every person be drawn alone; the size of a replicate varies by about the root of n
/// (Hanley and MacGibbon, Computer Methods and Programs in Biomedicine 2006; 83: 57-62).
struct PersonWeights: Sendable {
    static let lanes = 8

    private let first: UInt64
    private let second: UInt64

    /// - Parameter group: replicates 8 x group to 8 x group + 7.
    init(seed: UInt64, group: Int) {
        let start = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
        first = Self.mixed(start ^ UInt64(2 * group))
        second = Self.mixed(start ^ UInt64(2 * group + 1))
    }

    /// A person's counts in the eight replicates.
    @inline(__always)
    func counts(_ person: UInt64) -> SIMD8<Int16> {
        let bits = SIMD2(Self.mixed(person &+ first), Self.mixed(person &+ second))
        let draws = unsafeBitCast(bits, to: SIMD8<Int16>.self)
        var counts = SIMD8<Int16>.zero
        for place in 0..<8 {
            let limit = SIMD8<Int16>(repeating: Self.limits[place])
            counts = counts &+ SIMD8<Int16>.zero.replacing(with: 1, where: draws .>= limit)
        }
        return counts
    }

    /// A draw of at least so much is a count of more than 0, 1, 2, ...: the cumulated probabilities, times 65536, less
    /// 32768 since draws are signed. That more than 8 are drawn has a probability of 1e-6, which 16 bits do not show.
    private static let limits: SIMD8<Int16> = {
        var (probability, cumulated) = (exp(-1.0), 0.0)
        var limits = SIMD8<Int16>.zero
        for count in 0..<8 {
            cumulated += probability
            probability /= Double(count + 1)
            limits[count] = Int16(min((65536 * cumulated).rounded(), 65535) - 32768)
        }
        return limits
    }()

    /// Every bit of the value in every bit of the result (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
