import Evaluation

/// The rows of a matrix cut into a fixed number of runs, whose sums are added up in order.
///
/// The cut depends on the data's shape alone, so that a sum has the same bits whatever the number of threads.
struct RowChunks: Sendable {
    /// n rows.
    let rowCount: Int

    /// At most 64 unless said, of equal length but for rounding.
    let count: Int

    private static let fewestRows = 1024
    private static let mostBytes = 128 << 20

    /// - Parameter bytesPerChunk: the size of one chunk's sums, which bounds the number of chunks.
    init(rowCount: Int, bytesPerChunk: Int, most: Int = 64) {
        self.rowCount = rowCount
        let affordable = max(8, RowChunks.mostBytes / max(1, bytesPerChunk))
        count = max(1, min(most, affordable, rowCount / RowChunks.fewestRows))
    }

    subscript(index: Int) -> Range<Int> {
        (index * rowCount / count)..<((index + 1) * rowCount / count)
    }

    /// The value of `body` for each chunk, in chunk order, computed by that many tasks.
    func map<Sums: Sendable>(threads: Int, _ body: @escaping @Sendable (Range<Int>) -> Sums) async -> [Sums] {
        guard threads > 1 else { return (0..<count).map { body(self[$0]) } }
        return await concurrentMap(count, threads: threads) { body(self[$0]) }
    }
}
