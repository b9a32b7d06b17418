/// Sample quantiles by linear interpolation between order statistics: type 7 of Hyndman and Fan (The American
/// Statistician 1996; 50: 361-365), NumPy's default.
public enum Percentile {
    /// - Parameters:
    ///   - share: between 0 and 1.
    ///   - values: ascending, at least one.
    static func value(at share: Double, ofSorted values: [Double]) -> Double {
        value(at: share, of: values.count) { values[$0] }
    }

    /// Of values that need not be stored one by one.
    ///
    /// - Parameters:
    ///   - share: between 0 and 1.
    ///   - count: at least one.
    ///   - value: the value at a place from 0, ascending.
    public static func value(at share: Double, of count: Int, _ value: (Int) -> Double) -> Double {
        let place = share * Double(count - 1)
        let low = Int(place)
        let high = min(low + 1, count - 1)
        return value(low) + (place - Double(low)) * (value(high) - value(low))
    }
}
