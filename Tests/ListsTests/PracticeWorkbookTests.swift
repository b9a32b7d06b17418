import Foundation
import Testing

@testable import Lists

@Suite struct PracticeWorkbookTests {
    static func lists(
        _ documents: [ListDocument] = [.example()], place: ListPlace? = nil, notScored: [PersonAndReason] = []
    ) -> PracticeLists {
        PracticeLists(
            place: place ?? ListPlace(kind: .practice, code: "L81001", name: "Riverside & Hill Surgery"),
            indexDate: "2026-03-01", runDate: "2026-03-02", isDemonstration: false, lists: documents,
            notScored: notScored)
    }

    private static func document(_ title: String, rows: [ListRow] = ListDocument.exampleRows) -> ListDocument {
        let example = ListDocument.example().header
        let header = ListHeader(
            programme: ListProgramme(id: "p", title: title, rule: example.programme.rule), place: example.place,
            indexDate: example.indexDate, runDate: example.runDate, isDemonstration: false, modelName: "m",
            modelVersion: "1", counts: example.counts, sources: example.sources, notes: [])
        return ListDocument(header: header, rows: rows)
    }

    @Test("A workbook has a cover, a sheet a programme and the people who could not be scored")
    func sheets() throws {
        let parts = try WorkbookParts(
            PracticeWorkbook.bytes(
                Self.lists(
                    [Self.document("One"), Self.document("Two")],
                    notScored: [.init(personID: "9990000034", why: "registered twice")])))
        #expect(parts.sheetNames == ["Cover", "One", "Two", "Not scored"])
        #expect(
            parts.cells(ofSheet: 4) == [
                "A1": "Person", "B1": "Why there is no score", "A2": "9990000034", "B2": "registered twice",
            ])
        #expect(parts.strings.contains("Lists for Riverside & Hill Surgery (L81001)"))
        #expect(parts.strings.contains(ListDocument.advice))
    }

    @Test("A programme's first row heads its columns, and the review's stand empty with their lists of choices")
    func columns() throws {
        let parts = try WorkbookParts(PracticeWorkbook.bytes(Self.lists()))
        let cells = parts.cells(ofSheet: 2)
        let titles = [
            "Rank", "Person", "Age", "Sex", "Risk", "Why", "Movement", "Seen by", "Date seen", "Outcome", "Suitable",
            "Why not", "In words", "Also on", "Band", "Rank overall", "What moves the score", "Programme",
        ]
        let letters = "ABCDEFGHIJKLMNOPQR".map(String.init)
        #expect(letters.map { cells["\($0)1"] } == titles)
        #expect(cells["A2"] == "1" && cells["B2"] == "9990000018" && cells["C2"] == "85 to 89")
        #expect(Double(cells["E2"] ?? "") == 0.7134564 && cells["M2"] == "about 7 in 10")
        #expect(cells["F2"] == "3 emergency admissions in 12 months; severe frailty; heart failure")
        #expect(cells["G2"] == "On the list for 34 days" && cells["R3"] == "most-complex-4pc")
        #expect(["H2", "I2", "J2", "K2", "L2"].allSatisfy { cells[$0] == nil })

        let sheet = parts.worksheets[1]
        #expect(sheet.contains("<autoFilter ref=\"A1:R3\"/>"))
        #expect(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""))
        #expect(sheet.contains("type=\"date\"") && sheet.contains("sqref=\"I2:I3\""))
        #expect(sheet.contains("\"yes,no\"") && sheet.contains("sqref=\"K2:K3\""))
        #expect(sheet.contains("care plan made,"))
        #expect(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""))
        #expect(sheet.contains("fitToPage=\"1\"") && sheet.contains("Page &amp;P of &amp;N"))
        #expect(parts.parts["xl/workbook.xml"]?.contains("_xlnm.Print_Titles") == true)
        #expect(parts.parts["xl/styles.xml"]?.contains("formatCode=\"yyyy-mm-dd\"") == true)
        #expect(parts.parts.keys.allSatisfy { !$0.contains("vba") })
    }

    @Test("Who has left, and may be named, has a sheet; the cover says why the others left")
    func leavers() throws {
        var header = ListDocument.example().header
        header.issue = ListIssue(
            number: 2, date: "2026-03-02", isIssued: true,
            movement: .init(entered: 0, left: 3, reasons: [.init(why: "died", people: 2), .init(why: "y", people: 1)]))
        let list = ListDocument(
            header: header, rows: ListDocument.exampleRows, left: [.init(personID: "9990000042", why: "y: falls")])
        let parts = try WorkbookParts(PracticeWorkbook.bytes(Self.lists([list])))
        #expect(parts.sheetNames == ["Cover", "The most complex 4%", "No longer listed"])
        let cells = parts.cells(ofSheet: 3)
        #expect(["A1", "B1", "C1"].map { cells[$0] } == ["Person", "List", "Why they left it"])
        #expect(["A2", "B2", "C2"].map { cells[$0] } == ["9990000042", "The most complex 4%", "y: falls"])
        #expect(parts.strings.contains("2 died; 1 y"))
    }

    @Test("The cover, a sheet's foot and its printed head say how fresh the facts are and what the run is called")
    func freshness() throws {
        var list = ListDocument.example()
        var header = list.header
        header.run = "2026-03-02-0123abcd"
        list = ListDocument(header: header, rows: list.rows)
        let parts = try WorkbookParts(PracticeWorkbook.bytes(Self.lists([list])))
        let line = "Facts as of 28 February 2026; social care 1 February 2026"
        #expect(parts.cells(ofSheet: 1).values.contains("\(line)."))
        #expect(parts.cells(ofSheet: 1).values.contains("2 March 2026 (2026-03-02-0123abcd)"))
        let cells = parts.cells(ofSheet: 2)
        // Two rows of people end in row 3. What is said beneath has no date of review: it is not read back.
        #expect(cells["B5"]?.hasSuffix("Run on 2 March 2026 (2026-03-02-0123abcd).") == true)
        #expect(cells["B6"] == "\(line).")
        #expect(!cells.keys.contains { $0.hasPrefix("I") && $0 != "I1" })
        let head = try #require(parts.worksheets[1].firstMatch(of: #/<oddHeader>([^<]*)</oddHeader>/#)?.output.1)
        #expect(head.contains(line) && head.utf16.count <= 255)
    }

    @Test("A sheet with every column prints at 7.5 points or more on A4 across, what is for the screen alone aside")
    func printedSize() throws {
        var row = ListDocument.exampleRows[0]
        row.part = "The Elms"
        row.changes = ["Less risk than at the last issue: days with a GP contact"]
        row.caseloads = ["Frail and at risk"]
        let document = ListDocument(header: ListDocument.example().header, rows: [row], nearMisses: [row])
        let parts = try WorkbookParts(PracticeWorkbook.bytes(Self.lists([document])))
        let workbook = try #require(parts.parts["xl/workbook.xml"])
        let last = try #require(workbook.firstMatch(of: #/Print_Area"[^>]*>[^<]*\$A\$1:\$([A-Z])\$/#)?.output.1)
        let cells = parts.cells(ofSheet: 2)
        let titles = "ABCDEFGHIJKLMNOPQRSTUVW".map { (letter: String($0), title: cells["\($0)1"] ?? "") }
        let printed = titles.filter { $0.letter <= last }.map(\.title)
        #expect(printed.contains("Caseload") && printed.last == "Why not")
        #expect(Set(["In words", "What changed", "Also on"]).isDisjoint(with: printed))
        #expect(Set(["In words", "What changed", "Also on"]).isSubset(of: titles.map(\.title)))

        let widths = parts.worksheets[1].matches(of: #/<col min="([0-9]+)" max="([0-9]+)" width="([0-9.]+)"/#).flatMap {
            [Double](repeating: Double($0.output.3)!, count: Int($0.output.2)! - Int($0.output.1)! + 1)
        }
        // Programs measure widths by the first font, which a system must have.
        #expect(
            parts.parts["xl/styles.xml"]?.contains(#/<fonts[^>]*><font><sz val="10"\/>[^>]*><name val="Arial"\/>/#)
                == true)
        // A width of the file is in characters, the space between columns included: of 7.42 pixels in LibreOffice, of 7
        // in Excel.
        let pixels = widths.prefix(printed.count).reduce(0) { $0 + 7.42 * $1 }
        #expect(10 * (297 / 25.4 - 0.6) * 96 / pixels >= 7.5)
    }

    @Test("Those just below the line are marked so in their row")
    func nearMisses() throws {
        let document = ListDocument(
            header: ListDocument.example().header, rows: [ListDocument.exampleRows[0]],
            nearMisses: [ListDocument.exampleRows[1]])
        let cells = try WorkbookParts(PracticeWorkbook.bytes(Self.lists([document]))).cells(ofSheet: 2)
        #expect(cells["C1"] == "Listed" && cells["C2"] == "yes" && cells["C3"] == "no, just below")
    }

    @Test("The same lists give the same bytes at any time, on any thread")
    func determinism() async throws {
        let first = try PracticeWorkbook.bytes(Self.lists())
        let others = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try PracticeWorkbook.bytes(Self.lists()) } }
            return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
        }
        #expect(others.count == 8 && others.allSatisfy { $0 == first })
        // Nothing in it is the time at which it was made: neither of the parts, nor told in one.
        let core = try WorkbookParts(first).parts["docProps/core.xml"] ?? ""
        let times = core.matches(of: #/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z/#).map { String($0.output) }
        #expect(!times.isEmpty && Set(times) == ["2026-03-02T00:00:00Z"])
        let stamps = Self.timesOfParts(first)
        #expect(!stamps.isEmpty && Set(stamps) == [Self.firstMomentOfZip])
    }

    /// 1980-01-01T00:00 as MS-DOS has it, in the order of its bytes.
    private static let firstMomentOfZip: [UInt8] = [0x00, 0x00, 0x21, 0x00]

    /// What a ZIP file says of when each of its parts was changed (APPNOTE 6.3.10, 4.3.7: bytes 10 to 13 of a local
    /// header).
    private static func timesOfParts(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.indices.dropLast(30).filter { bytes[$0..<$0 + 4].elementsEqual([0x50, 0x4B, 0x03, 0x04]) }
            .map { Array(bytes[($0 + 10)..<($0 + 14)]) }
    }

    @Test("Names with umlauts, long titles, empty lists and a practice without anybody are workbooks too")
    func oddities() throws {
        let place = ListPlace(kind: .practice, code: "Ä1", name: "Praxis Müller & Söhne <\"Ødegård\">")
        let long = String(repeating: "Long title ", count: 40)
        let parts = try WorkbookParts(
            PracticeWorkbook.bytes(Self.lists([Self.document(long), Self.document(long, rows: [])], place: place)))
        #expect(parts.strings.contains("Lists for Praxis Müller & Söhne <\"Ødegård\"> (Ä1)"))
        #expect(parts.sheetNames.count == 3 && Set(parts.sheetNames).count == 3)
        #expect(parts.cells(ofSheet: 3)["B2"] == "Nobody is on this list.")

        let nobody = try WorkbookParts(PracticeWorkbook.bytes(Self.lists([])))
        #expect(nobody.sheetNames == ["Cover"])
        #expect(nobody.strings.contains("Nobody of this place is on a list."))
    }

    @Test("A date is the midnight that Foundation makes of it", arguments: ["1970-01-01", "2024-02-29", "2026-12-31"])
    func dates(text: String) throws {
        let date = try Date("\(text)T00:00:00Z", strategy: .iso8601)
        #expect(PracticeWorkbook.secondsSince1970(text) == Int(date.timeIntervalSince1970))
    }

    @Test("A workbook that is cut short or changed is found out")
    func damage() throws {
        let bytes = try PracticeWorkbook.bytes(Self.lists())
        #expect(throws: (any Error).self) { try ZipArchive(Array(bytes.dropLast(40))) }
        var changed = bytes
        // Within the packed bytes of a part, behind the name that stands before them.
        let name = try #require(bytes.firstRange(of: Array("xl/sharedStrings.xml".utf8)))
        changed[name.upperBound + 40] ^= 0xFF
        #expect(throws: (any Error).self) { try ZipArchive(changed) }
        #expect(
            "\(ListsError.workbookNotWhole(part: "xl/styles.xml"))"
                == "a workbook came out cut short (xl/styles.xml); see that there is memory, and room in /dev/shm and /tmp"
        )
        #expect(
            "\(ListsError.noMemoryFiles)"
                == "a workbook with NHS numbers is made in memory alone: /dev/shm must be a tmpfs with room that may be written to"
        )
        #expect(
            "\(ListsError.workbook(library: "x"))"
                == "a workbook could not be made (x); see that there is memory, and room in /dev/shm and /tmp")
    }
}
