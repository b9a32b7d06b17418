import Tabular

/// Reads the rows of a list that `ListCSVWriter` wrote: a held list is the last good one, read back.
public enum ListCSVReader {
    /// The rows; nil where the bytes are no such list.
    public static func rows(_ bytes: [UInt8]) throws -> [ListRow]? {
        let blocks = LineBlocks(MemorySource(bytes), name: "list")
        guard let header = try blocks.firstLine(isHeader: true) else { return nil }
        let names = String(decoding: header, as: UTF8.self).split(separator: ",").map(String.init)
        guard Array(names.prefix(ListCSVWriter.columns.count)) == ListCSVWriter.columns else { return nil }
        let scanner = RecordScanner(delimiter: UInt8(ascii: ","), columnCount: names.count)
        var rows: [ListRow] = []
        while let block = try blocks.next() {
            let batch = scanner.scan(block)
            guard batch.faults.isEmpty else { return nil }
            let read = batch.withFields { fields in
                (0..<batch.count).map { record in
                    row { place in fields.text(record, place).string }
                }
            }
            guard read.allSatisfy({ $0 != nil }) else { return nil }
            rows += read.compactMap(\.self)
        }
        return rows
    }

    private static func row(_ field: (Int) -> String) -> ListRow? {
        guard let rankInPractice = Int(field(0)), let rank = Int(field(1)), let risk = Double(field(3)) else {
            return nil
        }
        let factors = (0..<ListRow.mostFactors).compactMap { place -> ListRow.Factor? in
            guard let contribution = Double(field(5 + 2 * place)) else { return nil }
            return ListRow.Factor(name: text(field(4 + 2 * place)), contribution: contribution)
        }
        let reasons = text(field(5 + 2 * ListRow.mostFactors))
        return ListRow(
            rankInPractice: rankInPractice, rank: rank, personID: text(field(2)), risk: risk, factors: factors,
            band: text(field(4 + 2 * ListRow.mostFactors)),
            reasons: reasons.split(separator: ListCSVWriter.betweenReasons).map(String.init))
    }

    /// Without the apostrophe that keeps a spreadsheet from running the text.
    private static func text(_ field: String) -> String {
        guard field.first == "'", let second = field.dropFirst().first, "=+-@\t\r".contains(second) else {
            return field
        }
        return String(field.dropFirst())
    }
}
