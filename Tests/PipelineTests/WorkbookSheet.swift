import Foundation

@testable import Lists

/// The second sheet of a workbook, the first of a programme, as a spreadsheet program saves it: a text a cell.
struct WorkbookSheet {
    let rows: [[String]]

    init(_ bytes: [UInt8]) throws {
        let archive = try ZipArchive(bytes)
        let parts = Dictionary(
            uniqueKeysWithValues: archive.parts.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
        let strings = (parts["xl/sharedStrings.xml"] ?? "").matches(of: #/<t(?: [^>]*)?>([^<]*)</t>/#).map {
            String($0.output.1).replacing("&gt;", with: ">").replacing("&lt;", with: "<").replacing("&amp;", with: "&")
        }
        let sheet = parts["xl/worksheets/sheet2.xml"] ?? ""
        var rows: [[String]] = []
        for row in sheet.matches(of: #/<row r="[0-9]+"[^>]*>(.*?)</row>/#) {
            var cells: [String] = []
            for cell in row.output.1.matches(of: #/<c r="([A-Z]+)[0-9]+"([^>]*?)(?:/>|><v>([^<]*)</v></c>)/#) {
                let column = cell.output.1.utf8.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
                while cells.count < column { cells.append("") }
                let value = cell.output.3.map(String.init) ?? ""
                cells.append(cell.output.2.contains("t=\"s\"") ? strings[Int(value) ?? 0] : value)
            }
            rows.append(cells)
        }
        let width = rows.first?.count ?? 0
        self.rows = rows.map { $0 + [String](repeating: "", count: max(width - $0.count, 0)) }
    }
}
