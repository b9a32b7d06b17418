import FeatureData

/// What the stored cells of one column amount to in some rows.
struct ColumnRange: Sendable {
    /// The stored cells, and those of them in rows of a weight above 0.
    var stored = 0
    var weighted = 0
    /// The sum of the weights of the rows with a stored cell.
    var weight = 0.0
    /// The weighted sum of their differences from the usual value.
    var sum = 0.0
    /// 0, or not a number where a value is not finite.
    var defect = 0.0
    var least = Double.infinity
    var most = -Double.infinity

    /// The one value that all rows of a weight above 0 have; nil where there are more.
    func constant(usual: Double, rows: Int) -> Double? {
        if weighted == 0 { return usual }
        return least == most && (weighted == rows || least == usual) ? least : nil
    }

    mutating func add(_ other: ColumnRange) {
        stored += other.stored
        weighted += other.weighted
        weight += other.weight
        sum += other.sum
        defect += other.defect
        least = min(least, other.least)
        most = max(most, other.most)
    }

    mutating func add(value: Double, usual: Double, weight: Double) {
        stored += 1
        defect += value * 0
        guard weight > 0 else { return }
        weighted += 1
        self.weight += weight
        sum += weight * (value - usual)
        least = min(least, value)
        most = max(most, value)
    }
}
