import Evaluation
import FeatureData
import Scoring

extension ReferenceHistogram {
    /// One histogram a column: the usual value and the quartiles of the others as edges, at most five bins.
    ///
    /// Quartiles are of a systematic sample, and rounded: as they are, each is somebody's own value. Counts are of all rows
    /// with a value and rounded for release; a count that would be suppressed is 0, and a column that no more people
    /// differ in than would be suppressed has one edge.
    static func histograms(of matrix: FeatureMatrix) -> [ReferenceHistogram] {
        let stored = storedCounts(of: matrix)
        let samples = sampledValues(of: matrix)
        let edges = matrix.columns.indices.map { column in
            let isRare = stored[column] <= DisclosureControl.suppressedUpTo
            return Set([matrix.columns[column].usual] + (isRare ? [] : quartiles(of: samples[column]))).sorted()
        }
        let counts = binCounts(of: matrix, edges: edges, stored: stored)
        return matrix.columns.indices.map { column in
            ReferenceHistogram(
                feature: matrix.columns[column].name, edges: edges[column],
                counts: counts[column].map { DisclosureControl.released($0) ?? 0 })
        }
    }

    private static let sampledRows = 20_000

    /// The stored cells of each column.
    private static func storedCounts(of matrix: FeatureMatrix) -> [Int] {
        matrix.cellColumns.reduce(into: [Int](repeating: 0, count: matrix.columns.count)) { $0[Int($1)] += 1 }
    }

    /// The values that differ from the usual one, in every k-th row.
    private static func sampledValues(of matrix: FeatureMatrix) -> [[Double]] {
        var samples = [[Double]](repeating: [], count: matrix.columns.count)
        for row in stride(from: 0, to: matrix.rowCount, by: max(1, matrix.rowCount / sampledRows)) {
            for cell in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] where !matrix.cellValues[cell].isNaN {
                samples[Int(matrix.cellColumns[cell])].append(matrix.cellValues[cell])
            }
        }
        return samples
    }

    private static func quartiles(of values: [Double]) -> [Double] {
        guard !values.isEmpty else { return [] }
        let sorted = values.sorted()
        let quartiles = (1...3).map { sorted[(sorted.count - 1) * $0 / 4] }
        // As finely as each needs to be told from the nearest, whatever a long tail does to the spread of all; those that
        // lie closer than a hundredth of what is between the outer ones are told as one.
        let least = (quartiles[2] - quartiles[0]) / 100
        return quartiles.map { quartile in
            let nearest = quartiles.map { abs($0 - quartile) }.filter { $0 > 0 }.min()
            return CoarseValue.of(quartile, spread: max(nearest ?? 0, least))
        }
    }

    /// How many rows have a value in each bin, by column.
    private static func binCounts(of matrix: FeatureMatrix, edges: [[Double]], stored: [Int]) -> [[Int]] {
        var counts = edges.map { [Int](repeating: 0, count: $0.count + 1) }
        for column in matrix.columns.indices {
            let usualBin = edges[column].count { matrix.columns[column].usual > $0 }
            counts[column][usualBin] = matrix.rowCount - stored[column]
        }
        for (column, value) in zip(matrix.cellColumns, matrix.cellValues) where !value.isNaN {
            counts[Int(column)][edges[Int(column)].count { value > $0 }] += 1
        }
        return counts
    }
}
