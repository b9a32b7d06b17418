import FeatureData

/// The mean and the population standard deviation (divisor n) of each column of a matrix, usual values included.
public struct Standardisation: Sendable, Equatable {
    /// p means.
    public let means: [Double]

    /// p standard deviations; 1 for a column with one value.
    public let scales: [Double]

    /// p flags: a column with one value carries no information and is given the coefficient 0.
    public let isConstant: [Bool]

    /// Two passes over the stored cells, the second about the means that the first finds.
    ///
    /// - Throws: `TrainingError.notFinite` with the names of the columns that hold an infinity or a NaN.
    init(of matrix: FeatureMatrix, threads: Int) async throws(TrainingError) {
        let (columns, rows) = (matrix.columns, matrix.rowCount)
        let chunks = RowChunks(rowCount: rows, bytesPerChunk: columns.count * 40)
        let ranges = ColumnRange.merged(
            await chunks.map(threads: threads) { ColumnRange.perColumn(of: matrix, rows: $0) })
        let broken = zip(columns, ranges).filter { !$1.sum.isFinite }.map(\.0.name)
        guard broken.isEmpty else { throw .notFinite(columns: broken) }

        let centres = ranges.map { $0.sum / Double(rows) }
        let squares = await chunks.map(threads: threads) { squaredDeviations(of: matrix, from: centres, rows: $0) }
        let constants = zip(columns, ranges).map { $1.constant(usual: $0.usual, rows: rows) }
        isConstant = constants.map { $0 != nil }
        means = columns.indices.map { constants[$0] ?? columns[$0].usual + centres[$0] }
        scales = columns.indices.map { column in
            guard constants[column] == nil else { return 1 }
            let unstored = Double(rows - ranges[column].stored) * centres[column] * centres[column]
            return (squares.reduce(unstored) { $0 + $1[column] } / Double(rows)).squareRoot()
        }
    }
}

/// For each column, the sum over stored cells of (value - usual - centre)^2.
private func squaredDeviations(of matrix: FeatureMatrix, from centres: [Double], rows: Range<Int>) -> [Double] {
    let origins = zip(matrix.columns, centres).map { $0.usual + $1 }
    var squares = [Double](repeating: 0, count: origins.count)
    for cell in matrix.rowStarts[rows.lowerBound]..<matrix.rowStarts[rows.upperBound] {
        let column = Int(matrix.cellColumns[cell])
        let deviation = matrix.cellValues[cell] - origins[column]
        squares[column] += deviation * deviation
    }
    return squares
}
