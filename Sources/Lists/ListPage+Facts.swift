import Tabular

extension ListPage {
    /// What stands after the people: how the list came about, how fresh its data are, how to read it.
    static func facts(_ document: ListDocument) -> [HTML] {
        let header = document.header
        return [.heading("How this list came about"), came(header)] + sources(header.sources) + reading(document)
            + scores(document)
    }

    private static func came(_ header: ListHeader) -> HTML {
        let counts = header.counts
        var facts: [(name: String, value: String)] = [("Rule", header.programme.rule)]
        if let risk = header.programme.riskOf { facts.append(("Risk of", risk)) }
        if header.knowsEligible { facts.append(("Eligible here", Figure.count(counts.eligible))) }
        facts.append(("On this list", Figure.count(counts.shown)))
        facts += counts.leftOut.map { ("Left out", $0.words(" – ")) }
        if header.knowsEligible {
            facts += [
                ("Below the line", Figure.count(counts.belowTheLine)),
                (closeToLine(header.programme.scale), Figure.count(counts.nearMisses)),
            ]
        }
        facts += header.notScored.map { ("Not scored", "\(Figure.count($0.people)) – \($0.why)") }
        if let expected = header.expectation, let share = expected.positivePredictiveValue {
            facts += [
                ("Expected events", Figure.decimal(expected.events, places: 1)),
                ("PPV at this cut", "\(Figure.decimal(100 * share, places: 1))% (\(expected.basis))"),
            ]
        }
        facts += [
            ("Facts as at (index date)", DateWords.words(header.indexDate)),
            ("Run on", DateWords.words(header.runDate)),
            ("Run", header.run ?? "not named"),
            ("Model", "\(header.modelName), version \(header.modelVersion)"), ("Programme", header.programme.id),
        ]
        return .facts(facts)
    }

    /// By the risk, whatever the rank: who stands next in rank may be further below.
    private static func closeToLine(_ scale: ListProgramme.Scale) -> String {
        "Of them within a tenth of the \(scale == .risk ? "risk" : "points") at the line"
    }

    /// The people of a list's parts, in numbers.
    static func parts(_ parts: ListParts?) -> [HTML] {
        guard let parts, !parts.parts.isEmpty else { return [] }
        let rows = parts.parts.map { part in
            [part.name.isEmpty ? "not known" : part.name, Figure.count(part.eligible), Figure.count(part.shown)]
                .map(HTML.text)
        }
        let sums = [
            "All", Figure.count(parts.parts.reduce(0) { $0 + $1.eligible }),
            Figure.count(parts.parts.reduce(0) { $0 + $1.shown }),
        ]
        let columns: [HTMLTable.Column] = [.words(parts.title), .number("Eligible"), .number("On this list")]
        return [
            HTMLTable(
                caption: "By \(parts.title.lowercased())", columns: columns,
                rows: rows + (rows.count > 1 ? [sums.map(HTML.text)] : [])
            ).html
        ]
    }

    /// What must be known before anything else.
    static func notes(_ notes: [String]) -> [HTML] {
        notes.isEmpty ? [] : [.heading("Bear in mind"), .bullets(notes)]
    }

    private static func sources(_ sources: [ListSource]) -> [HTML] {
        let rows = sources.map { source in
            [
                source.name, source.completeTo.map(DateWords.words) ?? "not stated",
                source.extractedOn.map(DateWords.words) ?? "not stated", source.ageWords, source.note ?? "",
            ].map(HTML.text)
        }
        let columns = ["Source", "Complete to", "Extracted on", "Age", "Note"].map(HTMLTable.Column.words)
        return [
            .heading("How fresh the data are"),
            HTMLTable(caption: "Sources of this run", columns: columns, rows: rows).html,
        ]
    }

    private static func reading(_ document: ListDocument) -> [HTML] {
        let knowsCaseloads = document.rows.contains { $0.caseloads != nil }
        return [
            .heading("How to read it"),
            .bullets(
                [scaleHint(document.header.programme.scale), rankHint(document.header.place.kind)] + readingHints
                    + (knowsCaseloads ? [caseloadHint] : [])),
        ]
    }

    private static func scaleHint(_ scale: ListProgramme.Scale) -> String {
        switch scale {
        case .risk:
            "Risk is the model's estimate of the outcome for people like this one: of 100 people at 30%, about 30 have it."
        case .points:
            "Points are added up from what is recorded of the person, as the model's card says. They are no risk."
        }
    }

    private static func rankHint(_ kind: ListPlace.Kind) -> String {
        let among =
            kind == .practice
            ? "the eligible of the person's own practice; overall, among all of them" : "all the eligible of the run"
        return "Rank is among \(among). People who are left out keep their ranks, so a number may be missing."
    }

    private static let readingHints = [
        "Why tells what is recorded of the person. It need not be what causes the risk.",
        "A band, such as the top 0.5% or the highest third, is a share of the eligible by rank.",
    ]

    private static let caseloadHint = "Where no caseload is named, the person is on none that this run knows."

    /// For those who ask how each fact changes the score.
    private static func scores(_ document: ListDocument) -> [HTML] {
        guard !document.rows.isEmpty else { return [] }
        let rows = document.rows.map { row in
            [HTML.text(row.personID), HTML.text(factors(row.factors))]
        }
        let table = HTMLTable(
            caption: "What moves each person's score", columns: [.words("Person"), .words("Largest terms")], rows: rows)
        let summary = HTML.element("summary", [:], "What moves each person's score")
        return [
            .element("details", [:], [summary.line, .element("p", [:], scoresHint).line, table.html]).line
        ]
    }

    private static let scoresHint =
        "Each is what a feature adds to the score (the log-odds), compared with an average person; the largest stands "
        + "first. + raises it and − lowers it; +0.7 about doubles the odds."

    private static func factors(_ factors: [ListRow.Factor]) -> String {
        factors.map { factor in
            let figure = Figure.decimal(factor.contribution.magnitude, places: 2)
            return "\(factor.name) \(factor.contribution < 0 ? "−" : "+")\(figure)"
        }.joined(separator: ", ")
    }
}
