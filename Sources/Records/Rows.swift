/// One person's rows of a table, on one side of an index day, oldest first. Row i is one of `0 ..< count`.
@frozen
public struct Rows: Sendable {
    @usableFromInline let first: Int
    public let count: Int

    @inlinable
    init(first: Int, count: Int) {
        self.first = first
        self.count = count
    }

    /// The row that stands at `row`, in the table.
    @inlinable
    func place(_ row: Int) -> Int {
        assert(row >= 0 && row < count)
        return first &+ row
    }
}
