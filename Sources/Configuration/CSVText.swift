/// Small comma-separated files, such as code lists: `#` comments, a header, and no line break in a field, though it may be
/// in quotes.
public enum CSVText {
    public struct Row: Sendable {
        public let line: Int
        public let fields: [String: String]
        /// Where each field begins in its line, from 1.
        private let columns: [String: Int]

        fileprivate init(line: Int, names: [String], fields: [Field]) {
            self.line = line
            self.fields = Dictionary(zip(names, fields.map(\.text))) { first, _ in first }
            columns = Dictionary(zip(names, fields.map(\.column))) { first, _ in first }
        }

        /// The field of a column; empty where the row has none.
        public subscript(column: String) -> String { fields[column] ?? "" }

        /// Where the field of a column begins in its line, from 1.
        public func place(of column: String) -> Int { columns[column] ?? 1 }
    }

    fileprivate struct Field {
        /// Without quotes.
        let text: String
        /// Where it begins in its line, from 1.
        let column: Int
    }

    /// Reads the rows of a text.
    /// - Parameters:
    ///   - allowed: the columns that may stand in the header.
    ///   - required: those of them that must; the first unless said.
    public static func rows(
        _ text: String, file: String, allowed: [String], required: [String]? = nil, problems: Problems
    ) -> [Row] {
        let required = required ?? [allowed[0]]
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
                let names = fields.map(\.text)
                header = names
                if !names.allSatisfy(allowed.contains) || !required.allSatisfy(names.contains) {
                    let others =
                        required.count < allowed.count
                        ? "and otherwise only: \(allowed.joined(separator: ", "))" : "and nothing else"
                    problem("the header must have \(required.joined(separator: " and ")), \(others)")
                    // Without its columns every row would be wrong.
                    if required.count > 1 { return [] }
                }
                continue
            }
            guard fields.count == names.count, !fields[0].text.isEmpty else {
                problem("the row must have \(names.count) columns, the first of them filled")
                continue
            }
            rows.append(Row(line: number + 1, names: names, fields: fields))
        }
        return rows
    }

    /// The fields of a line; nil where a quote stays open, or text follows one that closes.
    private static func fields(of line: Substring) -> [Field]? {
        var fields: [Field] = []
        var rest = line
        var column = 1
        while true {
            guard let (text, after) = rest.first == "\"" ? quoted(rest.dropFirst()) : plain(rest) else { return nil }
            fields.append(Field(text: text, column: column))
            guard let comma = after.first else { return fields }
            guard comma == "," else { return nil }
            column += line.distance(from: rest.startIndex, to: after.startIndex) + 1
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
