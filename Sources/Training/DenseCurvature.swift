import LinearAlgebra

/// The curvature of the dense part of the rows, by fold: rows scaled by the root of their weight, multiplied by `dsyrk`.
struct DenseCurvature {
    private let width: Int
    private var grams: [GramMatrix]
    /// Scaled rows that wait for their multiplication, by fold, and how many.
    private var waiting: [Double]
    private var counts: [Int]

    private static let rowsAtOnce = 128

    init(width: Int, foldCount: Int) {
        self.width = width
        grams = [GramMatrix](repeating: GramMatrix(order: width), count: foldCount)
        waiting = [Double](repeating: 0, count: foldCount * DenseCurvature.rowsAtOnce * width)
        counts = [Int](repeating: 0, count: foldCount)
    }

    /// Adds `count` rows from `first`, one in `rowStep`.
    mutating func add(
        _ rows: PackedRows.Pointers, row first: Int, count: Int, rowStep: Int, weights: UnsafePointer<Double>
    ) {
        var row = first
        for index in 0..<count {
            let fold = rows.fold(row)
            let root = weights[index].squareRoot()
            let place = (fold &* DenseCurvature.rowsAtOnce &+ counts[fold]) &* width
            let dense = rows.dense + row &* width
            for position in 0..<width { waiting[place &+ position] = root * dense[position] }
            counts[fold] &+= 1
            if counts[fold] == DenseCurvature.rowsAtOnce { multiply(fold) }
            row &+= rowStep
        }
    }

    /// Writes the lower triangles into the curvatures of the sums.
    mutating func finish(into sums: inout LogisticSums) {
        for fold in grams.indices {
            multiply(fold)
            let first = fold * sums.width * sums.width
            for row in 0..<width {
                for column in 0...row {
                    sums.curvatures[first + row * sums.width + column] = grams[fold].values[row * width + column]
                }
            }
        }
    }

    private mutating func multiply(_ fold: Int) {
        let first = fold * DenseCurvature.rowsAtOnce * width
        waiting.withUnsafeBufferPointer { waiting in
            grams[fold].add(block: UnsafeBufferPointer(rebasing: waiting[first..<(first + counts[fold] * width)]))
        }
        counts[fold] = 0
    }
}
