import Glibc
import LinearAlgebra

/// The hot loop of a fit: one visit of a run of rows, 512 at a time so that they are still in the cache when the
/// gradient and the curvature come back to them.
struct LogisticKernel {
    let rows: PackedRows.Pointers
    /// The slope by unit at each position; at 0 the linear predictor of a row of origins.
    let slopes: UnsafePointer<Double>
    let foldCount: Int
    /// Every how many rows one is visited.
    let rowStep: Int

    /// The sums over the visited rows, those at `rowStep` times each of `run`, without curvature.
    static func sums(of rows: PackedRows, slopes: [Double], rowStep: Int, run: Range<Int>) -> LogisticSums {
        on(rows, slopes, rowStep: rowStep) { $0.sums(of: run, curvatureWeights: nil) }
    }

    /// The same with what is to be added to the curvature.
    ///
    /// - Parameter weights: those with which the rows of the run are in the curvature already.
    static func curvature(
        of rows: PackedRows, slopes: [Double], rowStep: Int, run: Range<Int>, weights: [Double]
    ) -> RowCurvature {
        var weights = weights
        let sums = on(rows, slopes, rowStep: rowStep) { kernel in
            weights.withUnsafeMutableBufferPointer { kernel.sums(of: run, curvatureWeights: $0.baseAddress) }
        }
        return RowCurvature(weights: weights, sums: sums)
    }

    private static func on(
        _ rows: PackedRows, _ slopes: [Double], rowStep: Int, _ body: (LogisticKernel) -> LogisticSums
    ) -> LogisticSums {
        rows.withPointers { pointers in
            slopes.withUnsafeBufferPointer { slopes in
                body(
                    LogisticKernel(
                        rows: pointers, slopes: slopes.baseAddress!, foldCount: rows.foldCount, rowStep: rowStep))
            }
        }
    }

    private func sums(of run: Range<Int>, curvatureWeights: UnsafeMutablePointer<Double>?) -> LogisticSums {
        let block = LogisticBlock()
        defer { block.deallocate() }
        var sums = LogisticSums(foldCount: foldCount, width: rows.width)
        var dense: DenseCurvature?
        for start in stride(from: 0, to: run.count, by: LogisticBlock.capacity) {
            let length = min(LogisticBlock.capacity, run.count - start)
            let row = (run.lowerBound + start) * rowStep
            predict(row: row, count: length, into: block)
            block.evaluate(count: length)
            weigh(row: row, count: length, block)
            addLosses(row: row, count: length, block, to: &sums.losses)
            addGradients(row: row, count: length, residuals: block.residuals, to: &sums.gradients)
            guard let kept = curvatureWeights, takeChanges(count: length, block, from: kept + start) else { continue }
            if dense == nil {
                dense = DenseCurvature(width: rows.denseWidth, foldCount: foldCount)
                sums.makeRoomForCurvature()
            }
            dense?.add(rows, row: row, count: length, rowStep: rowStep, weights: block.weights)
            addCurvatures(row: row, count: length, weights: block.weights, to: &sums.curvatures)
        }
        dense?.finish(into: &sums)
        return sums
    }

    /// Leaves in a block by how much each row's weight in the curvature is to change, 0 where that is too little to
    /// count, and brings the weights kept up to date.
    ///
    /// - Returns: whether any does.
    private func takeChanges(count: Int, _ block: LogisticBlock, from kept: UnsafeMutablePointer<Double>) -> Bool {
        var isAny = false
        for index in 0..<count {
            let (old, new) = (kept[index], block.weights[index])
            let counts = (new - old).magnitude > RowCurvature.leastChange * max(old, new)
            block.weights[index] = counts ? new - old : 0
            kept[index] = counts ? new : old
            isAny = isAny || counts
        }
        return isAny
    }

