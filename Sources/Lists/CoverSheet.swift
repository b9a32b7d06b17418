import CXlsxWriter
import Tabular

/// What a practice must know of its lists before it opens one.
struct CoverSheet {
    private let lists: PracticeLists
    /// The sheet of each list.
    private let sheets: [String]
    private let notScored: String?
    /// Who has left the lists.
    private let leavers: String?

    init(_ lists: PracticeLists, sheets: [String], notScored: String?, leavers: String?) {
        self.lists = lists
        self.sheets = sheets
        self.notScored = notScored
        self.leavers = leavers
    }

    /// A line of the cover: what it is about, and what it says.
    private enum Line {
        case title(String)
        case notice(String)
        case heading(String)
        case link(String, sheet: String)
        case fact(String, String)
        case space
    }

    func write(to sheet: Sheet) throws {
        sheet.setWidth(24, column: 0)
        sheet.setWidth(Double(Self.textWidth), column: 1)
        worksheet_gridlines(sheet.worksheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        for (row, line) in lines.enumerated() { try write(line, row, sheet) }
        try sheet.setPrinting(
            isLandscape: false, left: lists.place.words, right: "Run on \(DateWords.words(lists.runDate))",
            footer: lists.isDemonstration ? Demonstration.note : ListDocument.confidential)
    }

    private static let textWidth = 92

    private func write(_ line: Line, _ row: Int, _ sheet: Sheet) throws {
        switch line {
        case .title(let text):
            sheet.setHeight(24, row: row)
            try sheet.text(text, row: row, column: 0, .title)
        case .notice(let text):
            sheet.setHeight(17, row: row)
            try sheet.text(text, row: row, column: 1, .notice)
        case .heading(let text):
            sheet.setHeight(18, row: row)
            try sheet.text(text, row: row, column: 0, .heading)
            try sheet.blank(row: row, column: 1, .heading)
        case .link(let text, let target): try sheet.link(to: target, text, row: row, column: 1)
        case .fact(let name, let text):
            try sheet.text(name, row: row, column: 0, .label)
            try sheet.text(text, row: row, column: 1, .wrapped)
            sheet.fitHeight(row: row, [(text, Double(Self.textWidth))])
        case .space: break
        }
    }

    private var lines: [Line] {
        var lines: [Line] = [.title("Lists for \(lists.place.words)")]
        if lists.isDemonstration { lines.append(.notice(Demonstration.note)) }
        lines += [
            .fact("", ListDocument.confidential),
            .fact("Facts as at", "\(DateWords.words(lists.indexDate)) (index date)"),
            .fact("Run on", DateWords.words(lists.runDate) + (lists.run.map { " (\($0))" } ?? "")),
        ]
        if let freshness = lists.freshness { lines.append(.fact("How fresh", "\(freshness).")) }
        lines += [.fact("Bear in mind", ListDocument.advice), .space]
        lines += contents
        for (list, sheet) in zip(lists.lists, sheets) { lines += programme(list.header, sheet: sheet) }
        if lists.lists.isEmpty { lines += [.fact("Lists", "Nobody of this place is on a list."), .space] }
        return lines + left + reviewing + people + sources
    }

    /// The way to who has left.
    private var left: [Line] {
        guard let leavers else { return [] }
        return [
            .heading("No longer listed"), .link("Open who left and why", sheet: leavers),
            .fact("", ListPage.whoIsNamed), .space,
        ]
    }

    /// The way to each of several lists, with how many are on it.
    private var contents: [Line] {
        guard lists.lists.count > 1 else { return [] }
        let links = zip(lists.lists, sheets).map { list, sheet in
            let (title, counts) = (list.header.programme.title, list.header.counts)
            return Line.link("\(title): \(Figure.count(counts.shown))", sheet: sheet)
        }
        return [.heading("In this workbook")] + links + [.space]
    }

    private func programme(_ header: ListHeader, sheet: String) -> [Line] {
        let counts = header.counts
        var lines: [Line] = [.heading(header.programme.title), .link("Open the list", sheet: sheet)]
        lines.append(.fact("On this list", Figure.count(counts.shown) + header.eligibleWords))
        if let heldFrom = header.heldFrom {
            lines.append(.fact("Held", "this is the list of \(DateWords.words(heldFrom))"))
        }
        if let parts = header.parts { lines.append(.fact("By \(parts.title.lowercased())", parts.words)) }
        lines.append(.fact("Rule", header.programme.rule))
        if let risk = header.programme.riskOf { lines.append(.fact("Risk of", risk)) }
        if let issue = header.issue {
            let sentences = ["\(issue.words).", issue.movementWords].compactMap(\.self)
            lines.append(.fact("Issue", sentences.joined(separator: " ")))
            if let reasons = issue.leavingWords { lines.append(.fact("Who left it", reasons)) }
        }
        if let expected = header.expectation, expected.people > 0 {
            lines.append(.fact("What to expect", expected.words(riskOf: header.programme.riskOf)))
        }
        lines += counts.leftOut.filter(\.isTold).map { .fact("Left out", $0.words(", ")) }
        lines.append(.fact("Model", "\(header.modelName), version \(header.modelVersion)"))
        return lines + header.notes.map { .fact("Bear in mind", $0) } + [.space]
    }

    private var reviewing: [Line] {
        [
            .heading("When you have reviewed somebody"),
            .fact(
                "In the list",
                "Fill in these columns: \(ReviewColumns.titles.joined(separator: ", ").lowercased()). "
                    + "A date brings the row back to us; without one it is not read."),
            .fact(
                "To hand it back",
                "Save the list's sheet as CSV UTF-8, under any name, where your data team takes it from. Leave the "
                    + "headings as they are."), .space,
        ]
    }

    private var people: [Line] {
        let reasons = lists.lists.first?.header.notScored ?? []
        guard !reasons.isEmpty else { return [] }
        var lines: [Line] = [.heading("Not scored")]
        if let notScored { lines.append(.link("Open who and why", sheet: notScored)) }
        return lines + reasons.map { .fact(Figure.count($0.people), $0.why) } + [.space]
    }

    private var sources: [Line] {
        guard let header = lists.lists.first?.header else { return [] }
        return [.heading("How fresh the data are")]
            + header.sources.map { source in
                .fact(source.name.replacing("_", with: " "), freshness(source))
            }
    }

    private func freshness(_ source: ListSource) -> String {
        var parts = [source.completeTo.map { "complete to \(DateWords.words($0))" } ?? "complete to a date not stated"]
        parts.append(
            source.extractedOn.map { "extracted on \(DateWords.words($0))" } ?? "extracted on a date not stated")
        if source.ageInDays != nil { parts.append("\(source.ageWords) old") }
        if source.isMissing { parts = ["missing"] }
        if let note = source.note { parts.append(note) }
        return parts.joined(separator: "; ")
    }
}
