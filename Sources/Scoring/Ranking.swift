/// The order in which people are ranked: by linear predictor, quantised, highest first, ties by row.
public enum Ranking {
    /// A linear predictor rounded to 9 decimals, as a whole number of 1e-9: what ranks are by, so that differences
    /// in the last bits between machines change none.
    ///
    /// Half-way cases go away from 0. Beyond 9.2e9 it stays at the largest whole number of 64 bits.
    ///
    /// - Parameter linearPredictor: a number: NaN has no place in an order.
    public static func quantised(_ linearPredictor: Double) -> Int64 {
        precondition(!linearPredictor.isNaN)
        let scaled = (linearPredictor * 1e9).rounded()
        return Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max)
    }

    /// The eligible rows, from the highest predictor down; those of one predictor by row.
    /// - Parameters:
    ///   - eligible: by row, of at most 2^31 rows.
    ///   - predictors: quantised, by row.
    public static func order(of eligible: [Bool], by predictors: [Int64]) -> [Int32] {
        precondition(eligible.count == predictors.count && eligible.count <= Int(Int32.max))
        let rows = eligible.indices.filter { eligible[$0] }.map { Int32(truncatingIfNeeded: $0) }
        let highest = rows.reduce(Int64.min) { max($0, predictors[Int($1)]) }
        // How far below the highest: exact for any two Int64, and of few digits.
        return sorted(rows, by: rows.map { UInt64(bitPattern: highest &- predictors[Int($0)]) })
    }

    private static let digitBits = 11

    /// Radix sort, least digit first. It is stable, so rows of one key keep their order.
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
