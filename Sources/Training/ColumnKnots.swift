import FeatureData

/// Knots of the columns of a matrix: the quantiles at which curves bend.
///
/// Which quantiles: Harrell, *Regression Modeling Strategies*, second edition, table 2.3. A quantile lies on the straight
/// line between the values around it (type 7 of Hyndman and Fan, The American Statistician 1996; 50: 361-365).
struct ColumnKnots {
    private let matrix: FeatureMatrix

    init(_ matrix: FeatureMatrix) { self.matrix = matrix }

    private static let shares: [Int: [Double]] = [
        3: [0.1, 0.5, 0.9], 4: [0.05, 0.35, 0.65, 0.95], 5: [0.05, 0.275, 0.5, 0.725, 0.95],
        6: [0.05, 0.23, 0.41, 0.59, 0.77, 0.95], 7: [0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975],
    ]

    /// Ascending knots of a column; fewer than asked for where quantiles are equal. Missing values do not count.
    ///
    /// - Parameter count: from 3 to 7.
    func knots(column: Int, count: Int) -> [Double] {
        guard let shares = Self.shares[count] else { return [] }
        let values = SortedColumn(matrix, column: column)
        guard values.count > 0 else { return [] }
        return shares.map(values.quantile).reduce(into: []) { knots, knot in
            if knots.last != knot { knots.append(knot) }
        }
    }
}

/// The values of a column in ascending order, the usual one counted and not stored.
private struct SortedColumn {
    private let stored: [Double]
    private let usual: Double
    private let usualCount: Int
    /// Stored values before the usual ones.
    private let below: Int

    init(_ matrix: FeatureMatrix, column: Int) {
        var stored: [Double] = []
        var missing = 0
        for (cell, value) in zip(matrix.cellColumns, matrix.cellValues) where Int(cell) == column {
            if value.isNaN { missing += 1 } else { stored.append(value) }
        }
        stored.sort()
        let usual = matrix.columns[column].usual
        self.stored = stored
        self.usual = usual
        usualCount = matrix.rowCount - stored.count - missing
        below = stored.count { $0 < usual }
    }

    var count: Int { stored.count + usualCount }

    private func value(at rank: Int) -> Double {
        if rank < below { return stored[rank] }
        return rank < below + usualCount ? usual : stored[rank - usualCount]
    }

    func quantile(_ share: Double) -> Double {
        let place = share * Double(count - 1)
        let rank = Int(place)
        let low = value(at: rank)
        guard rank + 1 < count else { return low }
        return low + (place - Double(rank)) * (value(at: rank + 1) - low)
    }
}
