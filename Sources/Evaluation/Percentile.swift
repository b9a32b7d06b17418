/// Sample quantiles by linear interpolation between order statistics: type 7 of Hyndman and Fan (The American
/// Statistician 1996; 50: 361-365), NumPy's default.
enum Percentile {
    /// - Parameters:
    ///   - share: between 0 and 1.
    ///   - values: ascending, at least one.
    static func value(at share: Double, ofSorted values: [Double]) -> Double {
        let place = share * Double(values.count - 1)
        let low = Int(place)
        let high = min(low + 1, values.count - 1)
        return values[low] + (place - Double(low)) * (values[high] - values[low])
    }
}
