import Tabular

/// Writes a list as CSV: a header row, then a row for each person.
public enum ListCSVWriter {
    /// Writes those on the list; the sink stays open.
    public static func write(_ document: ListDocument, to sink: any ByteSink) throws {
        try write(document.rows, of: document.header, to: sink)
    }

    /// Writes those next below the line, with the same columns.
    public static func writeNearMisses(_ document: ListDocument, to sink: any ByteSink) throws {
        try write(document.nearMisses, of: document.header, to: sink)
    }

    private static func write(_ rows: [ListRow], of header: ListHeader, to sink: any ByteSink) throws {
        var writer = CSVWriter(sink, neutralisesFormulas: true)
        try writer.row(columns + moreColumns + (header.isDemonstration ? ["note"] : []))
        for row in rows {
            write(row, &writer)
            writeMore(row, header.programme, &writer)
            if header.isDemonstration { writer.text(Demonstration.note) }
            try writer.endRow()
        }
        try writer.flush()
    }

    /// The columns that every format version has.
    static let columns =
        ["rank_practice", "rank", "person_id", "risk"]
        + (1...ListRow.mostFactors).flatMap { ["factor\($0)", "contribution\($0)"] } + ["band", "reasons"]

    /// Those after them. The last column of a demonstration is `note`.
    static let moreColumns =
        ["age_band", "sex", "risk_words", "standing", "days_on_list", "changes", "caseloads", "also_on", "programme"]
        + ReviewColumns.names + ["part"]

    /// Between the texts of one field.
    static let separator = "; "

    private static func write(_ row: ListRow, _ writer: inout CSVWriter) {
        writer.integer(row.rankInPractice)
        writer.integer(row.rank)
        writer.text(row.personID)
        writer.fixed(row.risk, decimals: 6)
        for place in 0..<ListRow.mostFactors {
            if place < row.factors.count {
                writer.text(row.factors[place].name)
                writer.fixed(row.factors[place].contribution, decimals: 4)
            } else {
                writer.empty()
                writer.empty()
            }
        }
        writer.text(row.band)
        writer.text(row.reasons.joined(separator: separator))
    }

    private static func writeMore(_ row: ListRow, _ programme: ListProgramme, _ writer: inout CSVWriter) {
        writer.text(row.ageBand)
        writer.text(row.sex)
        writer.text(programme.scale == .risk ? RiskWords.words(row.risk) ?? "" : "")
        writer.text(row.standing?.name ?? "")
        if let days = row.standing?.days { writer.integer(days) } else { writer.empty() }
        writer.text(row.changes.joined(separator: separator))
        writer.text(row.caseloads.map { $0.isEmpty ? noCaseload : $0.joined(separator: separator) } ?? "")
        writer.text(row.alsoOn.joined(separator: separator))
        writer.text(programme.id)
        for _ in ReviewColumns.names { writer.empty() }
        writer.text(row.part ?? "")
    }

    /// A person who is on none, where the run has caseloads.
    static let noCaseload = "none"
}