    /// The linear predictors and outcomes of a block.
    private func predict(row first: Int, count: Int, into block: LogisticBlock) {
        let (slopes, columns, values) = (slopes, rows.cellPositions, rows.cellValues)
        var row = first
        for index in 0..<count {
            let dense = rows.dense + row &* rows.denseWidth
            var pair = SIMD2<Double>.zero
            var position = 0
            while position < rows.denseWidth {
                pair += two(slopes, position) * two(dense, position)
                position &+= 2
            }
            var predictor = pair[0] + pair[1]
            let end = rows.rowStarts[row &+ 1]
            var cell = rows.rowStarts[row]
            while cell < end {
                predictor += slopes[Int(columns[cell])] * values[cell]
                cell &+= 1
            }
            block.linearPredictors[index] = predictor
            block.residuals[index] = Double(rows.outcomes[row])
            row &+= rowStep
        }
        guard let offsets = rows.offsets else { return }
        for index in 0..<count { block.linearPredictors[index] += offsets[first &+ index &* rowStep] }
    }

    /// Multiplies residuals and curvature with the rows' weights.
    private func weigh(row first: Int, count: Int, _ block: LogisticBlock) {
        guard let weights = rows.weights else { return }
        for index in 0..<count {
            let weight = weights[first &+ index &* rowStep]
            block.residuals[index] *= weight
            block.weights[index] *= weight
        }
    }

    private func addLosses(
        row first: Int, count: Int, _ block: LogisticBlock, to losses: UnsafeMutablePointer<Double>
    ) {
        if let weights = rows.weights {
            for index in 0..<count {
                let row = first &+ index &* rowStep
                guard weights[row] > 0 else { continue }
                losses[rows.fold(row)] += weights[row] * (block.linear[index] + log(block.factors[index]))
            }
            return
        }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: foldCount) { products in
            products.initialize(repeating: 1)
            for index in 0..<count {
                let fold = rows.fold(first &+ index &* rowStep)
                losses[fold] += block.linear[index]
                products[fold] *= block.factors[index]
            }
            for fold in 0..<foldCount { losses[fold] += log(products[fold]) }
        }
    }

    private func addGradients(
        row first: Int, count: Int, residuals: UnsafePointer<Double>, to gradients: UnsafeMutablePointer<Double>
    ) {
        let (columns, values) = (rows.cellPositions, rows.cellValues)
        var row = first
        for index in 0..<count {
            let residual = residuals[index]
            let gradient = gradients + rows.fold(row) &* rows.width
            addScaled(rows.dense + row &* rows.denseWidth, residual, count: rows.denseWidth, to: gradient)
            let end = rows.rowStarts[row &+ 1]
            var cell = rows.rowStarts[row]
            while cell < end {
                gradient[Int(columns[cell])] += residual * values[cell]
                cell &+= 1
            }
            row &+= rowStep
        }
    }

    /// Adds each row's pairs of a kept cell with another, and with the dense part: their number goes with what is
    /// kept, not with the square of the columns. Rows of weight 0 are passed by.
    private func addCurvatures(
        row first: Int, count: Int, weights: UnsafePointer<Double>, to curvatures: UnsafeMutablePointer<Double>
    ) {
        let width = rows.width
        var row = first
        for index in 0..<count {
            defer { row &+= rowStep }
            let weight = weights[index]
            guard weight != 0 else { continue }
            let curvature = curvatures + rows.fold(row) &* width &* width
            let dense = rows.dense + row &* rows.denseWidth
            let start = rows.rowStarts[row]
            let (positions, values) = (rows.cellPositions + start, rows.cellValues + start)
            for cell in 0..<(rows.rowStarts[row &+ 1] &- start) {
                let weighted = weight * values[cell]
                let line = curvature + Int(positions[cell]) &* width
                addScaled(dense, weighted, count: rows.denseWidth, to: line)
                for other in 0...cell { line[Int(positions[other])] += weighted * values[other] }
            }
        }
    }
}

@inline(__always)
func two(_ values: UnsafePointer<Double>, _ index: Int) -> SIMD2<Double> {
    UnsafeRawPointer(values + index).loadUnaligned(as: SIMD2<Double>.self)
}

/// target += scale x values; `count` is even.
@inline(__always)
func addScaled(
    _ values: UnsafePointer<Double>, _ scale: Double, count: Int, to target: UnsafeMutablePointer<Double>
) {
    var index = 0
    while index < count {
        let sum = two(target, index) + scale * two(values, index)
        UnsafeMutableRawPointer(target + index).storeBytes(of: sum, as: SIMD2<Double>.self)
        index &+= 2
    }
}
