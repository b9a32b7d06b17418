import Foundation
import Tabular

/// A CSV file that turns one value into another, held in memory.
struct Lookup: Sendable {
    private let values: [String: String]

    /// - Parameter directory: where relative paths start.
    init(_ reference: FieldMapping.LookupReference, directory: URL) throws {
        let path = reference.file.hasPrefix("/") ? reference.file : directory.appending(path: reference.file).path
        do {
            try self.init(path: path, reference: reference)
        } catch let error as TabularError {
            throw IngestError.file(source: "lookup", error)
        }
    }

    /// - Throws: `IngestError.lookupUnusable` where the file is no such table, or gives a key two values.
    init(path: String, reference: FieldMapping.LookupReference) throws {
        let file = reference.file
        let blocks = try SourceFile(path: path, name: file, gzipCap: 1 << 34)
            .blocks(encoding: reference.encoding, multiline: false)
        guard let header = try blocks.firstLine(isHeader: true) else {
            throw IngestError.lookupUnusable(file: file, problem: "the file is empty")
        }
        let names = HeaderLine.fields(of: header, delimiter: reference.delimiter)
        let (key, value) = (
            try Self.place(reference.key, names, reference), try Self.place(reference.value, names, reference)
        )
        var values: [String: String] = [:]
        let scanner = RecordScanner(delimiter: reference.delimiter, columnCount: names.count)
        var line = 1
        while let block = try blocks.next() {
            let batch = scanner.scan(block)
            if let fault = batch.faults.first {
                throw IngestError.lookupUnusable(
                    file: file, problem: "line \(line + fault.line + 1): \(Rule(fault.fault).sentence)")
            }
            try batch.withFields { fields in
                for record in 0..<batch.count {
                    let (from, to) = (fields.text(record, key).string, fields.text(record, value).string)
                    if let old = values.updateValue(to, forKey: from), old != to {
                        throw IngestError.lookupUnusable(
                            file: file,
                            problem: "line \(line + batch.line(of: record) + 1): the key has another value already")
                    }
                }
            }
            line += batch.lineCount
        }
        self.values = values
    }

    /// The place of a column, whose name may stand there in another case.
    private static func place(
        _ column: String, _ names: [String], _ reference: FieldMapping.LookupReference
    ) throws -> Int {
        let places = names.indices.filter { names[$0].lowercased() == column.lowercased() }
        guard places.count < 2 else {
            throw IngestError.lookupUnusable(
                file: reference.file, problem: "the header names the column \"\(column)\" twice")
        }
        guard let place = places.first else {
            throw IngestError.lookupUnusable(
                file: reference.file, problem: "the header lacks \"\(reference.key)\" or \"\(reference.value)\"")
        }
        return place
    }

    subscript(key: String) -> String? { values[key] }
}
