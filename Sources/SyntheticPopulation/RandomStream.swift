/// One person's random numbers: xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64 from the
/// population's seed and the person's number, so that people are independent of each other.
struct RandomStream {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter number: the person's, or of whatever the stream is for.
    init(seed: UInt64, number: UInt64) {
        var mixer = Self.mixed(seed) ^ (number &* 0xD1B5_4A32_D192_ED03)
        func next() -> UInt64 {
            mixer &+= 0x9E37_79B9_7F4A_7C15
            return Self.mixed(mixer)
        }
        state = (next(), next(), next(), next())
    }

    /// The output function of SplitMix64 (Steele, Lea and Flood, 2014).
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bits() -> UInt64 {
        let scrambled = state.1 &* 5
        let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// Uniform, strictly between 0 and 1.
    mutating func uniform() -> Double {
        (Double(bits() >> 12) + 0.5) * 0x1p-52
    }

    mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * uniform()
    }

    mutating func chance(_ probability: Double) -> Bool {
        uniform() < probability
    }

    /// A whole number from 0 up to but not including `count`.
    mutating func below(_ count: Int) -> Int {
        Int(((bits() >> 32) &* UInt64(count)) >> 32)
    }

    mutating func whole(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// Standard normal.
    mutating func normal() -> Double {
        PortableMath.normalDeviate(uniform())
    }

    mutating func exponential(mean: Double) -> Double {
        -PortableMath.logarithm(uniform()) * mean
    }

    /// A count of events of which `mean` are expected; at most 60.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        var probability = PortableMath.exponential(-mean)
        var rest = uniform() - probability
        var count = 0
        while rest > 0, count < 60 {
            count += 1
            probability *= mean / Double(count)
            rest -= probability
        }
        return count
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[below(choices.count)]
    }

    mutating func pick<Element>(_ choices: WeightedChoices<Element>) -> Element {
        choices.choice(at: uniform())
    }
}
