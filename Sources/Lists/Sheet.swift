import CXlsxWriter
import Glibc

/// A sheet of a workbook. Texts are written as strings, never as formulas.
struct Sheet {
    let name: String
    let worksheet: UnsafeMutablePointer<lxw_worksheet>
    let styles: Workbook.Styles
    /// Of all sheets of the workbook together.
    let cells: CellCount

    final class CellCount {
        fileprivate(set) var count = 0
    }

    func text(_ text: String, row: Int, column: Int, _ style: Workbook.Style) throws {
        cells.count += 1
        try check(
            withText(text) {
                worksheet_write_string(worksheet, lxw_row_t(row), lxw_col_t(column), $0, styles[style])
            })
    }

    func number(_ number: Double, row: Int, column: Int, _ style: Workbook.Style) throws {
        cells.count += 1
        try check(worksheet_write_number(worksheet, lxw_row_t(row), lxw_col_t(column), number, styles[style]))
    }

    func blank(row: Int, column: Int, _ style: Workbook.Style) throws {
        cells.count += 1
        try check(worksheet_write_blank(worksheet, lxw_row_t(row), lxw_col_t(column), styles[style]))
    }

    /// A link to another sheet of the workbook.
    func link(to sheet: String, _ text: String, row: Int, column: Int) throws {
        cells.count += 1
        let target = "internal:'\(sheet.replacing("'", with: "''"))'!A1"
        try check(
            withText(text) {
                worksheet_write_url_opt(
                    worksheet, lxw_row_t(row), lxw_col_t(column), target, styles[.link], $0, nil)
            })
    }

    /// In characters of the standard font.
    func setWidth(_ width: Double, column: Int) {
        worksheet_set_column(worksheet, lxw_col_t(column), lxw_col_t(column), width, nil)
    }

    /// In points.
    func setHeight(_ height: Double, row: Int) { worksheet_set_row(worksheet, lxw_row_t(row), height, nil) }

    /// Makes a row as high as its texts need, for programs that do not do so when they open a workbook.
    /// - Parameter texts: each with the width of its column, in characters.
    func fitHeight(row: Int, _ texts: [(text: String, width: Double)], atLeast lines: Int = 1) {
        let most = texts.reduce(lines) { max($0, Self.lines($1.text, width: $1.width)) }
        // A row is at most 409 points high.
        setHeight(min(Double(most) * 12.75 + 3, 409), row: row)
    }

    /// The lines that a text takes, a word at a time. Letters of Arial 10 are narrower than the digits that widths are
    /// counted in, on average.
    private static func lines(_ text: String, width: Double) -> Int {
        let room = max(Int(width * 1.18), 1)
        var (lines, used, word) = (1, 0, 0)
        func endWord() {
            guard word > 0 else { return }
            if used > 0, used + 1 + word > room {
                lines += 1
                used = 0
            }
            used += word + (used > 0 ? 1 : 0)
            lines += max(used - 1, 0) / room
            used = used > room ? used % room : used
            word = 0
        }
        for byte in text.utf8 {
            if byte == UInt8(ascii: " ") {
                endWord()
            } else if byte & 0xC0 != 0x80 {
                word += 1
            }
        }
        endWord()
        return lines
    }

    /// Inches at the left and at the right of a printed page.
    private static let sideMargin = 0.3

    /// What columns of these widths together, in characters, may take at most for a sheet to print at this size or more
    /// on A4 across: the letters are of 10 points, and a page of so many pixels is made as wide as the columns.
    static func room(for columns: Int, atPoints points: Double) -> Double {
        let pixels = (297 / 25.4 - 2 * sideMargin) * 96
        return (pixels * 10 / points - Double(columns) * pixelsBetween) / pixelsOfCharacter
    }

    /// Of a column: the pixels of each character, and those on both sides of them. A digit of Arial 10 is 7.42 wide;
    /// Excel makes 7 of them, LibreOffice does not, and the wider must fit.
    private static let (pixelsOfCharacter, pixelsBetween) = (7.42, 5.3)

    /// A4, as many pages long as it needs and one wide, with whose it is and the page's number on each.
    /// - Parameter below: a line beneath the others at the top; empty for none.
    func setPrinting(isLandscape: Bool, left: String, right: String, below: String = "", footer: String) throws {
        if isLandscape { worksheet_set_landscape(worksheet) } else { worksheet_set_portrait(worksheet) }
        worksheet_set_paper(worksheet, 9)
        worksheet_fit_to_pages(worksheet, 1, 0)
        worksheet_set_margins(worksheet, Self.sideMargin, Self.sideMargin, below.isEmpty ? 0.65 : 0.8, 0.55)
        // Excel takes 255 characters in all.
        let second = below.isEmpty ? "" : "\n\(SheetText.inMargin(below, most: 110))"
        try check(
            worksheet_set_header(worksheet, "&L\(SheetText.inMargin(left))\(second)&R\(SheetText.inMargin(right))"))
        try check(
            worksheet_set_footer(worksheet, "&L\(SheetText.inMargin(footer))&RPage &P of &N"))
    }

    /// Offers these values in a cell's list, and takes others after asking where they are only usual.
    func offer(
        _ values: [String], title: String, message: String, takesOthers: Bool, rows: ClosedRange<Int>, column: Int
    )
        throws
    {
        var list = values.map { strdup($0) }
        list.append(nil)
        defer { for value in list { free(value) } }
        try list.withUnsafeMutableBufferPointer { list in
            var validation = lxw_data_validation()
            validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            validation.value_list = list.baseAddress
            if takesOthers { validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue) }
            try validate(&validation, title: title, message: message, rows: rows, column: column)
        }
    }

    /// Takes dates alone.
    func takeDates(title: String, message: String, rows: ClosedRange<Int>, column: Int) throws {
        var validation = lxw_data_validation()
        validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE.rawValue)
        validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
        validation.minimum_datetime = lxw_datetime(year: 2000, month: 1, day: 1, hour: 0, min: 0, sec: 0)
        validation.maximum_datetime = lxw_datetime(year: 2099, month: 12, day: 31, hour: 0, min: 0, sec: 0)
        try validate(&validation, title: title, message: message, rows: rows, column: column)
    }

    private func validate(
        _ validation: inout lxw_data_validation, title: String, message: String, rows: ClosedRange<Int>, column: Int
    ) throws {
        let (title, message) = (strdup(title), strdup(message))
        defer {
            free(title)
            free(message)
        }
        validation.input_title = title
        validation.input_message = message
        try check(
            worksheet_data_validation_range(
                worksheet, lxw_row_t(rows.lowerBound), lxw_col_t(column), lxw_row_t(rows.upperBound),
                lxw_col_t(column), &validation))
    }

    func check(_ error: lxw_error) throws {
        guard error == LXW_NO_ERROR else { throw ListsError.workbook(library: String(cString: lxw_strerror(error))) }
    }
}
