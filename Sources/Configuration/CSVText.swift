/// Small comma-separated files, such as code lists: `#` comments, a header, and no line break in a field, though it may be
/// in quotes.
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
            guard let fields = fields(of: line) else {
                problem("a quote stays open, or text follows a closing quote")
                continue
            }
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

    /// The fields of a line, without their quotes; nil where a quote stays open, or text follows one that closes.
    private static func fields(of line: Substring) -> [String]? {
        guard line.contains("\"") else {
            return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var fields: [String] = []
        var rest = line
        while true {
            guard let (field, after) = rest.first == "\"" ? quoted(rest.dropFirst()) : plain(rest) else { return nil }
            fields.append(field)
            guard let comma = after.first else { return fields }
            guard comma == "," else { return nil }
            rest = after.dropFirst()
        }
    }

    private static func plain(_ text: Substring) -> (field: String, rest: Substring)? {
        let field = text.prefix { $0 != "," }
        return (String(field), text[field.endIndex...])
    }

    /// - Parameter text: from behind the opening quote. A quote in the field is written twice.
    private static func quoted(_ text: Substring) -> (field: String, rest: Substring)? {
        var (field, rest) = ("", text)
        while let quote = rest.firstIndex(of: "\"") {
            field += rest[..<quote]
            rest = rest[rest.index(after: quote)...]
            guard rest.first == "\"" else { return (field, rest) }
            field += "\""
            rest = rest.dropFirst()
        }
        return nil
    }
}
