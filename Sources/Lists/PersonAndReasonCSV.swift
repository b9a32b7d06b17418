import Tabular

/// People who are not on a list, each with the reason, as a table: those who could not be scored, those who have left.
public enum PersonAndReasonCSV {
    private static let columns = ["person_id", "reason"]

    /// The sink stays open.
    public static func write(_ people: [PersonAndReason], to sink: any ByteSink) throws {
        var writer = CSVWriter(sink, neutralisesFormulas: true)
        try writer.row(columns)
        for person in people { try writer.row([person.personID, person.why]) }
        try writer.flush()
    }

    /// The people of a file that `write` wrote; nil where it is none, or a row of it is damaged.
    public static func people(_ bytes: [UInt8]) throws -> [PersonAndReason]? {
        let blocks = LineBlocks(MemorySource(bytes), name: "people with reasons", multiline: true)
        guard let header = try blocks.firstLine(isHeader: true),
            HeaderLine.fields(of: header, delimiter: UInt8(ascii: ",")) == columns
        else { return nil }
        let scanner = RecordScanner(delimiter: UInt8(ascii: ","), columnCount: columns.count, multiline: true)
        var people: [PersonAndReason] = []
        while let block = try blocks.next() {
            let batch = scanner.scan(block)
            guard batch.faults.isEmpty else { return nil }
            people += batch.withFields { fields in
                (0..<batch.count).map {
                    .init(
                        personID: ListCSVReader.text(fields.text($0, 0).string),
                        why: ListCSVReader.text(fields.text($0, 1).string))
                }
            }
        }
        return people
    }
}
