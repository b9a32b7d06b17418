/// Exponential, logarithm and normal distribution built from additions, multiplications, divisions
/// and square roots alone.
///
/// IEEE 754 fixes the result of those to the last bit, a C library's `exp` it does not: with these
/// a seed gives the same bytes on every machine.
enum PortableMath {
    private static let naturalLogOfTwo = 0.693_147_180_559_945_3

    /// e to the power of `value`; relative error under 1e-12 for values from -700 to 700.
    static func exponential(_ value: Double) -> Double {
        let bounded = min(max(value, -700), 700)
        let halvings = (bounded / naturalLogOfTwo).rounded()
        let rest = bounded - halvings * naturalLogOfTwo
        var sum = 1.0 / 479_001_600
        sum = sum * rest + 1.0 / 39_916_800
        sum = sum * rest + 1.0 / 3_628_800
        sum = sum * rest + 1.0 / 362_880
        sum = sum * rest + 1.0 / 40_320
        sum = sum * rest + 1.0 / 5_040
        sum = sum * rest + 1.0 / 720
        sum = sum * rest + 1.0 / 120
        sum = sum * rest + 1.0 / 24
        sum = sum * rest + 1.0 / 6
        sum = sum * rest + 0.5
        sum = (sum * rest + 1) * rest + 1
        return sum * Double(bitPattern: UInt64(Int(halvings) + 1023) << 52)
    }

    /// The natural logarithm of a positive normal number.
    static func logarithm(_ value: Double) -> Double {
        var significand = value.significand
        var exponent = Double(value.exponent)
        if significand > 1.414_213_562_373_095 {
            significand /= 2
            exponent += 1
        }
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 1.0 / 15
        sum = sum * square + 1.0 / 13
        sum = sum * square + 1.0 / 11
        sum = sum * square + 1.0 / 9
        sum = sum * square + 1.0 / 7
        sum = sum * square + 1.0 / 5
        sum = sum * square + 1.0 / 3
        sum = sum * square + 1
        return exponent * naturalLogOfTwo + 2 * ratio * sum
    }

    /// The probability that a standard normal variate is below `deviate`; absolute error under 1e-7.
    ///
    /// Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.2.17.
    static func normalProbability(_ deviate: Double) -> Double {
        let magnitude = deviate.magnitude
        let scaled = 1 / (1 + 0.231_641_9 * magnitude)
        var sum = 1.330_274_429 * scaled - 1.821_255_978
        sum = sum * scaled + 1.781_477_937
        sum = sum * scaled - 0.356_563_782
        sum = (sum * scaled + 0.319_381_530) * scaled
        let tail = 0.398_942_280_401_432_7 * exponential(-magnitude * magnitude / 2) * sum
        return deviate < 0 ? tail : 1 - tail
    }

    /// The standard normal deviate below which a variate falls with `probability`, strictly between
    /// 0 and 1; about seven figures.
    ///
    /// Wichura (1988), Algorithm AS 241, routine PPND7.
    static func normalDeviate(_ probability: Double) -> Double {
        let offset = probability - 0.5
        if offset.magnitude <= 0.425 { return centralDeviate(offset) }
        let tail = tailDeviate(min(probability, 1 - probability))
        return offset < 0 ? -tail : tail
    }

    private static func centralDeviate(_ offset: Double) -> Double {
        let square = 0.180625 - offset * offset
        let above = ((59.109_374_720 * square + 159.291_132_02) * square + 50.434_271_938) * square + 3.387_132_717_9
        let below = ((67.187_563_600 * square + 78.757_757_664) * square + 17.895_169_469) * square + 1
        return offset * above / below
    }

    private static func tailDeviate(_ probability: Double) -> Double {
        let root = (-logarithm(probability)).squareRoot()
        if root <= 5 {
            let rest = root - 1.6
            let above = ((0.170_238_210_3 * rest + 1.306_728_481_6) * rest + 2.756_815_390_0) * rest + 1.423_437_277_7
            return above / ((0.120_211_328_0 * rest + 0.737_001_640_5) * rest + 1)
        }
        let rest = root - 5
        let above = ((0.017_337_203_997 * rest + 0.428_682_944_37) * rest + 3.086_822_7) * rest + 6.657_905_115_0
        return above / ((0.012_258_202_635 * rest + 0.241_978_942_25) * rest + 1)
    }
}
