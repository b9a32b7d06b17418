import Foundation
import Testing

@testable import Lists

@Suite struct ReviewColumnsTests {
    @Test(
        "A choice holds no comma, which would make it two, and a list of choices is at most 255 characters",
        arguments: [ReviewColumns.outcomes, ReviewColumns.suitable, ReviewColumns.whyNot])
    func choices(_ choices: [String]) {
        #expect(choices.allSatisfy { !$0.contains(",") && !$0.isEmpty })
        #expect(choices.joined(separator: ",").utf16.count <= 255)
        #expect(Set(choices).count == choices.count)
    }

    @Test("A workbook offers each choice, and the one that care is in place as one")
    func offered() throws {
        let sheet = try WorkbookParts(PracticeWorkbook.bytes(PracticeWorkbookTests.lists())).worksheets[1]
        let lists = sheet.matches(of: #/<formula1>"([^"]*)"</formula1>/#).map { String($0.output.1) }
        #expect(lists.map { $0.split(separator: ",").count } == [6, 2, 8])
        #expect(lists.last?.split(separator: ",").first == "known already: care in place")
    }

    @Test("The columns that are read back are called in a table as in a workbook's sheet, and no others change")
    func headings() {
        #expect(
            ReviewColumns.headings(of: ["rank", "programme", "seen_by", "date_seen", "outcome", "suitable", "why_not"])
                == ["rank", "Programme", "Seen by", "Date seen", "Outcome", "Suitable", "Why not"])
    }
}
