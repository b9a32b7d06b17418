import RunStore
import Tabular

/// Reads a gzipped CSV file of a run back. What is not such a file gives nil.
enum PublishedTable {
    /// A field as it was before it was written: a text that a spreadsheet would run stands behind an apostrophe.
    static func text(_ fields: RecordBatch.Fields, _ record: Int, _ field: Int) -> String {
        FormulaMark.removed(from: fields.text(record, field).string)
    }

    /// - Parameters:
    ///   - columns: the names that the header must begin with.
    ///   - row: makes something of a record, given its fields, its number and how many columns there are more.
    /// - Returns: what stands in the header after those columns, and what the records gave.
    static func read<Row>(
        _ bytes: [UInt8], columns: [String], _ row: (RecordBatch.Fields, Int, Int) -> Row?
    ) throws -> (more: [String], rows: [Row])? {
        let blocks = LineBlocks(
            try GzipSource(MemorySource(bytes), name: "a published file", cap: 1 << 40), name: "a published file",
            multiline: true)
        guard let line = try blocks.firstLine(isHeader: true) else { return nil }
        let header = HeaderLine.fields(of: line, delimiter: 0x2C)
        guard Array(header.prefix(columns.count)) == columns else { return nil }
        let more = header.dropFirst(columns.count).map { FormulaMark.removed(from: $0) }
        let scanner = RecordScanner(delimiter: 0x2C, columnCount: header.count, multiline: true)
        var rows: [Row] = []
        while let block = try blocks.next() {
            let batch = scanner.scan(block)
            guard batch.faults.isEmpty else { return nil }
            let isWhole = batch.withFields { fields in
                for record in 0..<batch.count {
                    guard let read = row(fields, record, more.count) else { return false }
                    rows.append(read)
                }
                return true
            }
            guard isWhole else { return nil }
        }
        return (more, rows)
    }
}

extension StagedRun {
    /// Writes a gzipped CSV file for the owner alone.
    func writeTable(_ path: String, header: [String], rows: Int, _ write: (inout CSVWriter) throws -> Void) throws {
        let file = try self.file(path)
        let sink = try GzipSink(file)
        var csv = CSVWriter(sink, neutralisesFormulas: true)
        try csv.row(header)
        try write(&csv)
        try csv.flush()
        file.rows = rows
        try sink.close()
    }
}
