/// Works on up to 512 linear predictors: to residuals, weights and the parts of the log-loss.
///
/// The exponential is computed four at a time and shared by all of them.
struct LogisticBlock {
    static let capacity = 512

    /// Room behind the last value, for whoever stores eight at a time.
    static let slack = 8

    /// In: the linear predictor eta of each row.
    let linearPredictors: UnsafeMutablePointer<Double>
    /// In: the outcome y of each row, 0 or 1. Out: the residual, risk - y.
    let residuals: UnsafeMutablePointer<Double>
    /// Out: risk x (1 - risk).
    let weights: UnsafeMutablePointer<Double>
    /// Out: the log-loss is `linear` + log(`factors`): max(eta, 0) - y eta, and 1 + exp(-|eta|), which is at most 2,
    /// so that the product of a block's 512 cannot overflow and one logarithm does for all of them.
    let linear: UnsafeMutablePointer<Double>
    let factors: UnsafeMutablePointer<Double>

    private let memory: UnsafeMutablePointer<Double>

    init() {
        let size = LogisticBlock.capacity + LogisticBlock.slack
        memory = .allocate(capacity: 5 * size)
        memory.initialize(repeating: 0, count: 5 * size)
        linearPredictors = memory
        residuals = memory + size
        weights = memory + 2 * size
        linear = memory + 3 * size
        factors = memory + 4 * size
    }

    func deallocate() { memory.deallocate() }

    /// Fills the outputs for `count` values.
    func evaluate(count: Int) {
        pad(from: count)
        var row = 0
        while row < count {
            let predictor = four(linearPredictors, row)
            let outcome = four(residuals, row)
            let size = magnitude(predictor)
            let decay = exponential(-size)
            let larger = 1 / (1 + decay)
            let smaller = decay * larger
            let risk = larger.replacing(with: smaller, where: predictor .< 0)
            store(risk - outcome, residuals, row)
            store(smaller * larger, weights, row)
            store((predictor + size) * 0.5 - outcome * predictor, linear, row)
            store(1 + decay, factors, row)
            row &+= 4
        }
    }

    /// Fills up the last group of four with values that are certain to be finite.
    private func pad(from count: Int) {
        for row in count..<((count &+ 3) & ~3) {
            linearPredictors[row] = -1000
            residuals[row] = 0
        }
    }

    @inline(__always)
    private func four(_ values: UnsafeMutablePointer<Double>, _ row: Int) -> SIMD4<Double> {
        UnsafeRawPointer(values + row).loadUnaligned(as: SIMD4<Double>.self)
    }

    @inline(__always)
    private func store(_ values: SIMD4<Double>, _ target: UnsafeMutablePointer<Double>, _ row: Int) {
        UnsafeMutableRawPointer(target + row).storeBytes(of: values, as: SIMD4<Double>.self)
    }
}

@inline(__always)
private func magnitude(_ values: SIMD4<Double>) -> SIMD4<Double> {
    unsafeBitCast(unsafeBitCast(values, to: SIMD4<UInt64>.self) & UInt64(Int64.max), to: SIMD4<Double>.self)
}

/// exp(x) for x in [-708, 0]; less is taken as -708. Within 2 units in the last place.
///
/// x = k ln 2 + r with |r| <= ln 2 / 2, exp(r) by its Taylor polynomial of degree 13 (its remainder is under 5e-18),
/// and ln 2 in two parts as in fdlibm's `e_exp.c`.
@inline(__always)
func exponential(_ argument: SIMD4<Double>) -> SIMD4<Double> {
    let rounder = 0x1.8p52
    let bounded = argument.replacing(with: -708, where: argument .< -708)
    let shifted = bounded * 0x1.71547652b82fep0 + rounder
    let power = shifted - rounder
    let rest = bounded - power * 0x1.62e42feep-1 - power * 0x1.a39ef35793c76p-33
    var sum = SIMD4<Double>(repeating: 1 / 6_227_020_800)
    sum = sum * rest + 1 / 479_001_600
    sum = sum * rest + 1 / 39_916_800
    sum = sum * rest + 1 / 3_628_800
    sum = sum * rest + 1 / 362_880
    sum = sum * rest + 1 / 40_320
    sum = sum * rest + 1 / 5_040
    sum = sum * rest + 1 / 720
    sum = sum * rest + 1 / 120
    sum = sum * rest + 1 / 24
    sum = sum * rest + 1 / 6
    sum = sum * rest + 0.5
    sum = sum * rest + 1
    sum = sum * rest + 1
    let exponent = unsafeBitCast(shifted, to: SIMD4<UInt64>.self) &- (rounder.bitPattern &- 1023)
    return sum * unsafeBitCast(exponent &<< 52, to: SIMD4<Double>.self)
}
