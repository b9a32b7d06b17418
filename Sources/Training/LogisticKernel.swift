import LinearAlgebra

/// The hot loop of a fit: one visit of the stored cells of a run of rows, 512 rows at a time so that they are still
/// in the cache when the gradient and the curvature come back to them.
struct LogisticKernel {
    let rowStarts: UnsafePointer<Int>
    let cellColumns: UnsafePointer<UInt16>
    let cellValues: UnsafePointer<Double>
    let outcomes: UnsafePointer<UInt8>
    /// p usual values.
    let usual: UnsafePointer<Double>
    /// p slopes by unit of the column, then the linear predictor of a row of usual values.
    let slopes: UnsafePointer<Double>
    let columnCount: Int
    /// Every how many rows one is visited.
    let rowStep: Int

    enum Curvature { case none, sparse, dense }

    /// The sums over a run of the visited rows: those at `rowStep` times each of `rows`.
    static func sums(
        rowStarts: UnsafePointer<Int>, cellColumns: UnsafePointer<UInt16>, cellValues: UnsafePointer<Double>,
        outcomes: UnsafePointer<UInt8>, usual: UnsafePointer<Double>, slopes: UnsafePointer<Double>, columnCount: Int,
        rowStep: Int, rows: Range<Int>, curvature: Curvature
    ) -> LogisticSums {
        let kernel = LogisticKernel(
            rowStarts: rowStarts, cellColumns: cellColumns, cellValues: cellValues, outcomes: outcomes, usual: usual,
            slopes: slopes, columnCount: columnCount, rowStep: rowStep)
        return kernel.sums(first: rows.lowerBound * rowStep, count: rows.count, curvature: curvature)
    }

    private func sums(first: Int, count: Int, curvature: Curvature) -> LogisticSums {
        let order = columnCount + 1
        let block = LogisticBlock()
        defer { block.deallocate() }
        var sums = LogisticSums(
            gradient: [Double](repeating: 0, count: order),
            curvature: [Double](repeating: 0, count: curvature == .sparse ? order * order : 0))
        var gram = GramMatrix(order: curvature == .dense ? order : 0)
        for start in stride(from: 0, to: count, by: LogisticBlock.capacity) {
            let rows = min(LogisticBlock.capacity, count - start)
            let row = first + start * rowStep
            predict(row: row, count: rows, into: block)
            sums.loss += block.evaluate(count: rows)
            addGradient(row: row, count: rows, residuals: block.residuals, to: &sums.gradient)
            switch curvature {
            case .none: break
            case .sparse: addCurvature(row: row, count: rows, weights: block.weights, to: &sums.curvature)
            case .dense: addDenseCurvature(row: row, count: rows, weights: block.weights, to: &gram)
            }
        }
        if curvature == .dense { sums.curvature = gram.values }
        return sums
    }

    /// The linear predictors and outcomes of a block.
    private func predict(row first: Int, count: Int, into block: LogisticBlock) {
        let (slopes, usual, columns, values) = (slopes, usual, cellColumns, cellValues)
        let base = slopes[columnCount]
        var row = first
        for index in 0..<count {
            var predictor = base
            let end = rowStarts[row &+ 1]
            var cell = rowStarts[row]
            while cell < end {
                let column = Int(columns[cell])
                predictor += slopes[column] * (values[cell] - usual[column])
                cell &+= 1
            }
            block.linearPredictors[index] = predictor
            block.residuals[index] = Double(outcomes[row])
            row &+= rowStep
        }
    }

    private func addGradient(
        row first: Int, count: Int, residuals: UnsafePointer<Double>, to gradient: UnsafeMutablePointer<Double>
    ) {
        let (usual, columns, values) = (usual, cellColumns, cellValues)
        var row = first
        var total = 0.0
        for index in 0..<count {
            let residual = residuals[index]
            total += residual
            let end = rowStarts[row &+ 1]
            var cell = rowStarts[row]
            while cell < end {
                let column = Int(columns[cell])
                gradient[column] += residual * (values[cell] - usual[column])
                cell &+= 1
            }
            row &+= rowStep
        }
        gradient[columnCount] += total
    }

    /// Adds each row's pairs of stored cells: their number goes with the square of the stored cells, not of p.
    private func addCurvature(
        row first: Int, count: Int, weights: UnsafePointer<Double>, to curvature: UnsafeMutablePointer<Double>
    ) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: columnCount + 1) { differences in
            addCurvature(
                row: first, count: count, weights: weights, differences: differences.baseAddress!, to: curvature)
        }
    }

    private func addCurvature(
        row first: Int, count: Int, weights: UnsafePointer<Double>, differences: UnsafeMutablePointer<Double>,
        to curvature: UnsafeMutablePointer<Double>
    ) {
        let (usual, order) = (usual, columnCount &+ 1)
        let border = curvature + columnCount &* order
        var row = first
        for index in 0..<count {
            let weight = weights[index]
            let start = rowStarts[row]
            let (columns, values) = (cellColumns + start, cellValues + start)
            let stored = rowStarts[row &+ 1] &- start
            for cell in 0..<stored {
                let column = Int(columns[cell])
                let difference = values[cell] - usual[column]
                let weighted = weight * difference
                let line = curvature + column &* order
                differences[cell] = difference
                for other in 0...cell { line[Int(columns[other])] += weighted * differences[other] }
                border[column] += weighted
            }
            border[columnCount] += weight
            row &+= rowStep
        }
    }

    /// The same for rows with most cells stored: they are unpacked, and `dsyrk` multiplies them.
    private func addDenseCurvature(
        row first: Int, count: Int, weights: UnsafePointer<Double>, to gram: inout GramMatrix
    ) {
        let order = columnCount + 1
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count * order) { dense in
            dense.initialize(repeating: 0)
            for index in 0..<count {
                let row = first + index * rowStep
                let root = weights[index].squareRoot()
                let line = dense.baseAddress! + index * order
                for cell in rowStarts[row]..<rowStarts[row + 1] {
                    let column = Int(cellColumns[cell])
                    line[column] = root * (cellValues[cell] - usual[column])
                }
                line[columnCount] = root
            }
            gram.add(block: UnsafeBufferPointer(dense))
        }
    }
}
