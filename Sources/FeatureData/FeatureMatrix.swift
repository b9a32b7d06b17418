/// n rows by p columns of doubles, stored by row, without the cells that hold their column's usual value.
///
/// Nine cells in ten of the default catalogue are usual; a fit or a score need only visit the others.
public struct FeatureMatrix: Sendable {
    /// p columns, in catalogue order.
    public let columns: [FeatureColumn]

    /// Row r's stored cells are those at `rowStarts[r] ..< rowStarts[r + 1]`; n + 1 entries.
    public private(set) var rowStarts: [Int] = [0]

    /// The column of each stored cell, ascending within a row.
    public private(set) var cellColumns: [UInt16] = []

    /// The value of each stored cell: the value itself, not its difference from the usual one.
    public private(set) var cellValues: [Double] = []

    /// By column, next to one another, for the loop that looks for the unusual ones.
    private let usual: [Double]

    public init(columns: [FeatureColumn]) {
        precondition(columns.count < Int(UInt16.max))
        self.columns = columns
        usual = columns.map(\.usual)
    }

    public var rowCount: Int { rowStarts.count - 1 }

    public mutating func reserve(rows: Int, cells: Int) {
        rowStarts.reserveCapacity(rows + 1)
        cellColumns.reserveCapacity(cells)
        cellValues.reserveCapacity(cells)
    }

    /// Appends a row of p values.
    public mutating func append(row values: UnsafeBufferPointer<Double>) {
        precondition(values.count == usual.count)
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: values.count) { unusualColumns in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count) { unusualValues in
                let count = gather(values, unusualColumns, unusualValues)
                cellColumns.append(contentsOf: UnsafeBufferPointer(rebasing: unusualColumns[..<count]))
                cellValues.append(contentsOf: UnsafeBufferPointer(rebasing: unusualValues[..<count]))
            }
        }
        rowStarts.append(cellValues.count)
    }

    /// Gathers the values that are not usual, and their columns. Each is written, and kept where it counts: which
    /// ones do cannot be foreseen, so a branch on it would cost more (as does comparing doubles, which may be NaN).
    /// - Returns: how many there are.
    private func gather(
        _ values: UnsafeBufferPointer<Double>, _ unusualColumns: UnsafeMutableBufferPointer<UInt16>,
        _ unusualValues: UnsafeMutableBufferPointer<Double>
    ) -> Int {
        var count = 0
        usual.withUnsafeBufferPointer { usual in
            for column in 0..<values.count {
                unusualColumns[count] = UInt16(truncatingIfNeeded: column)
                unusualValues[count] = values[column]
                count &+= values[column].bitPattern == usual[column].bitPattern ? 0 : 1
            }
        }
        return count
    }

    public mutating func append(row values: [Double]) {
        values.withUnsafeBufferPointer { append(row: $0) }
    }

    /// Appends the rows of a matrix with the same columns.
    public mutating func append(_ other: FeatureMatrix) {
        let base = cellValues.count
        rowStarts.append(contentsOf: other.rowStarts.dropFirst().map { $0 + base })
        cellColumns.append(contentsOf: other.cellColumns)
        cellValues.append(contentsOf: other.cellValues)
    }

    /// Empties the matrix, keeping its memory for the next block.
    public mutating func removeAllRows() {
        rowStarts.removeAll(keepingCapacity: true)
        rowStarts.append(0)
        cellColumns.removeAll(keepingCapacity: true)
        cellValues.removeAll(keepingCapacity: true)
    }

    /// Writes all p values of a row.
    public func unpack(row: Int, into values: inout [Double]) {
        for column in usual.indices { values[column] = usual[column] }
        for cell in rowStarts[row]..<rowStarts[row + 1] { values[Int(cellColumns[cell])] = cellValues[cell] }
    }

    /// All p values of a row.
    public func row(_ row: Int) -> [Double] {
        var values = [Double](repeating: 0, count: columns.count)
        unpack(row: row, into: &values)
        return values
    }
}

extension FeatureMatrix {
    /// A matrix of some of the rows, in the order given.
    public func selecting(_ rows: [Int]) -> FeatureMatrix {
        var selected = FeatureMatrix(columns: columns)
        let cells = rows.reduce(0) { $0 + rowStarts[$1 + 1] - rowStarts[$1] }
        selected.reserve(rows: rows.count, cells: cells)
        for row in rows { selected.append(cellsOf: row, of: self) }
        return selected
    }

    private mutating func append(cellsOf row: Int, of other: FeatureMatrix) {
        let cells = other.rowStarts[row]..<other.rowStarts[row + 1]
        cellColumns.append(contentsOf: other.cellColumns[cells])
        cellValues.append(contentsOf: other.cellValues[cells])
        rowStarts.append(cellValues.count)
    }
}

extension FeatureMatrix {
    /// All n values of some columns, in one visit of the stored cells.
    ///
    /// - Parameter places: different columns.
    public func values(ofColumns places: [Int]) -> [[Double]] {
        var values = places.map { [Double](repeating: columns[$0].usual, count: rowCount) }
        var placeOfColumn = [Int?](repeating: nil, count: columns.count)
        for (place, column) in places.enumerated() { placeOfColumn[column] = place }
        for row in 0..<rowCount {
            for cell in rowStarts[row]..<rowStarts[row + 1] {
                if let place = placeOfColumn[Int(cellColumns[cell])] { values[place][row] = cellValues[cell] }
            }
        }
        return values
    }
}
