/// Small comma-separated files of ours, such as code lists: `#` comments, a header, no quotes.
public enum CSVText {
    public struct Row: Sendable {
        public let line: Int
        public let fields: [String: String]
        /// Where each field begins in its line, from 1.
        private let columns: [String: Int]

        init(line: Int, names: [String], fields: [String]) {
            self.line = line
            self.fields = Dictionary(zip(names, fields)) { first, _ in first }
            var columns: [String: Int] = [:]
            var next = 1
            for (name, field) in zip(names, fields) {
                columns[name] = columns[name] ?? next
                next += field.count + 1
            }
            self.columns = columns
        }

        /// The field of a column; empty where the row has none.
        public subscript(column: String) -> String { fields[column] ?? "" }

        /// Where the field of a column begins in its line, from 1.
        public func place(of column: String) -> Int { columns[column] ?? 1 }
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
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard let names = header else {
                header = fields
                if !fields.allSatisfy(allowed.contains) || !required.allSatisfy(fields.contains) {
                    let others =
                        required.count < allowed.count
                        ? "and otherwise only: \(allowed.joined(separator: ", "))" : "and nothing else"
                    problem("the header must have \(required.joined(separator: " and ")), \(others)")
                    // Without its columns every row would be wrong.
                    if required.count > 1 { return [] }
                }
                continue
            }
            guard fields.count == names.count, !fields[0].isEmpty else {
                problem("the row must have \(names.count) columns, the first of them filled")
                continue
            }
            rows.append(Row(line: number + 1, names: names, fields: fields))
        }
        return rows
    }
}
