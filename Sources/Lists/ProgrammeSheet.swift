import CXlsxWriter
import Tabular

/// A list as a sheet: its first row heads the columns, so that the sheet saved as CSV is a table.
struct ProgrammeSheet {
    /// A person of the sheet.
    struct Entry {
        let row: ListRow
        /// Whether they are on the list, and not just below its line.
        let isListed: Bool
    }

    /// A column of the sheet.
    struct Column {
        let title: String
        /// In characters.
        let width: Double
        let content: Content

        enum Content {
            /// It may take more than a line.
            case text(Workbook.Style, (Entry) -> String)
            case number(Workbook.Style, (Entry) -> Double)
            /// Empty, for whoever reviews the person.
            case review(Workbook.Style)
        }

        var isReview: Bool { if case .review = content { true } else { false } }
    }

    private let document: ListDocument
    private let columns: [Column]
    /// Those that are printed come first.
    private let printed: Int

    init(_ document: ListDocument) {
        self.document = document
        let printed = Self.readColumns(document, beside: Self.reviewColumns) + Self.reviewColumns
        self.printed = printed.count
        columns = printed + Self.otherColumns(document)
    }

    func write(to sheet: Sheet) throws {
        for (place, column) in columns.enumerated() {
            sheet.setWidth(column.width, column: place)
            try sheet.text(column.title, row: 0, column: place, column.isReview ? .reviewHeading : .columnHeading)
        }
        let entries =
            document.rows.map { Entry(row: $0, isListed: true) }
            + document.nearMisses.map { Entry(row: $0, isListed: false) }
        for (place, entry) in entries.enumerated() { try write(entry, to: sheet, row: place + 1) }
        if entries.isEmpty { try sheet.text("Nobody is on this list.", row: 1, column: 1, .strong) }
        let lastRow = max(entries.count, 1)
        for (place, line) in about.enumerated() { try sheet.text(line, row: lastRow + 2 + place, column: 1, .note) }
        try finish(sheet, lastRow: lastRow)
    }

    private func write(_ entry: Entry, to sheet: Sheet, row: Int) throws {
        var printedTexts: [(text: String, width: Double)] = []
        for (place, column) in columns.enumerated() {
            switch column.content {
            case .text(let style, let words):
                let text = words(entry)
                if place < printed { printedTexts.append((text, column.width)) }
                if text.isEmpty {
                    try sheet.blank(row: row, column: place, style)
                } else {
                    try sheet.text(text, row: row, column: place, style)
                }
            case .number(let style, let value):
                try sheet.number(value(entry), row: row, column: place, style)
            case .review(let style): try sheet.blank(row: row, column: place, style)
            }
        }
        sheet.fitHeight(row: row, printedTexts, atLeast: 2)
    }

    /// What the list is, beneath its people: the first row must head the columns. A row without a date of review, it is
    /// not read back.
    private var about: [String] {
        let header = document.header
        let run = "Run on \(DateWords.words(header.runDate))" + (header.run.map { " (\($0))" } ?? "")
        return [
            "\(header.programme.title), \(header.place.words). \(run).", header.freshness.map { "\($0)." },
            "\(Figure.count(header.counts.shown))\(header.eligibleWords): \(header.programme.rule).",
        ].compactMap(\.self) + header.notes
    }

    private func finish(_ sheet: Sheet, lastRow: Int) throws {
        let header = document.header
        worksheet_freeze_panes(sheet.worksheet, 1, 2)
        try sheet.check(
            worksheet_autofilter(sheet.worksheet, 0, 0, lxw_row_t(lastRow), lxw_col_t(columns.count - 1)))
        try sheet.check(worksheet_repeat_rows(sheet.worksheet, 0, 0))
        try sheet.check(
            worksheet_print_area(sheet.worksheet, 0, 0, lxw_row_t(lastRow), lxw_col_t(printed - 1)))
        let mark = header.isDemonstration ? Demonstration.note : ListDocument.confidential
        try sheet.setPrinting(
            isLandscape: true, left: header.programme.title,
            right: "\(header.place.title), run on \(DateWords.words(header.runDate))", below: header.freshness ?? "",
            footer: mark)
        guard !(document.rows.isEmpty && document.nearMisses.isEmpty) else { return }
        try addValidation(sheet, rows: 1...lastRow)
    }

    private func addValidation(_ sheet: Sheet, rows: ClosedRange<Int>) throws {
        guard let first = columns.firstIndex(where: \.isReview) else { return }
        try sheet.takeDates(
            title: "Date seen", message: "Such as 2025-11-03: year, month, day.", rows: rows, column: first + 1)
        try sheet.offer(
            ReviewColumns.outcomes, title: "Outcome", message: "Choose one, or type another.", takesOthers: true,
            rows: rows, column: first + 2)
        try sheet.offer(
            ReviewColumns.suitable, title: "Suitable", message: "yes or no: was this programme right for the person?",
            takesOthers: false, rows: rows, column: first + 3)
        try sheet.offer(
            ReviewColumns.whyNot, title: "Why not", message: "Where it was not suitable. Choose one, or type another.",
            takesOthers: true, rows: rows, column: first + 4)
    }

    private static var reviewColumns: [Column] {
        zip(ReviewColumns.titles, [11.0, 11, 15, 9, 17]).map { title, width in
            Column(title: title, width: width, content: .review(title == "Date seen" ? .reviewDate : .review))
        }
    }
}
