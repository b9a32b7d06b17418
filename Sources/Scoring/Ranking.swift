import FeatureData

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

    /// All rows of the linear predictors, the highest first.
    public static func order(_ linearPredictors: [Double]) -> [RowID] {
        // Ascending keys put the highest first; a stable sort leaves ties in row order.
        let keys = linearPredictors.map { ~UInt64(bitPattern: quantised($0) ^ .min) }
        return sorted(by: keys).map { RowID(Int($0)) }
    }

    /// The rows by key: a stable radix sort, eleven bits at a time; rounds in which all keys agree are left out.
    private static func sorted(by keys: [UInt64]) -> [Int32] {
        guard let first = keys.first else { return [] }
        let differing = keys.reduce(UInt64(0)) { $0 | ($1 ^ first) }
        var rows = keys.indices.map { Int32(truncatingIfNeeded: $0) }
        var sorted = rows
        for shift in stride(from: UInt64(0), to: 64, by: 11) where (differing >> shift) & 2047 != 0 {
            var ends = [Int](repeating: 0, count: 2049)
            for key in keys { ends[Int((key >> shift) & 2047) + 1] += 1 }
            for digit in 1..<2049 { ends[digit] += ends[digit - 1] }
            for row in rows {
                let digit = Int((keys[Int(row)] >> shift) & 2047)
                sorted[ends[digit]] = row
                ends[digit] += 1
            }
            swap(&rows, &sorted)
        }
        return rows
    }
}
