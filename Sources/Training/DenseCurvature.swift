import LinearAlgebra

/// The curvature of the dense part of the rows, by fold: rows scaled by the root of their weight, multiplied by `dsyrk`.
/// A weight may be below 0, and its row is then taken away.
struct DenseCurvature {
    private let width: Int
    private var grams: [GramMatrix]
    /// Scaled rows that wait for their multiplication, and how many: by fold, first those to be added, then those to be
    /// taken away.
    private var waiting: [Double]
    private var counts: [Int]

    private static let rowsAtOnce = 128

    init(width: Int, foldCount: Int) {
        self.width = width
        grams = [GramMatrix](repeating: GramMatrix(order: width), count: foldCount)
        waiting = [Double](repeating: 0, count: 2 * foldCount * DenseCurvature.rowsAtOnce * width)
        counts = [Int](repeating: 0, count: 2 * foldCount)
    }

    /// Adds `count` rows from `first`, one in `rowStep`, but for those of weight 0.
    mutating func add(
        _ rows: PackedRows.Pointers, row first: Int, count: Int, rowStep: Int, weights: UnsafePointer<Double>
    ) {
        var row = first
        for index in 0..<count {
            let weight = weights[index]
            if weight != 0 {
                let pile = 2 &* rows.fold(row) &+ (weight < 0 ? 1 : 0)
                let root = weight.magnitude.squareRoot()
                let place = (pile &* DenseCurvature.rowsAtOnce &+ counts[pile]) &* width
                let dense = rows.dense + row &* width
                for position in 0..<width { waiting[place &+ position] = root * dense[position] }
                counts[pile] &+= 1
                if counts[pile] == DenseCurvature.rowsAtOnce { multiply(pile) }
            }
            row &+= rowStep
        }
    }

    /// Writes the lower triangles into the curvatures of the sums.
    mutating func finish(into sums: inout LogisticSums) {
        for pile in counts.indices { multiply(pile) }
        for fold in grams.indices {
            let first = fold * sums.width * sums.width
            for row in 0..<width {
                for column in 0...row {
                    sums.curvatures[first + row * sums.width + column] = grams[fold].values[row * width + column]
                }
            }
        }
    }

    private mutating func multiply(_ pile: Int) {
        let first = pile * DenseCurvature.rowsAtOnce * width
        waiting.withUnsafeBufferPointer { waiting in
            grams[pile / 2].add(
                block: UnsafeBufferPointer(rebasing: waiting[first..<(first + counts[pile] * width)]),
                times: pile.isMultiple(of: 2) ? 1 : -1)
        }
        counts[pile] = 0
    }
}
