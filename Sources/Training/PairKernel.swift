/// The hot loop of the score tests: each row's pairs of values that are not at their origin.
struct PairKernel {
    let rows: PackedRows.Pointers
    let places: UnsafeBufferPointer<Int32>

    func add(_ run: Range<Int>, slopes: [Double], to sums: inout PairTests.Sums) {
        let block = LogisticBlock()
        defer { block.deallocate() }
        let values = UnsafeMutablePointer<Double>.allocate(capacity: rows.width)
        let positions = UnsafeMutablePointer<Int>.allocate(capacity: rows.width)
        defer {
            values.deallocate()
            positions.deallocate()
        }
        for first in stride(from: run.lowerBound, to: run.upperBound, by: LogisticBlock.capacity) {
            let count = min(LogisticBlock.capacity, run.upperBound - first)
            for index in 0..<count {
                let stored = gather(first + index, values, positions)
                var predictor = rows.offsets.map { $0[first + index] } ?? 0
                for cell in 0..<stored { predictor += slopes[positions[cell]] * values[cell] }
                block.linearPredictors[index] = predictor
                block.residuals[index] = Double(rows.outcomes[first + index])
            }
            block.evaluate(count: count)
            for index in 0..<count {
                let weight = rows.weights.map { $0[first + index] } ?? 1
                let stored = gather(first + index, values, positions)
                add(
                    values, positions, count: stored, residual: -weight * block.residuals[index],
                    weight: weight * block.weights[index], to: &sums)
            }
        }
    }

    /// Fills in a row's values that are not 0, and their positions, ascending.
    ///
    /// - Returns: how many there are.
    private func gather(
        _ row: Int, _ values: UnsafeMutablePointer<Double>, _ positions: UnsafeMutablePointer<Int>
    ) -> Int {
        var count = 0
        for position in 0..<rows.denseWidth {
            let value = rows.dense[row &* rows.denseWidth &+ position]
            values[count] = value
            positions[count] = position
            count &+= value == 0 ? 0 : 1
        }
        for cell in rows.rowStarts[row]..<rows.rowStarts[row &+ 1] {
            values[count] = rows.cellValues[cell]
            positions[count] = Int(rows.cellPositions[cell])
            count &+= 1
        }
        return count
    }

    private func add(
        _ values: UnsafePointer<Double>, _ positions: UnsafePointer<Int>, count: Int, residual: Double,
        weight: Double, to sums: inout PairTests.Sums
    ) {
        for cell in 0..<count {
            let (a, position) = (values[cell], positions[cell])
            let (scored, weighted) = (residual * a, weight * a)
            sums.scores[position] += scored
            sums.weighted[position] += weighted
            sums.squares[position] += weighted * a
            let line = position &* rows.width
            sums.pairs.withUnsafeMutableBufferPointer { pairs in
                for other in 0..<cell {
                    let place = Int(places[line &+ positions[other]])
                    guard place >= 0 else { continue }
                    let b = values[other]
                    let target = pairs.baseAddress! + place &* PairTests.Sums.each
                    let product = weighted * b
                    target[0] += scored * b
                    target[1] += product
                    target[2] += product * a
                    target[3] += product * b
                    target[4] += product * a * b
                }
            }
        }
    }
}
