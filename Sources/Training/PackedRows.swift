import FeatureData

/// The rows of a fit, packed for passes over them.
///
/// A row's values lie at positions: 0 is the intercept's 1; then come the columns of which most cells are stored, dense
/// and measured from their means; a 0 where that makes the dense part even; then the other columns, of which only
/// stored cells are kept, measured from their usual values. Nothing of a cell that is not kept has to be added.
struct PackedRows: Sendable {
    let rowCount: Int
    /// Positions, and those of them that are dense.
    let width: Int
    let denseWidth: Int
    /// The position of each column.
    let positions: [Int]
    /// The value that each column is measured from.
    let origins: [Double]
    /// Rows by `denseWidth`.
    let denseValues: [Double]
    /// Row r's kept cells are those at `rowStarts[r] ..< rowStarts[r + 1]`.
    let rowStarts: [Int]
    /// Ascending within a row.
    let cellPositions: [UInt16]
    /// Differences from the origins.
    let cellValues: [Double]
    let outcomes: [UInt8]
    let weights: [Double]?
    let offsets: [Double]?
    /// Each row's fold; nil where there is one.
    let folds: [UInt8]?
    let foldCount: Int

    /// From this share of cells stored a column is dense: contiguous arithmetic costs a third of a scattered cell.
    private static let denseShare = 0.4

    /// - Parameters:
    ///   - means: of the columns.
    ///   - storedCells: the number of stored cells of each column.
    init(_ rows: TrainingRows, folds: [UInt8]?, foldCount: Int, means: [Double], storedCells: [Int]) {
        let matrix = rows.matrix
        rowCount = matrix.rowCount
        outcomes = rows.outcomes
        weights = rows.weights
        offsets = rows.offsets
        self.folds = folds
        self.foldCount = foldCount
        let enough = PackedRows.denseShare * Double(matrix.rowCount)
        let isDense = storedCells.map { Double($0) >= enough }
        let dense = isDense.indices.filter { isDense[$0] }
        let sparse = isDense.indices.filter { !isDense[$0] }
        denseWidth = (dense.count + 2) & ~1
        width = denseWidth + sparse.count
        var positions = [Int](repeating: 0, count: isDense.count)
        for (place, column) in dense.enumerated() { positions[column] = 1 + place }
        for (place, column) in sparse.enumerated() { positions[column] = denseWidth + place }
        self.positions = positions
        origins = isDense.indices.map { isDense[$0] ? means[$0] : matrix.columns[$0].usual }
        let kept = sparse.reduce(0) { $0 + storedCells[$1] }
        var line = [Double](repeating: 0, count: denseWidth)
        line[0] = 1
        for column in dense { line[positions[column]] = matrix.columns[column].usual - means[column] }
        let packed = PackedRows.pack(matrix, positions: positions, origins: origins, usualLine: line, kept: kept)
        (denseValues, rowStarts, cellPositions, cellValues) = packed
    }

    private static func pack(
        _ matrix: FeatureMatrix, positions: [Int], origins: [Double], usualLine: [Double], kept: Int
    ) -> (dense: [Double], starts: [Int], positions: [UInt16], values: [Double]) {
        let width = usualLine.count
        var starts = [0]
        starts.reserveCapacity(matrix.rowCount + 1)
        var cellPositions: [UInt16] = []
        var cellValues: [Double] = []
        cellPositions.reserveCapacity(kept)
        cellValues.reserveCapacity(kept)
        let dense = [Double](unsafeUninitializedCapacity: matrix.rowCount * width) { dense, count in
            for row in 0..<matrix.rowCount {
                for position in 0..<width { dense[row * width + position] = usualLine[position] }
                for cell in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] {
                    let column = Int(matrix.cellColumns[cell])
                    let (position, value) = (positions[column], matrix.cellValues[cell] - origins[column])
                    if position < width {
                        dense[row * width + position] = value
                    } else {
                        cellPositions.append(UInt16(position))
                        cellValues.append(value)
                    }
                }
                starts.append(cellValues.count)
            }
            count = matrix.rowCount * width
        }
        return (dense, starts, cellPositions, cellValues)
    }

    /// The memory of the arrays, for a pass; valid within `withPointers`.
    struct Pointers {
        let width: Int
        let denseWidth: Int
        let dense: UnsafePointer<Double>
        let rowStarts: UnsafePointer<Int>
        let cellPositions: UnsafePointer<UInt16>
        let cellValues: UnsafePointer<Double>
        let outcomes: UnsafePointer<UInt8>
        let weights: UnsafePointer<Double>?
        let offsets: UnsafePointer<Double>?
        let folds: UnsafePointer<UInt8>?

        @inline(__always)
        func fold(_ row: Int) -> Int { folds.map { Int($0[row]) } ?? 0 }
    }

    func withPointers<Result>(_ body: (Pointers) -> Result) -> Result {
        // Each array lends its memory for the length of this call.
        func call(
            _ dense: UnsafePointer<Double>, _ starts: UnsafePointer<Int>, _ positions: UnsafePointer<UInt16>,
            _ values: UnsafePointer<Double>, _ outcomes: UnsafePointer<UInt8>, _ weights: UnsafePointer<Double>?,
            _ offsets: UnsafePointer<Double>?, _ folds: UnsafePointer<UInt8>?
        ) -> Result {
            body(
                Pointers(
                    width: width, denseWidth: denseWidth, dense: dense, rowStarts: starts, cellPositions: positions,
                    cellValues: values, outcomes: outcomes, weights: weights, offsets: offsets, folds: folds))
        }
        return call(denseValues, rowStarts, cellPositions, cellValues, outcomes, weights, offsets, folds)
    }
}
