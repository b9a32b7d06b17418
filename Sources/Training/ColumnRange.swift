import FeatureData

/// What the stored cells of one column amount to in a run of rows.
struct ColumnRange: Sendable {
    /// The stored cells.
    var stored = 0
    /// The sum of their differences from the usual value.
    var sum = 0.0
    var least = Double.infinity
    var most = -Double.infinity

    /// The one value that all rows have; nil where there are more.
    func constant(usual: Double, rows: Int) -> Double? {
        if stored == 0 { return usual }
        return least == most && (stored == rows || least == usual) ? least : nil
    }

    static func perColumn(of matrix: FeatureMatrix, rows: Range<Int>) -> [ColumnRange] {
        var ranges = [ColumnRange](repeating: ColumnRange(), count: matrix.columns.count)
        let usual = matrix.columns.map(\.usual)
        for cell in matrix.rowStarts[rows.lowerBound]..<matrix.rowStarts[rows.upperBound] {
            let column = Int(matrix.cellColumns[cell])
            let value = matrix.cellValues[cell]
            ranges[column].stored += 1
            ranges[column].sum += value - usual[column]
            ranges[column].least = min(ranges[column].least, value)
            ranges[column].most = max(ranges[column].most, value)
        }
        return ranges
    }

    static func merged(_ chunks: [[ColumnRange]]) -> [ColumnRange] {
        chunks.dropFirst().reduce(into: chunks.first ?? []) { total, chunk in
            for column in total.indices { total[column].add(chunk[column]) }
        }
    }

    private mutating func add(_ other: ColumnRange) {
        stored += other.stored
        sum += other.sum
        least = min(least, other.least)
        most = max(most, other.most)
    }
}
