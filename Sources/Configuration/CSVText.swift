/// Small comma-separated files of ours, such as code lists: `#` comments, a header, no quotes.
public enum CSVText {
    public struct Row: Sendable {
        public let line: Int
        public let fields: [String: String]

        /// The field of a column; empty where the row has none.
        public subscript(column: String) -> String { fields[column] ?? "" }
    }

    /// Reads the rows of a text.
    /// - Parameter allowed: the columns that may stand in the header; the first is required.
    public static func rows(_ text: String, file: String, allowed: [String], problems: Problems) -> [Row] {
        var header: [String]?
        var rows: [Row] = []
        let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        // A line may end as Windows writes it, "\r\n", which is one character.
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            func problem(_ message: String) {
                problems.add(SettingProblem(file: file, line: number + 1, column: 1, message: message))
            }
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard let names = header else {
                header = fields
                let unknown = fields.filter { !allowed.contains($0) }
                if !unknown.isEmpty || !fields.contains(allowed[0]) {
                    problem(
                        "the header must have \(allowed[0]), and otherwise only: \(allowed.joined(separator: ", "))")
                }
                continue
            }
            guard fields.count == names.count, !fields[0].isEmpty else {
                problem("the row must have \(names.count) columns, the first of them filled")
                continue
            }
            rows.append(Row(line: number + 1, fields: Dictionary(zip(names, fields)) { first, _ in first }))
        }
        return rows
    }
}
