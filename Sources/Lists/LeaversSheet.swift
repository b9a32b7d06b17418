import CXlsxWriter
import Tabular

/// Who has left the lists of a place since the issue before, with the reason.
struct LeaversSheet {
    private let lists: PracticeLists

    init(_ lists: PracticeLists) { self.lists = lists }

    /// Whether there is anybody to name.
    static func isNeeded(_ lists: PracticeLists) -> Bool { lists.lists.contains { !$0.left.isEmpty } }

    func write(to sheet: Sheet) throws {
        for (place, title) in ["Person", "List", "Why they left it"].enumerated() {
            try sheet.text(title, row: 0, column: place, .columnHeading)
        }
        let rows = lists.lists.flatMap { list in list.left.map { (list.header.programme.title, $0) } }
        for (place, (title, person)) in rows.enumerated() {
            try sheet.text(person.personID, row: place + 1, column: 0, .strong)
            try sheet.text(title, row: place + 1, column: 1, .text)
            try sheet.text(person.why, row: place + 1, column: 2, .text)
            sheet.fitHeight(row: place + 1, [(title, Self.titleWidth), (person.why, Self.reasonWidth)])
        }
        sheet.setWidth(18, column: 0)
        sheet.setWidth(Self.titleWidth, column: 1)
        sheet.setWidth(Self.reasonWidth, column: 2)
        worksheet_freeze_panes(sheet.worksheet, 1, 0)
        try sheet.check(worksheet_autofilter(sheet.worksheet, 0, 0, lxw_row_t(rows.count), 2))
        try sheet.check(worksheet_repeat_rows(sheet.worksheet, 0, 0))
        try sheet.setPrinting(
            isLandscape: true, left: "No longer listed",
            right: "\(lists.place.title), run on \(DateWords.words(lists.runDate))",
            footer: lists.isDemonstration ? Demonstration.note : ListDocument.confidential)
    }

    private static let titleWidth = 34.0
    private static let reasonWidth = 70.0
}
