import FeatureData

/// The weighted moments of every column by fold, from which the standardisation of any set of folds follows.
///
/// Two passes over the stored cells, the second about the means that the first finds.
struct ColumnMoments: Sendable {
    let columns: [FeatureColumn]
    /// By fold.
    let totals: [RowTotals]
    /// By fold, then by column.
    let ranges: [ColumnRange]
    /// The means of all rows.
    let means: [Double]
    /// Weighted sums over the stored cells of (value - mean)^2, by fold, then by column.
    let squares: [Double]

    /// - Throws: `TrainingError.notFinite` with the names of the columns that hold an infinity or a NaN;
    ///   `TrainingError.spreadOutOfRange` with those whose squares are out of a double's range.
    init(of rows: TrainingRows, folds: [UInt8]?, foldCount: Int, threads: Int) async throws(TrainingError) {
        let columns = rows.matrix.columns
        let totals = RowTotals.byFold(of: rows, folds: folds, count: foldCount)
        let chunks = RowChunks(rowCount: rows.matrix.rowCount, bytesPerChunk: columns.count * foldCount * 72)
        let parts = await chunks.map(threads: threads) { run in
            partialRanges(of: rows, folds: folds, foldCount: foldCount, run: run)
        }
        let ranges = parts.dropFirst().reduce(into: parts[0]) { sum, part in
            for index in sum.indices { sum[index].add(part[index]) }
        }
        let all = ColumnMoments.merged(ranges, totals: totals, columns: columns.count) { _ in true }
        let broken = zip(columns, all.ranges).filter { $1.defect.isNaN }.map(\.0.name)
        guard broken.isEmpty else { throw .notFinite(columns: broken) }

        let means = columns.indices.map { column in
            all.ranges[column].constant(usual: columns[column].usual, rows: all.totals.rows)
                ?? columns[column].usual + all.ranges[column].sum / all.totals.weight
        }
        let squareParts = await chunks.map(threads: threads) { run in
            partialSquares(of: rows, folds: folds, foldCount: foldCount, means: means, run: run)
        }
        squares = squareParts.dropFirst().reduce(into: squareParts[0]) { sum, part in
            for index in sum.indices { sum[index] += part[index] }
        }
        self.columns = columns
        self.totals = totals
        self.ranges = ranges
        self.means = means
        try checkSpreads()
    }

    /// The square root of the least variance that a double holds in all its digits.
    private static let leastScale = Double.leastNormalMagnitude.squareRoot()

    /// - Throws: `TrainingError.spreadOutOfRange`: a scale that is infinite would drop its column without a word, and one
    ///   that is 0 would divide by it.
    private func checkSpreads() throws(TrainingError) {
        let folds = totals.count > 1 ? totals.indices.map { Optional($0) } : []
        var isBroken = columns.map { _ in false }
        for excluded in [nil] + folds {
            let scales = standardisation(without: excluded).scales
            for (column, scale) in scales.enumerated() where !(scale >= Self.leastScale && scale.isFinite) {
                isBroken[column] = true
            }
        }
        let broken = columns.indices.filter { isBroken[$0] }.map { columns[$0].name }
        guard broken.isEmpty else { throw .spreadOutOfRange(columns: broken) }
    }

    /// The stored cells of each column in all rows.
    var storedCells: [Int] {
        columns.indices.map { column in
            totals.indices.reduce(0) { $0 + ranges[$1 * columns.count + column].stored }
        }
    }

    /// The totals of all rows but those of one fold; of all where it is nil.
    func totals(without excluded: Int?) -> RowTotals {
        ColumnMoments.merged(ranges, totals: totals, columns: 0) { $0 != excluded }.totals
    }

    /// The standardisation of all rows but those of one fold; of all where it is nil.
    func standardisation(without excluded: Int?) -> Standardisation {
        let part = ColumnMoments.merged(ranges, totals: totals, columns: columns.count) { $0 != excluded }
        let weight = part.totals.weight
        let constants = columns.indices.map {
            part.ranges[$0].constant(usual: columns[$0].usual, rows: part.totals.rows)
        }
        let partMeans = columns.indices.map { column in
            constants[column] ?? columns[column].usual + part.ranges[column].sum / weight
        }
        let scales = columns.indices.map { column -> Double in
            guard constants[column] == nil else { return 1 }
            let unstored = (weight - part.ranges[column].weight) * square(columns[column].usual - means[column])
            let stored = totals.indices.filter { $0 != excluded }
                .reduce(0) { $0 + squares[$1 * columns.count + column] }
            return ((unstored + stored) / weight - square(partMeans[column] - means[column])).squareRoot()
        }
        return Standardisation(means: partMeans, scales: scales, isConstant: constants.map { $0 != nil })
    }

    private static func merged(
        _ ranges: [ColumnRange], totals: [RowTotals], columns: Int, where isIncluded: (Int) -> Bool
    ) -> (ranges: [ColumnRange], totals: RowTotals) {
        var sum = (ranges: [ColumnRange](repeating: ColumnRange(), count: columns), totals: RowTotals())
        for fold in totals.indices where isIncluded(fold) {
            sum.totals.add(totals[fold])
            for column in 0..<columns { sum.ranges[column].add(ranges[fold * columns + column]) }
        }
        return sum
    }
}

private func square(_ value: Double) -> Double { value * value }

private func partialRanges(of rows: TrainingRows, folds: [UInt8]?, foldCount: Int, run: Range<Int>) -> [ColumnRange] {
    let matrix = rows.matrix
    let usual = matrix.columns.map(\.usual)
    var ranges = [ColumnRange](repeating: ColumnRange(), count: usual.count * foldCount)
    for row in run {
        let weight = rows.weight(of: row)
        let first = folds.map { Int($0[row]) * usual.count } ?? 0
        for cell in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] {
            let column = Int(matrix.cellColumns[cell])
            ranges[first + column].add(value: matrix.cellValues[cell], usual: usual[column], weight: weight)
        }
    }
    return ranges
}

private func partialSquares(
    of rows: TrainingRows, folds: [UInt8]?, foldCount: Int, means: [Double], run: Range<Int>
) -> [Double] {
    let matrix = rows.matrix
    var squares = [Double](repeating: 0, count: means.count * foldCount)
    for row in run {
        let weight = rows.weight(of: row)
        let first = folds.map { Int($0[row]) * means.count } ?? 0
        for cell in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] {
            let column = Int(matrix.cellColumns[cell])
            squares[first + column] += weight * square(matrix.cellValues[cell] - means[column])
        }
    }
    return squares
}
