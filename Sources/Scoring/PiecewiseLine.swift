/// A line that is straight between its corners and level beyond the outer ones.
public enum PiecewiseLine {
    /// NaN at NaN, and where there is no corner.
    ///
    /// - Parameters:
    ///   - inputs: of the corners, ascending.
    ///   - values: there, as many.
    public static func value(at input: Double, inputs: [Double], values: [Double]) -> Double {
        guard let first = inputs.first, !input.isNaN else { return .nan }
        guard input > first else { return values[0] }
        var (low, high) = (0, inputs.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if inputs[middle] <= input { low = middle } else { high = middle }
        }
        guard high < inputs.count else { return values[low] }
        let share = (input - inputs[low]) / (inputs[high] - inputs[low])
        return values[low] + share * (values[high] - values[low])
    }
}
