/// Small numbers, in two bytes each where all of them fit, else in four.
struct PackedNumbers: Sendable {
    private var narrow: [UInt16] = []
    private var wide: [UInt32] = []
    private let isNarrow: Bool

    init(_ numbers: [UInt32]) {
        isNarrow = (numbers.max() ?? 0) <= UInt16.max
        if isNarrow { narrow = numbers.map { UInt16(truncatingIfNeeded: $0) } } else { wide = numbers }
    }

    /// The numbers that stand at some places, in their order.
    init(_ numbers: [UInt32], at places: RowSelection) {
        isNarrow = (numbers.max() ?? 0) <= UInt16.max
        if isNarrow {
            narrow = places.map(numbers) { UInt16(truncatingIfNeeded: $0) }
        } else {
            wide = places.map(numbers) { $0 }
        }
    }

    var count: Int { isNarrow ? narrow.count : wide.count }

    subscript(place: Int) -> UInt32 { isNarrow ? UInt32(narrow[place]) : wide[place] }

    /// Gives the numbers in the width that they have, for a loop over many.
    @inline(__always)
    func withNumbers(
        narrow takeNarrow: (UnsafeBufferPointer<UInt16>) -> Void, wide takeWide: (UnsafeBufferPointer<UInt32>) -> Void
    ) {
        if isNarrow { narrow.withUnsafeBufferPointer(takeNarrow) } else { wide.withUnsafeBufferPointer(takeWide) }
    }
}

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

    /// The elements of the selected records.
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
