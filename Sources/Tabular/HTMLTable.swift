/// A table whose first column heads its rows. On a narrow screen it scrolls by itself.
public struct HTMLTable: Sendable {
    public struct Column: Sendable {
        let title: String
        let isNumber: Bool

        public static func words(_ title: String) -> Column { Column(title: title, isNumber: false) }
        public static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    private let caption: String?
    private let columns: [Column]
    private let rows: [[HTML]]

    /// - Parameter rows: each with a cell for each column.
    public init(caption: String? = nil, columns: [Column], rows: [[HTML]]) {
        precondition(rows.allSatisfy { $0.count == columns.count })
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    public var html: HTML {
        let caption = caption.map { [HTML.element("caption", [:], $0).line] } ?? []
        let headings = columns.map { column in
            HTML.element("th", ["scope": "col", "class": Self.style(of: column)], column.title)
        }
        let head = HTML.element("thead", [:], [.element("tr", [:], headings)]).line
        let body = HTML.element("tbody", [:], rows.map { row($0).line }).line
        // What scrolls must be within a keyboard's reach.
        return .element(
            "div",
            ["class": "scroll", "role": "group", "tabindex": "0", "aria-label": self.caption ?? columns[0].title],
            [.element("table", [:], caption + [head, body])]
        ).line
    }

    private func row(_ cells: [HTML]) -> HTML {
        let cells = zip(columns, cells).enumerated().map { place, cell in
            let style = Self.style(of: cell.0)
            return place == 0
                ? HTML.element("th", ["scope": "row", "class": style], [cell.1])
                : HTML.element("td", ["class": style], [cell.1])
        }
        return .element("tr", [:], cells)
    }

    private static func style(of column: Column) -> String { column.isNumber ? "number" : "words" }
}
