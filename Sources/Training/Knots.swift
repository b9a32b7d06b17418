import Evaluation
import FeatureData

/// Where the pieces of a spline of one column meet: quantiles of its values, ascending, without duplicates.
public struct Knots: Sendable, Equatable {
    public let values: [Double]

    /// The quantiles of all rows' values, usual ones included and missing ones (NaN) not, as `Percentile` has them.
    ///
    /// - Parameter probabilities: ascending, between 0 and 1.
    public init(_ probabilities: [Double], ofColumn column: Int, in matrix: FeatureMatrix) {
        let values = SortedColumn(column, of: matrix)
        self.values = probabilities.map { values.quantile($0) }.reduce(into: []) { knots, knot in
            if knots.last != knot && !knot.isNaN { knots.append(knot) }
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
        return Percentile.value(at: probability, of: rowCount) { self[$0] }
    }
}
