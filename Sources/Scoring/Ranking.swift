import FeatureData

/// The order in which people are ranked: by linear predictor, quantised, highest first, ties by row.
public enum Ranking {
    /// A linear predictor rounded to 9 decimals, as a whole number of 1e-9: what ranks are by, so that differences
    /// in the last bits between machines change none.
    ///
    /// Half-way cases go away from 0. Beyond 9.2e9 it stays at the largest whole number of 64 bits.
    public static func quantised(_ linearPredictor: Double) -> Int64 {
        let scaled = (linearPredictor * 1e9).rounded()
        return Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max)
    }

    /// All rows of the linear predictors, the highest first.
    public static func order(_ linearPredictors: [Double]) -> [RowID] {
        // Ascending keys put the highest first; a stable sort leaves ties in row order.
        var entries = linearPredictors.enumerated().map { index, predictor in
            Entry(key: ~UInt64(bitPattern: quantised(predictor) ^ .min), row: index)
        }
        sort(&entries)
        return entries.map { RowID($0.row) }
    }

    private struct Entry {
        let key: UInt64
        let row: Int
    }

    /// A stable radix sort by key, eleven bits at a time; rounds in which all keys agree are left out.
    private static func sort(_ entries: inout [Entry]) {
        guard let first = entries.first else { return }
        let differing = entries.reduce(UInt64(0)) { $0 | ($1.key ^ first.key) }
        var sorted = entries
        for shift in stride(from: UInt64(0), to: 64, by: 11) where (differing >> shift) & 2047 != 0 {
            var ends = [Int](repeating: 0, count: 2049)
            for entry in entries { ends[Int((entry.key >> shift) & 2047) + 1] += 1 }
            for digit in 1..<2049 { ends[digit] += ends[digit - 1] }
            for entry in entries {
                let digit = Int((entry.key >> shift) & 2047)
                sorted[ends[digit]] = entry
                ends[digit] += 1
            }
            swap(&entries, &sorted)
        }
    }
}
