import FeatureData
import Foundation
import Training

/// A folder of `peers/penalised_matrix.py`: rows without the cells that have their column's usual value.
struct MatrixFolder {
    private let path: String

    /// Read at a time, so that the files are never held beside the matrix.
    private static let rowsInBlock = 1 << 14

    init(_ path: String) { self.path = path }

    func rows() throws -> TrainingRows {
        let shape: [Int] = try values("shape.i64", 2)
        let usual: [Double] = try values("usual.f64", shape[1])
        let starts: [Int] = try values("row_starts.i64", shape[0] + 1)
        let (columnFile, valueFile) = (try file("row_columns.u16"), try file("row_values.f64"))
        var matrix = FeatureMatrix(
            columns: usual.indices.map { FeatureColumn(name: "x\($0)", usual: usual[$0], fingerprint: "", reason: "") })
        matrix.reserve(rows: shape[0], cells: starts[shape[0]])
        var row = usual
        for first in stride(from: 0, to: shape[0], by: Self.rowsInBlock) {
            let block = first..<min(first + Self.rowsInBlock, shape[0])
            let count = starts[block.upperBound] - starts[first]
            let columns: [UInt16] = try Self.read(columnFile, count)
            let cells: [Double] = try Self.read(valueFile, count)
            for place in block {
                let own = starts[place] - starts[first]..<starts[place + 1] - starts[first]
                for cell in own { row[Int(columns[cell])] = cells[cell] }
                matrix.append(row: row)
                for cell in own { row[Int(columns[cell])] = usual[Int(columns[cell])] }
            }
        }
        return TrainingRows(matrix: matrix, outcomes: try values("outcomes.u8", shape[0]))
    }

    /// The first so many values of a file.
    func values<Value: BitwiseCopyable>(_ name: String, _ count: Int) throws -> [Value] {
        try Self.read(file(name), count)
    }

    private func file(_ name: String) throws -> FileHandle {
        try FileHandle(forReadingFrom: URL(filePath: "\(path)/\(name)"))
    }

    /// The next so many values, little-endian as this machine has them.
    private static func read<Value: BitwiseCopyable>(_ file: FileHandle, _ count: Int) throws -> [Value] {
        let bytes = count * MemoryLayout<Value>.stride
        let data = try file.read(upToCount: bytes) ?? Data()
        guard data.count == bytes else { throw CocoaError(.fileReadCorruptFile) }
        return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
            data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
            filled = count
        }
    }
}
