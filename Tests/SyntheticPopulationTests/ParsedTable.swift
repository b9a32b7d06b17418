/// The rows of one table; no field of these extracts is quoted.
struct ParsedTable: Sendable {
    let columns: [String]
    let lines: [String]
    let rows: [[String]]

    init(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        columns = Self.fields(lines[0])
        self.lines = Array(lines.dropFirst())
        rows = self.lines.map(Self.fields)
    }

    /// The values of a column, in the order of the rows.
    func column(_ name: String) -> [String] {
        guard let position = columns.firstIndex(of: name) else { return [] }
        return rows.map { $0[position] }
    }

    /// A column by the values of another that has each once.
    func column(_ name: String, by key: String) -> [String: String] {
        Dictionary(zip(column(key), column(name)), uniquingKeysWith: { first, _ in first })
    }

    private static func fields(_ line: String) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}
