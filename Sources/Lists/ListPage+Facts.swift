import Tabular

extension ListPage {
    /// What stands after the people: how the list came about, how fresh its data are, how to read it.
    static func facts(_ header: ListHeader) -> [HTML] {
        [.element("h2", [:], "How this list came about").line, came(header)]
            + notes(header.notes) + sources(header.sources) + reading
    }

    private static func came(_ header: ListHeader) -> HTML {
        let counts = header.counts
        var facts = [
            ("Rule", header.programme.rule), ("Eligible here", Figure.count(counts.eligible)),
            ("On this list", Figure.count(counts.shown)),
        ]
        facts += counts.leftOut.map { ("Left out", "\(Figure.count($0.people)) – \($0.why)") }
        facts += [
            ("Below the line", Figure.count(counts.belowTheLine)),
            ("Of them close to the line", Figure.count(counts.nearMisses)),
            ("Facts as at (index date)", header.indexDate), ("Run on", header.runDate),
            ("Model", "\(header.modelName), version \(header.modelVersion)"), ("Programme", header.programme.id),
        ]
        let items = facts.flatMap { [HTML.element("dt", [:], $0.0), .element("dd", [:], $0.1).line] }
        return .element("dl", ["class": "facts"], items).line
    }

    private static func notes(_ notes: [String]) -> [HTML] {
        guard !notes.isEmpty else { return [] }
        return [
            .element("h2", [:], "Bear in mind").line,
            .element("ul", [:], notes.map { HTML.element("li", [:], $0).line }).line,
        ]
    }

    private static func sources(_ sources: [ListSource]) -> [HTML] {
        let headings = ["Source", "Extracted on", "Complete to", "Note"]
        let rows = sources.map { source in
            let cells = [source.extractedOn ?? "not stated", source.completeTo ?? "not stated", source.note ?? ""]
            return HTML.element(
                "tr", [:],
                [.element("th", ["scope": "row"], source.name)] + cells.map { .element("td", [:], $0) }
            ).line
        }
        let table = HTML.element(
            "table", [:],
            [
                .element(
                    "thead", [:],
                    [.element("tr", [:], headings.map { .element("th", ["scope": "col"], $0) })]
                ).line,
                .element("tbody", [:], rows),
            ])
        return [
            .element("h2", [:], "How fresh the data are").line, .element("div", ["class": "scroll"], [table]).line,
        ]
    }

    private static let reading: [HTML] = [
        .element("h2", [:], "How to read it").line,
        .element("ul", [:], readingHints.map { HTML.element("li", [:], $0).line }).line,
    ]

    private static let readingHints = [
        "Risk is the model's estimate of the outcome for people like this one: of 100 people at 30%, about 30 have it.",
        "Rank in practice is among the eligible of the person's own practice, rank overall among all of them. People who "
            + "are left out keep their ranks, so a number may be missing.",
        "Why tells what is recorded of the person. It need not be what causes the risk.",
        "What moves the score: + raises it and − lowers it, compared with an average person; the largest stands first. "
            + "+0.7 about doubles the odds.",
        "A band is a share of the eligible by rank.",
    ]
}
