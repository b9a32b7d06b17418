import Glibc

/// The hot loop of cross-validation: one visit of the rows for up to eight models at once, a lane of a vector each, so
/// that a cell is fetched once for all of them.
struct FoldKernel {
    static let mostModels = 8
    typealias Lanes = SIMD8<Double>

    let rows: PackedRows.Pointers
    /// The slopes of the models at each position.
    let slopes: UnsafePointer<Lanes>
    /// Model m was fitted without fold `firstFold` + m.
    let firstFold: Int
    let modelCount: Int

    /// - Parameter slopes: of each model, by position.
    static func sums(of rows: PackedRows, slopes: [[Double]], firstFold: Int, run: Range<Int>) -> FoldSums {
        let lanes = (0..<rows.width).map { position in
            var lane = Lanes.zero
            for model in slopes.indices { lane[model] = slopes[model][position] }
            return lane
        }
        return rows.withPointers { pointers in
            lanes.withUnsafeBufferPointer { lanes in
                FoldKernel(
                    rows: pointers, slopes: lanes.baseAddress!, firstFold: firstFold, modelCount: slopes.count
                ).sums(run)
            }
        }
    }

    private func sums(_ run: Range<Int>) -> FoldSums {
        let block = LogisticBlock()
        defer { block.deallocate() }
        var gradients = [Lanes](repeating: .zero, count: rows.width)
        var losses = [Double](repeating: 0, count: modelCount)
        var heldOutLosses = losses
        let length = LogisticBlock.capacity / modelCount
        let predictors = [Double](unsafeUninitializedCapacity: run.count) { predictors, count in
            for first in stride(from: run.lowerBound, to: run.upperBound, by: length) {
                let rowCount = min(length, run.upperBound - first)
                predict(row: first, count: rowCount, into: block)
                block.evaluate(count: rowCount * modelCount)
                settle(
                    row: first, count: rowCount, block, losses: &losses, heldOut: &heldOutLosses,
                    predictors: predictors.baseAddress! + (first - run.lowerBound))
                addGradients(row: first, count: rowCount, block.residuals, to: &gradients)
            }
            count = run.count
        }
        return FoldSums(
            losses: losses, heldOutLosses: heldOutLosses,
            gradients: (0..<modelCount).map { model in gradients.map { $0[model] } }, predictors: predictors)
    }

    /// Row by row, the models' linear predictors and the outcome. Eight lanes are stored for each row; those past the
    /// models' are written over by the next row.
    private func predict(row first: Int, count: Int, into block: LogisticBlock) {
        let (slopes, columns, values) = (slopes, rows.cellPositions, rows.cellValues)
        for index in 0..<count {
            let row = first &+ index
            let dense = rows.dense + row &* rows.denseWidth
            var predictor = Lanes(repeating: rows.offsets.map { $0[row] } ?? 0)
            for position in 0..<rows.denseWidth { predictor += slopes[position] * dense[position] }
            let end = rows.rowStarts[row &+ 1]
            var cell = rows.rowStarts[row]
            while cell < end {
                predictor += slopes[Int(columns[cell])] * values[cell]
                cell &+= 1
            }
            let outcome = Lanes(repeating: Double(rows.outcomes[row]))
            store(predictor, block.linearPredictors + index &* modelCount)
            store(outcome, block.residuals + index &* modelCount)
        }
    }

    /// Takes each row out of the model that was fitted without it, and sums up the losses.
    private func settle(
        row first: Int, count: Int, _ block: LogisticBlock, losses: UnsafeMutablePointer<Double>,
        heldOut: UnsafeMutablePointer<Double>, predictors: UnsafeMutablePointer<Double>
    ) {
        var linear = Lanes.zero
        var products = Lanes(repeating: 1)
        for index in 0..<count {
            let (row, start) = (first &+ index, index &* modelCount)
            predictors[index] = 0
            takeOut(row: row, start: start, block, heldOut: heldOut, predictor: predictors + index)
            if let weights = rows.weights {
                weigh(start: start, weights[row], block, losses: losses)
            } else {
                linear += load(block.linear + start)
                products *= load(block.factors + start)
            }
        }
        for model in 0..<modelCount { losses[model] += linear[model] + log(products[model]) }
    }

    /// Moves a row's loss from the model that was fitted without it to what was held out.
    @inline(__always)
    private func takeOut(
        row: Int, start: Int, _ block: LogisticBlock, heldOut: UnsafeMutablePointer<Double>,
        predictor: UnsafeMutablePointer<Double>
    ) {
        let own = rows.fold(row) &- firstFold
        guard own >= 0 && own < modelCount else { return }
        let place = start &+ own
        predictor.pointee = block.linearPredictors[place]
        let weight = rows.weights.map { $0[row] } ?? 1
        if weight > 0 { heldOut[own] += weight * (block.linear[place] + log(block.factors[place])) }
        block.residuals[place] = 0
        block.linear[place] = 0
        block.factors[place] = 1
    }

    /// Multiplies a row's residuals with its weight, and adds its losses.
    private func weigh(start: Int, _ weight: Double, _ block: LogisticBlock, losses: UnsafeMutablePointer<Double>) {
        for model in 0..<modelCount {
            block.residuals[start &+ model] *= weight
            guard weight > 0 else { continue }
            losses[model] += weight * (block.linear[start &+ model] + log(block.factors[start &+ model]))
        }
    }

    private func addGradients(
        row first: Int, count: Int, _ residuals: UnsafePointer<Double>, to gradients: UnsafeMutablePointer<Lanes>
    ) {
        let (columns, values) = (rows.cellPositions, rows.cellValues)
        for index in 0..<count {
            let row = first &+ index
            let dense = rows.dense + row &* rows.denseWidth
            let residual = load(residuals + index &* modelCount)
            for position in 0..<rows.denseWidth { gradients[position] += residual * dense[position] }
            let end = rows.rowStarts[row &+ 1]
            var cell = rows.rowStarts[row]
            while cell < end {
                gradients[Int(columns[cell])] += residual * values[cell]
                cell &+= 1
            }
        }
    }

    @inline(__always)
    private func load(_ values: UnsafePointer<Double>) -> Lanes {
        UnsafeRawPointer(values).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    private func store(_ lanes: Lanes, _ target: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: Lanes.self)
    }
}

extension PackedRows {
    /// One visit of all rows for the models that were fitted without the folds from `firstFold`.
    func foldSums(slopes: [[Double]], firstFold: Int, threads: Int) async -> FoldSums {
        let chunks = RowChunks(rowCount: rowCount, bytesPerChunk: width * slopes.count * 8)
        return FoldSums.merged(
            await chunks.map(threads: threads) { run in
                FoldKernel.sums(of: self, slopes: slopes, firstFold: firstFold, run: run)
            })
    }
}
