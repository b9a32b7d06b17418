import Tabular

/// Writes a list as CSV: a header row, then a row for each person.
public enum ListCSVWriter {
    /// Writes the list; the sink stays open.
    public static func write(_ document: ListDocument, to sink: any ByteSink) throws {
        var writer = CSVWriter(sink, neutralisesFormulas: true)
        let isDemonstration = document.header.isDemonstration
        try writer.row(columns + (isDemonstration ? ["note"] : []))
        for row in document.rows {
            write(row, &writer)
            if isDemonstration { writer.text(ListDocument.demonstrationNote) }
            try writer.endRow()
        }
        try writer.flush()
    }

    /// Without the last column of a demonstration, `note`.
    static let columns =
        ["rank_practice", "rank", "person_id", "risk"]
        + (1...ListRow.mostFactors).flatMap { ["factor\($0)", "contribution\($0)"] } + ["band", "reasons"]

    static let betweenReasons = "; "

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
        writer.text(row.reasons.joined(separator: betweenReasons))
    }
}
