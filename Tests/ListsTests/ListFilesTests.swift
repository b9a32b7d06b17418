import Foundation
import Lists
import Tabular
import Testing

@Suite struct ListFilesTests {
    @Test("Ids stand one a line, in the list's order, and nothing else")
    func ids() {
        #expect(ListIDs.text(.example()) == "9990000018\n=9990000026\n")
        #expect(ListIDs.text(.example(rows: [])) == "")
    }

    @Test("The people next below the line have a table of their own, like the list's")
    func nearMisses() throws {
        let document = ListDocument(
            header: ListDocument.example().header, rows: [ListDocument.exampleRows[0]],
            nearMisses: [ListDocument.exampleRows[1]])
        let (list, below) = (MemorySink(), MemorySink())
        try ListCSVWriter.write(document, to: list)
        try ListCSVWriter.writeNearMisses(document, to: below)
        #expect(try ListCSVReader.rows(list.bytes)?.map(\.personID) == ["9990000018"])
        #expect(try ListCSVReader.rows(below.bytes)?.map(\.personID) == ["=9990000026"])
    }

    @Test("The people who could not be scored stand with the reason")
    func notScored() throws {
        let sink = MemorySink()
        try PersonAndReasonCSV.write([.init(personID: "P1", why: "registered twice, \"it seems\"")], to: sink)
        #expect(sink.text == "person_id,reason\nP1,\"registered twice, \"\"it seems\"\"\"\n")
    }

    @Test("An index says of practices alone whether somebody was not scored: nobody counts that of teams and hospitals")
    func notScoredOfPlaces() {
        func page(_ kind: ListPlace.Kind) -> String {
            let place = RunIndex.Place(
                place: ListPlace(kind: kind, code: "X1", name: ""), workbook: nil, notScored: nil, entries: [])
            return IndexPage.text(
                RunIndex(
                    indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: false, places: [place],
                    evaluations: [], others: []))
        }
        #expect(page(.practice).contains("Not scored: nobody."))
        #expect(!page(.neighbourhood).contains("Not scored") && !page(.provider).contains("Not scored"))
    }

    @Test("An index counts everybody of a practice without a score, named or not")
    func everybodyNotScored() {
        let place = RunIndex.Place(
            place: ListPlace(kind: .practice, code: "X1", name: ""), workbook: nil, notScored: nil,
            unscored: [.init(why: "object", people: 129), .init(why: "died before the index date", people: 1_350)],
            entries: [])
        let page = IndexPage.text(
            RunIndex(
                indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: false, run: "2026-03-02-0123abcd",
                places: [place], evaluations: [], others: []))
        #expect(page.contains("Not scored: 129 object; 1,350 died before the index date."))
        #expect(page.contains("Run 2026-03-02-0123abcd. "))
    }

    @Test("A practice's people without a score are those that its lists count, or, where it has none, those named")
    func unscored() {
        var header = ListDocument.example().header
        header.notScored = [.init(why: "object", people: 2)]
        let list = ListDocument(header: header, rows: [])
        let named = [PersonAndReason(personID: "P1", why: "registered twice")]
        func lists(_ documents: [ListDocument]) -> PracticeLists {
            PracticeLists(
                place: header.place, indexDate: header.indexDate, runDate: header.runDate, isDemonstration: false,
                lists: documents, notScored: named)
        }
        #expect(lists([list]).unscored == header.notScored)
        #expect(lists([]).unscored == [.init(why: "registered twice", people: 1)])
    }

    @Test("An index leads to every list, workbook, page and report, and each link says of whom it is")
    func index() throws {
        let header = ListDocument.example().header
        let place = RunIndex.Place(
            place: header.place, workbook: "workbooks/L81001.xlsx", notScored: "not-scored/L81001.csv",
            entries: [
                .init(header: header, page: "lists/p/L81001.html", table: "lists/p/L81001.csv", ids: "ids/p/L81001.txt")
            ])
        let page = IndexPage.text(
            RunIndex(
                indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: false, places: [place],
                evaluations: [.init(title: "m: model card", path: "models/m/CARD.md")],
                others: [.init(title: "Quality of the data", path: "quality.html")]))
        for path in [
            "workbooks/L81001.xlsx", "not-scored/L81001.csv", "lists/p/L81001.html", "lists/p/L81001.csv",
            "ids/p/L81001.txt", "models/m/CARD.md", "quality.html",
        ] {
            #expect(page.contains("href=\"\(path)\""))
        }
        #expect(page.contains("aria-label=\"CSV, The most complex 4%, Riverside &amp; Hill Surgery (L81001)\""))
        #expect(page.contains("<h3>Riverside &amp; Hill Surgery (L81001)</h3>"))
        #expect(page.contains("Not scored: nobody (<a "))
    }
}
