import FeatureData

/// The mean and the population standard deviation (divisor n) of each column of a matrix, usual values included.
public struct Standardisation: Sendable, Equatable {
    /// p means.
    public let means: [Double]

    /// p standard deviations; 1 for a column with one value.
    public let scales: [Double]

    /// p flags: a column with one value carries no information and is given the coefficient 0.
    public let isConstant: [Bool]

    /// - Throws: `TrainingError.notFinite` with the names of the columns that hold an infinity or a NaN.
    init(of matrix: FeatureMatrix, threads: Int) async throws(TrainingError) {
        let chunks = RowChunks(rowCount: matrix.rowCount, bytesPerChunk: matrix.columns.count * 40)
        let ranges = ColumnRange.merged(
            await chunks.map(threads: threads) { ColumnRange.perColumn(of: matrix, rows: $0) })
        let broken = zip(matrix.columns, ranges).filter { !$1.sum.isFinite }.map(\.0.name)
        guard broken.isEmpty else { throw .notFinite(columns: broken) }

        let count = Double(matrix.rowCount)
        let centres = ranges.map { $0.sum / count }
        let squares = await chunks.map(threads: threads) { squaredDeviations(of: matrix, from: centres, rows: $0) }
        let constant = zip(matrix.columns, ranges).map { $1.isConstant(usual: $0.usual, rows: matrix.rowCount) }
        isConstant = constant
        means = matrix.columns.indices.map { column in
            let usual = matrix.columns[column].usual
            guard constant[column] else { return usual + centres[column] }
            return ranges[column].stored == 0 ? usual : ranges[column].least
        }
        scales = matrix.columns.indices.map { column in
            guard !constant[column] else { return 1 }
            let unstored = Double(matrix.rowCount - ranges[column].stored)
            let square = squares.reduce(0) { $0 + $1[column] } + unstored * centres[column] * centres[column]
            return (square / count).squareRoot()
        }
    }
}

/// What the stored cells of one column amount to in a run of rows.
private struct ColumnRange: Sendable {
    /// The stored cells.
    var stored = 0
    /// The sum of their differences from the usual value.
    var sum = 0.0
    var least = Double.infinity
    var most = -Double.infinity

    func isConstant(usual: Double, rows: Int) -> Bool {
        stored == 0 || (least == most && (stored == rows || least == usual))
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
