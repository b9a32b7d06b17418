/// Which records of a block are kept, and in which order.
struct RowSelection {
    let rows: [UInt32]
    /// Whether they are all the records in their order.
    let isEverything: Bool

    /// - Parameter count: the block's records.
    init(_ rows: [UInt32], of count: Int) {
        self.rows = rows
        isEverything = rows.count == count && rows.indices.allSatisfy { rows[$0] == UInt32(truncatingIfNeeded: $0) }
    }

    /// What becomes of the selected records' elements.
    @inline(__always)
    func map<Element: BitwiseCopyable, Result: BitwiseCopyable>(
        _ elements: [Element], _ transform: (Element) -> Result
    ) -> [Result] {
        [Result](unsafeUninitializedCapacity: rows.count) { target, count in
            elements.withUnsafeBufferPointer { elements in
                if isEverything {
                    for row in 0..<rows.count { target[row] = transform(elements[row]) }
                } else {
                    rows.withUnsafeBufferPointer { rows in
                        for place in 0..<rows.count { target[place] = transform(elements[Int(rows[place])]) }
                    }
                }
            }
            count = rows.count
        }
    }

    func select<Element: BitwiseCopyable>(_ elements: [Element]) -> [Element] {
        isEverything ? elements : map(elements) { $0 }
    }
}
