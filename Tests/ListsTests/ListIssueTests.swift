import Foundation
import Lists
import Testing

@Suite struct ListIssueTests {
    private static func page(_ issue: ListIssue) -> String {
        var header = ListDocument.example().header
        header.issue = issue
        return ListPage.text(ListDocument(header: header, rows: ListDocument.exampleRows))
    }

    @Test("An issue says its number and date, and who came and left since the one before")
    func issued() {
        let page = Self.page(
            ListIssue(number: 3, date: "2026-03-02", isIssued: true, movement: .init(entered: 12, left: 1_004)))
        #expect(page.contains("Issue 3 of 2 March 2026. "))
        #expect(page.contains("Since the issue before, 12 came onto this list and 1,004 left it."))
    }

    @Test("A list between issues says that it is none, and counts from the last")
    func between() {
        let page = Self.page(
            ListIssue(number: 3, date: "2026-02-27", isIssued: false, movement: .init(entered: 2, left: 1)))
        #expect(page.contains("Not issued; the last was issue 3 of 27 February 2026. "))
        #expect(page.contains("Since that issue, 2 came onto this list and 1 left it."))
    }

    @Test("The first issue tells no movement")
    func first() throws {
        let issue = ListIssue(number: 1, date: "2026-03-02", isIssued: true, movement: nil)
        #expect(!Self.page(issue).contains("came onto this list"))
        var header = ListDocument.example().header
        header.issue = issue
        let json = try JSONSerialization.jsonObject(with: Data(ListHeaderJSON.text(header).utf8)) as? NSDictionary
        #expect(
            json?["issue"] as? NSDictionary == [
                "number": 1, "date": "2026-03-02", "is_issue": true, "entered": NSNull(), "left": NSNull(),
            ])
    }
}
