import Foundation
import Testing

@testable import Lists

/// A workbook taken apart again: what a spreadsheet program would read.
struct WorkbookParts {
    let parts: [String: String]

    init(_ bytes: [UInt8]) throws {
        let archive = try ZipArchive(bytes)
        parts = Dictionary(
            uniqueKeysWithValues: archive.parts.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
    }

    /// The sheets' names, in order.
    var sheetNames: [String] {
        (parts["xl/workbook.xml"] ?? "").matches(of: #/<sheet name="([^"]*)"/#).map { Self.unescaped($0.output.1) }
    }

    var worksheets: [String] {
        (1...sheetNames.count).map { parts["xl/worksheets/sheet\($0).xml"] ?? "" }
    }

    /// Every text that a cell can show.
    var strings: [String] {
        (parts["xl/sharedStrings.xml"] ?? "").matches(of: #/<t(?: [^>]*)?>([^<]*)</t>/#).map {
            Self.unescaped($0.output.1)
        }
    }

    /// The texts of a sheet's cells by their places, such as `B2`. Numbers as they stand.
    func cells(ofSheet number: Int) -> [String: String] {
        let strings = strings
        var cells: [String: String] = [:]
        for cell in worksheets[number - 1].matches(of: #/<c r="([A-Z]+[0-9]+)"([^>]*)><v>([^<]*)</v></c>/#) {
            let isText = cell.output.2.contains("t=\"s\"")
            cells[String(cell.output.1)] = isText ? strings[Int(cell.output.3) ?? 0] : String(cell.output.3)
        }
        return cells
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text)
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
    }
}
