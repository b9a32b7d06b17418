import FeatureData

/// Finds a person's row among those who are scored.
struct RowPlaces {
    private let rows: [Int32]

    /// - Parameter rows: the person of each row, ascending.
    init(_ rows: [Int32]) { self.rows = rows }

    /// Nil for one who is not among them.
    func row(of person: Int) -> RowID? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(rows[middle]) < person { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && Int(rows[low]) == person ? RowID(low) : nil
    }
}
