import Glibc

/// A value that tells of a column and of nobody in it: rounded to two significant digits of how far values lie apart.
public enum CoarseValue {
    /// To a multiple of a power of ten that is between a tenth and a hundredth of the spread, such as a standard deviation;
    /// without one, to two significant digits of its own.
    ///
    /// The last digits of both, which turn on the order that a sum was taken in, change nothing.
    public static func of(_ value: Double, spread: Double) -> Double {
        let spread = spread > 0 ? spread : abs(value)
        guard spread > 0, spread.isFinite, value.isFinite else { return value }
        let steps = 1 - Int(floor(log10(spread) + tolerance))
        guard abs(steps) <= mostDecimals else { return 0 }
        // Powers of ten of whole exponents, exact up to 22.
        let unit = (0..<abs(steps)).reduce(1.0) { unit, _ in unit * 10 }
        let scaled = steps >= 0 ? value * unit : value / unit
        let settled = scaled + (scaled < 0 ? -tolerance : tolerance) * max(1, abs(scaled))
        let rounded = settled.rounded(.toNearestOrAwayFromZero)
        return (steps >= 0 ? rounded / unit : rounded * unit) + 0
    }

    private static let tolerance = 1e-9
    private static let mostDecimals = 22
}
