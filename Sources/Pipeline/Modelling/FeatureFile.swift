import FeatureData
import Records
import Tabular

/// The columns of a file of features: `person_id`, `index_date` where rows are of several, the features, and `outcome`.
struct FeatureFileColumns {
    let features: [FeatureColumn]
    let hasIndexDate: Bool
    let hasOutcome: Bool
}

/// A file that feature rows are written to.
protocol FeatureFile: AnyObject {
    func write(id: UnsafeBufferPointer<UInt8>, on day: Day?, _ values: [Double], outcome: UInt8?) throws
    func close() throws
}

/// Numbers in the fewest digits that read back exactly.
final class CSVFeatureFile: FeatureFile {
    private let sink: FileSink
    private var csv: CSVWriter

    init(path: String, _ columns: FeatureFileColumns) throws {
        sink = try FileSink(path: path)
        csv = CSVWriter(sink)
        try csv.row(
            ["person_id"] + (columns.hasIndexDate ? ["index_date"] : []) + columns.features.map(\.name)
                + (columns.hasOutcome ? ["outcome"] : []))
    }

    func write(id: UnsafeBufferPointer<UInt8>, on day: Day?, _ values: [Double], outcome: UInt8?) throws {
        csv.bytes(id)
        if let day { csv.text(day.description) }
        for value in values { csv.number(value) }
        if let outcome { csv.integer(Int(outcome)) }
        try csv.endRow()
    }

    func close() throws {
        try csv.flush()
        try sink.close()
    }
}

/// A NumPy structured array: `person_id` and `index_date` as bytes, the features as little-endian doubles, `outcome` as a
/// byte.
///
/// Format: NumPy's documentation, "numpy.lib.format", version 1.0.
final class NumPyFeatureFile: FeatureFile {
    private let sink: FileSink
    private let idWidth: Int
    private var buffer: [UInt8] = []

    init(path: String, _ columns: FeatureFileColumns, rows: Int, idWidth: Int) throws {
        sink = try FileSink(path: path)
        self.idWidth = max(1, idWidth)
        let fields =
            ["('person_id', '|S\(self.idWidth)')"] + (columns.hasIndexDate ? ["('index_date', '|S10')"] : [])
            + columns.features.map { "('\($0.name)', '<f8')" } + (columns.hasOutcome ? ["('outcome', '|u1')"] : [])
        var header = "{'descr': [\(fields.joined(separator: ", "))], 'fortran_order': False, 'shape': (\(rows),), }"
        let length = (10 + header.utf8.count + 1 + 63) / 64 * 64
        header += String(repeating: " ", count: length - 10 - header.utf8.count - 1) + "\n"
        let size = UInt16(header.utf8.count)
        buffer = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(size & 0xFF), UInt8(size >> 8)] + Array(header.utf8)
    }

    func write(id: UnsafeBufferPointer<UInt8>, on day: Day?, _ values: [Double], outcome: UInt8?) throws {
        buffer.append(contentsOf: id)
        buffer.append(contentsOf: repeatElement(0, count: idWidth - id.count))
        // YYYY-MM-DD is as long as the field.
        if let day { buffer.append(contentsOf: day.description.utf8) }
        for value in values {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { buffer.append(contentsOf: $0) }
        }
        if let outcome { buffer.append(outcome) }
        if buffer.count > 1 << 16 { try flush() }
    }

    func close() throws {
        try flush()
        try sink.close()
    }

    private func flush() throws {
        try buffer.withUnsafeBytes { try sink.write($0) }
        buffer.removeAll(keepingCapacity: true)
    }
}
