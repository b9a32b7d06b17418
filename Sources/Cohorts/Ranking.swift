import FeatureData

/// The eligible, from the highest predictor down, ties by RowID ascending.
struct Ranking {
    /// The row at each rank; rank 1 at place 0.
    let rows: [Int32]

    /// - Parameters:
    ///   - predictors: each row's quantised linear predictor, in RowID order.
    ///   - eligible: whether each row is eligible.
    init(predictors: [Int64], eligible: [Bool]) {
        precondition(predictors.count == eligible.count && predictors.count <= Int(Int32.max))
        var rows: [Int32] = []
        for row in eligible.indices where eligible[row] { rows.append(Int32(row)) }
        let highest = rows.reduce(Int64.min) { max($0, predictors[Int($1)]) }
        // How far below the highest: exact for any two Int64.
        let keys = rows.map { UInt64(bitPattern: highest &- predictors[Int($0)]) }
        self.rows = Self.sorted(rows, by: keys)
    }

    private static let digitBits = 11

    /// Radix sort, least digit first. It is stable, so equal keys keep the order of their rows.
    private static func sorted(_ rows: [Int32], by keys: [UInt64]) -> [Int32] {
        var (rows, keys) = (rows, keys)
        var (nextRows, nextKeys) = (rows, keys)
        let usedBits = UInt64.bitWidth - keys.reduce(0, |).leadingZeroBitCount
        for shift in stride(from: 0, to: usedBits, by: digitBits) {
            var places = startOfEachDigit(keys, shift: shift)
            for place in keys.indices {
                let digit = Self.digit(keys[place], shift)
                nextRows[places[digit]] = rows[place]
                nextKeys[places[digit]] = keys[place]
                places[digit] += 1
            }
            swap(&rows, &nextRows)
            swap(&keys, &nextKeys)
        }
        return rows
    }

    private static func startOfEachDigit(_ keys: [UInt64], shift: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: 1 << digitBits)
        for key in keys { counts[digit(key, shift)] += 1 }
        var start = 0
        for digit in counts.indices {
            let count = counts[digit]
            counts[digit] = start
            start += count
        }
        return counts
    }

    private static func digit(_ key: UInt64, _ shift: Int) -> Int {
        Int(truncatingIfNeeded: key >> UInt64(shift)) & ((1 << digitBits) - 1)
    }
}
