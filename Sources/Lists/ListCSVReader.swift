import Tabular

/// Reads the rows of a list that `ListCSVWriter` wrote: a held list is the last good one, read back.
public enum ListCSVReader {
    /// The rows; nil where the bytes are no such list.
    public static func rows(_ bytes: [UInt8]) throws -> [ListRow]? {
        let blocks = LineBlocks(MemorySource(bytes), name: "list", multiline: true)
        guard let header = try blocks.firstLine(isHeader: true) else { return nil }
        let names = String(decoding: header, as: UTF8.self).split(separator: ",").map(String.init)
        guard Array(names.prefix(ListCSVWriter.columns.count)) == ListCSVWriter.columns else { return nil }
        let places = Dictionary(zip(names, names.indices)) { first, _ in first }
        let scanner = RecordScanner(delimiter: UInt8(ascii: ","), columnCount: names.count, multiline: true)
        var rows: [ListRow] = []
        while let block = try blocks.next() {
            let batch = scanner.scan(block)
            guard batch.faults.isEmpty else { return nil }
            let read = batch.withFields { fields in
                (0..<batch.count).map { record in
                    row { name in places[name].map { text(fields.text(record, $0).string) } ?? "" }
                }
            }
            guard read.allSatisfy({ $0 != nil }) else { return nil }
            rows += read.compactMap(\.self)
        }
        // Where nobody's part is told, the list has none.
        if rows.contains(where: { $0.part != nil }) {
            for row in rows.indices { rows[row].part = rows[row].part ?? "" }
        }
        return rows
    }

    /// - Parameter field: by column; empty where a list written by an earlier version has no such column.
    private static func row(_ field: (String) -> String) -> ListRow? {
        guard let rankInPractice = Int(field("rank_practice")), let rank = Int(field("rank")),
            let risk = Double(field("risk"))
        else { return nil }
        let factors = (1...ListRow.mostFactors).compactMap { place -> ListRow.Factor? in
            guard let contribution = Double(field("contribution\(place)")) else { return nil }
            return ListRow.Factor(name: field("factor\(place)"), contribution: contribution)
        }
        let caseloads = field("caseloads")
        var row = ListRow(
            rankInPractice: rankInPractice, rank: rank, personID: field("person_id"), risk: risk, factors: factors,
            band: field("band"), reasons: parts(field("reasons")), ageBand: field("age_band"), sex: field("sex"),
            caseloads: caseloads.isEmpty ? nil : caseloads == ListCSVWriter.noCaseload ? [] : parts(caseloads),
            alsoOn: parts(field("also_on")),
            standing: ListStanding(name: field("standing"), days: Int(field("days_on_list"))),
            changes: parts(field("changes")))
        row.part = field("part").isEmpty ? nil : field("part")
        return row
    }

    private static func parts(_ field: String) -> [String] {
        field.split(separator: ListCSVWriter.separator).map(String.init)
    }

    /// Without the apostrophe that keeps a spreadsheet from running the text.
    static func text(_ field: String) -> String { FormulaMark.removed(from: field) }
}
