import Tabular

extension ListPage {
    /// What stands after the people: how the list came about, how fresh its data are, how to read it.
    static func facts(_ header: ListHeader) -> [HTML] {
        [.heading("How this list came about"), came(header)]
            + sources(header.sources) + reading
    }

    private static func came(_ header: ListHeader) -> HTML {
        let counts = header.counts
        var facts: [(name: String, value: String)] = [
            ("Rule", header.programme.rule), ("Eligible here", Figure.count(counts.eligible)),
            ("On this list", Figure.count(counts.shown)),
        ]
        if let risk = header.programme.riskOf { facts.insert(("Risk of", risk), at: 1) }
        facts += counts.leftOut.map { ("Left out", "\(Figure.count($0.people)) – \($0.why)") }
        facts += [
            ("Below the line", Figure.count(counts.belowTheLine)),
            ("Of them close to the line", Figure.count(counts.nearMisses)),
            ("Facts as at (index date)", header.indexDate), ("Run on", header.runDate),
            ("Model", "\(header.modelName), version \(header.modelVersion)"), ("Programme", header.programme.id),
        ]
        return .facts(facts)
    }

    /// What must be known before the people are: it stands above them.
    static func notes(_ notes: [String]) -> [HTML] {
        notes.isEmpty ? [] : [.heading("Bear in mind"), .bullets(notes)]
    }

    private static func sources(_ sources: [ListSource]) -> [HTML] {
        let rows = sources.map { source in
            [source.name, source.extractedOn ?? "not stated", source.completeTo ?? "not stated", source.note ?? ""]
                .map(HTML.text)
        }
        let columns = ["Source", "Extracted on", "Complete to", "Note"].map(HTMLTable.Column.words)
        return [.heading("How fresh the data are"), HTMLTable(columns: columns, rows: rows).html]
    }

    private static let reading: [HTML] = [.heading("How to read it"), .bullets(readingHints)]

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
