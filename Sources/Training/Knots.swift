import FeatureData

/// Where the pieces of a spline of one column meet: quantiles of its values, ascending, without duplicates.
public struct Knots: Sendable, Equatable {
    public let values: [Double]

    /// The quantiles of all rows' values, usual ones included and missing ones (NaN) not, by linear interpolation (type 7 of Hyndman and Fan, Am
    /// Stat 1996; 50: 361, which is R's and NumPy's).
    ///
    /// - Parameter probabilities: ascending, between 0 and 1.
    public init(_ probabilities: [Double], ofColumn column: Int, in matrix: FeatureMatrix) {
        let values = SortedColumn(column, of: matrix)
        self.values = probabilities.map { values.quantile($0) }.reduce(into: []) { knots, knot in
            if knots.last != knot && !knot.isNaN { knots.append(knot) }
        }
    }

    /// Harrell's quantiles for a restricted cubic spline of 3 to 7 knots (*Regression Modeling Strategies*, second
    /// edition, table 2.3); nil for another number.
    public static func harrell(count: Int) -> [Double]? {
        switch count {
        case 3: [0.1, 0.5, 0.9]
        case 4: [0.05, 0.35, 0.65, 0.95]
        case 5: [0.05, 0.275, 0.5, 0.725, 0.95]
        case 6: [0.05, 0.23, 0.41, 0.59, 0.77, 0.95]
        case 7: [0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975]
        default: nil
        }
    }
}

/// The values of a column in order, the usual ones counted instead of stored.
private struct SortedColumn {
    /// Less than the usual value, and not less.
    private let below: [Double]
    private let above: [Double]
    private let usual: Double
    private let rowCount: Int

    init(_ column: Int, of matrix: FeatureMatrix) {
        usual = matrix.columns[column].usual
        var stored: [Double] = []
        var missing = 0
        for cell in matrix.cellColumns.indices where Int(matrix.cellColumns[cell]) == column {
            if matrix.cellValues[cell].isNaN { missing += 1 } else { stored.append(matrix.cellValues[cell]) }
        }
        rowCount = matrix.rowCount - missing
        stored.sort()
        let split = stored.firstIndex { $0 >= matrix.columns[column].usual } ?? stored.count
        below = Array(stored[..<split])
        above = Array(stored[split...])
    }

    private subscript(place: Int) -> Double {
        if place < below.count { return below[place] }
        let unstored = rowCount - below.count - above.count
        return place < below.count + unstored ? usual : above[place - below.count - unstored]
    }

    /// NaN without rows.
    func quantile(_ probability: Double) -> Double {
        guard rowCount > 0 else { return .nan }
        let place = probability * Double(rowCount - 1)
        let low = min(Int(place), rowCount - 1)
        let high = min(low + 1, rowCount - 1)
        return self[low] + (place - Double(low)) * (self[high] - self[low])
    }
}
