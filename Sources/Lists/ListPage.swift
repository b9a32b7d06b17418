import Tabular

/// A list as a page to read and to print: what the CSV and its header hold.
public enum ListPage {
    /// The whole file.
    public static func text(_ document: ListDocument) -> String {
        let header = document.header
        return HTMLPage(
            title: "\(header.programme.title) – \(header.place.title) – \(header.runDate)",
            body: [
                .element(
                    "main", ["class": "patients"],
                    top(header) + [summary(header)] + notes(header.notes) + people(document) + facts(header))
            ]
        ).text
    }

    private static func top(_ header: ListHeader) -> [HTML] {
        let place = header.place.kind == .practice ? "Practice" : "Neighbourhood"
        var parts = [
            HTML.element("p", ["class": "quiet"], "Confidential: patient data").line,
            .element("h1", [:], header.programme.title).line,
            .element("p", ["class": "lead"], "\(place): \(header.place.words)").line,
        ]
        if header.isDemonstration {
            parts.insert(.notice(ListDocument.demonstrationNote), at: 0)
        }
        return parts
    }

    /// Who is here, as at when, in two sentences.
    private static func summary(_ header: ListHeader) -> HTML {
        let counts = header.counts
        let risk = header.programme.riskOf.map { " of \($0)" } ?? ""
        // A list that is held no longer knows who else was eligible.
        let eligible = counts.eligible > counts.shown ? " of \(Figure.count(counts.eligible)) eligible" : ""
        let sentence =
            "\(Figure.count(counts.shown))\(eligible) people, as they were known on \(header.indexDate). "
            + "Those at the highest risk\(risk) stand first."
        return .element(
            "div", ["class": "verdict"],
            [.element("p", [:], sentence).line, .element("div", [:], ListDocument.advice).line]
        ).line
    }

    private static let columns: [(title: String, isNumber: Bool)] = [
        ("Rank in practice", true), ("Rank overall", true), ("Person", false), ("Risk", true), ("Why", false),
        ("Band", false), ("What moves the score", false),
    ]

    private static func people(_ document: ListDocument) -> [HTML] {
        guard !document.rows.isEmpty else { return [.element("p", ["class": "lead"], "Nobody is on this list.").line] }
        let headings = columns.map { column in
            HTML.element("th", ["scope": "col", "class": column.isNumber ? "number" : ""], column.title)
        }
        let table = HTML.element(
            "table", ["class": "whole"],
            [
                .element("thead", [:], [running(document.header), .element("tr", [:], headings)]).line,
                .element("tbody", [:], document.rows.map { row($0).line }),
            ])
        return [.element("div", ["class": "scroll"], [table]).line]
    }

    /// Whose list this is, once more: it repeats on every printed page.
    private static func running(_ header: ListHeader) -> HTML {
        let parts = ["People, those at highest risk first", header.programme.title, header.place.title, header.runDate]
        let text = (parts + (header.isDemonstration ? [ListDocument.demonstrationNote] : [])).joined(separator: " – ")
        return .element(
            "tr", ["class": "running"],
            [.element("th", ["scope": "colgroup", "colspan": String(columns.count)], text)])
    }

    private static func row(_ row: ListRow) -> HTML {
        .element(
            "tr", [:],
            [
                .element("td", ["class": "number"], String(row.rankInPractice)),
                .element("td", ["class": "number"], String(row.rank)),
                .element("th", ["scope": "row", "class": "id"], row.personID),
                .element("td", ["class": "number"], Figure.decimal(100 * row.risk, places: 1) + "%"),
                .element("td", ["class": "reasons"], [reasons(row.reasons)]),
                .element("td", ["class": "nowrap"], row.band),
                .element("td", ["class": "quiet"], factors(row.factors)),
            ])
    }

    private static func reasons(_ reasons: [String]) -> HTML {
        reasons.isEmpty ? .text("–") : .element("ul", [:], reasons.map { .element("li", [:], $0) })
    }

    /// The factors on as few lines as they need, none broken.
    private static func factors(_ factors: [ListRow.Factor]) -> [HTML] {
        factors.enumerated().flatMap { place, factor in
            let comma = place + 1 < factors.count ? "," : ""
            return [HTML.element("span", ["class": "nowrap"], self.factor(factor) + comma), .text(" ")]
        }
    }

    private static func factor(_ factor: ListRow.Factor) -> String {
        let figure = Figure.decimal(factor.contribution.magnitude, places: 2)
        return "\(factor.name) \(factor.contribution < 0 ? "−" : "+")\(figure)"
    }
}
