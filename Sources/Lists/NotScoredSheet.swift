import CXlsxWriter
import Tabular

/// The people of a practice whom the run could not score, with the reason.
struct NotScoredSheet {
    private let lists: PracticeLists

    init(_ lists: PracticeLists) { self.lists = lists }

    func write(to sheet: Sheet) throws {
        for (place, title) in ["Person", "Why there is no score"].enumerated() {
            try sheet.text(title, row: 0, column: place, .columnHeading)
        }
        for (place, person) in lists.notScored.enumerated() {
            try sheet.text(person.personID, row: place + 1, column: 0, .strong)
            try sheet.text(person.why, row: place + 1, column: 1, .text)
        }
        sheet.setWidth(18, column: 0)
        sheet.setWidth(70, column: 1)
        worksheet_freeze_panes(sheet.worksheet, 1, 0)
        try sheet.check(worksheet_autofilter(sheet.worksheet, 0, 0, lxw_row_t(lists.notScored.count), 1))
        try sheet.check(worksheet_repeat_rows(sheet.worksheet, 0, 0))
        try sheet.setPrinting(
            isLandscape: false, left: "Not scored",
            right: "\(lists.place.title), run on \(DateWords.words(lists.runDate))",
            footer: lists.isDemonstration ? Demonstration.note : ListDocument.confidential)
    }
}
