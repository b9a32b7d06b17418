import Tabular

/// People who are not on a list, each with the reason, as a table: those who could not be scored, those who have left.
public enum PersonAndReasonCSV {
    /// The sink stays open.
    public static func write(_ people: [PersonAndReason], to sink: any ByteSink) throws {
        var writer = CSVWriter(sink, neutralisesFormulas: true)
        try writer.row(["person_id", "reason"])
        for person in people { try writer.row([person.personID, person.why]) }
        try writer.flush()
    }

    /// The people of a file that `write` wrote.
    public static func people(_ bytes: [UInt8]) throws -> [PersonAndReason] {
        let blocks = LineBlocks(MemorySource(bytes), name: "people with reasons", multiline: true)
        _ = try blocks.firstLine(isHeader: true)
        let scanner = RecordScanner(delimiter: UInt8(ascii: ","), columnCount: 2, multiline: true)
        var people: [PersonAndReason] = []
        while let block = try blocks.next() {
            let batch = scanner.scan(block)
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
