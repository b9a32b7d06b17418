import Records

/// A column of a table while chunks are laid into it, on several threads, each row at its own place.
protocol ColumnFilling: Sendable {
    /// The canonical name of its field.
    var name: String { get }

    /// Takes rows of a chunk.
    func fill(_ chunk: Int, _ flat: FlatColumns, _ moves: UnsafeBufferPointer<TableAssembly.Move>)

    /// The column, once every row has its value. Called once.
    func column() -> Column
}

/// Room for a column's values, which becomes a `PackedArray` in the end.
struct ColumnRoom<Element: BitwiseCopyable>: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Element>

    init(_ count: Int) { elements = .allocate(capacity: count) }

    @inline(__always)
    func put(
        _ moves: UnsafeBufferPointer<TableAssembly.Move>, _ element: (Int) -> Element
    ) {
        let target = elements.baseAddress!
        for move in moves { target[Int(move.to)] = element(Int(move.from)) }
    }

    func packed() -> PackedArray<Element> { PackedArray(owning: elements) }
}
