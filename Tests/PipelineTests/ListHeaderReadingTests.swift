import Lists
import RunStore
import Tabular
import Testing

@Suite struct ListHeaderReadingTests {
    @Test("What the run is called, the night of a held list and the reasons of those who left are read back")
    func readBack() throws {
        var header = ListHeader(
            programme: ListProgramme(id: "p", title: "P", rule: "r"),
            place: ListPlace(kind: .practice, code: "A1", name: "A"), indexDate: "2026-03-01", runDate: "2026-03-02",
            isDemonstration: false, modelName: "m", modelVersion: "1",
            counts: ListCounts(
                eligible: 9, shown: 0, leftOut: [.init(why: "on it", people: 0, unknown: "nothing was read")],
                belowTheLine: 9, nearMisses: 2),
            sources: [ListSource(name: "gp", extractedOn: "2026-03-01", completeTo: nil, note: nil)], notes: ["n"],
            isHeld: true)
        header.run = "2026-03-02-0123abcd"
        header.heldFrom = "2026-02-20"
        header.heldFromRun = "2026-02-20-4567abcd"
        header.issue = ListIssue(
            number: 2, date: "2026-03-02", isIssued: true,
            movement: .init(entered: 1, left: 3, reasons: [.init(why: "died", people: 3)]))
        let json = try #require(JSONValue(parsing: Array(ListHeaderJSON.text(header).utf8)))
        #expect(ListHeaderJSON.header(json, of: []) == header)
    }
}
