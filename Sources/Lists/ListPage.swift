import Tabular

/// A list as a page to read and to print: what the CSV and its header hold.
public enum ListPage {
    /// The whole file.
    public static func text(_ document: ListDocument) -> String {
        let header = document.header
        let body =
            summary(header) + PeopleTable(document).html + nearMisses(document) + left(document) + parts(header.parts)
            + facts(document)
        return HTMLPage(
            title: "\(header.programme.title) – \(header.place.title) – \(DateWords.words(header.runDate))",
            body: [
                .element(
                    "div", ["class": "patients"],
                    [.element("header", [:], top(header)).line, .element("main", [:], body).line, footer(header)])
            ], style: header.parts == nil ? "" : partStyle
        ).text
    }

    private static let partStyle: StaticString =
        "        .people tr.part th { font-weight: bold; background: #ececec; padding: .35em .5em; }"

    private static func top(_ header: ListHeader) -> [HTML] {
        var parts = [
            HTML.element("p", ["class": "quiet"], ListDocument.confidential).line,
            .element("h1", [:], header.programme.title).line,
            .element("p", ["class": "lead"], "\(header.place.kind.words): \(header.place.words)").line,
            .element("p", ["class": "quiet"], dates(header)).line,
        ]
        if let freshness = header.freshness {
            parts.append(.element("p", ["class": "quiet"], "\(freshness).").line)
        }
        if header.isDemonstration {
            parts.insert(.notice(Demonstration.note), at: 0)
        }
        return parts
    }

    private static func dates(_ header: ListHeader) -> String {
        let issue = header.issue.map { "\($0.words). " } ?? ""
        return issue + "People as they were known on \(DateWords.words(header.indexDate)) (index date). "
            + "Run on \(DateWords.words(header.runDate))" + (header.run.map { " (\($0))." } ?? ".")
    }

    /// Who is here and what to expect of them, before anything else.
    private static func summary(_ header: ListHeader) -> [HTML] {
        var sentences = [HTML.element("p", [:], counts(header)).line]
        if let leftOut = leftOut(header.counts) { sentences.append(.element("p", [:], leftOut).line) }
        sentences += header.notes.map { .element("p", [:], [.element("b", [:], "Bear in mind: "), .text($0)]).line }
        if let movement = header.issue?.movementWords { sentences.append(.element("p", [:], movement).line) }
        if let expected = header.expectation, expected.people > 0 {
            sentences.append(.element("p", [:], expected.words(riskOf: header.programme.riskOf)).line)
        }
        return [.element("div", ["class": "verdict"], sentences + [.element("p", [:], ListDocument.advice).line]).line]
    }

    private static func counts(_ header: ListHeader) -> String {
        let counts = header.counts
        let people = counts.shown == 1 ? "person" : "people"
        return "\(Figure.count(counts.shown)) \(people)\(header.eligibleWords): \(header.programme.rule)."
    }

    /// Who would have been reached and is not here, in a sentence; nil where that is nobody.
    private static func leftOut(_ counts: ListCounts) -> String? {
        let reasons = counts.leftOut.filter(\.isTold)
        guard !reasons.isEmpty else { return nil }
        return "Left out: " + reasons.map { $0.words(" ") }.joined(separator: "; ") + "."
    }

    private static func nearMisses(_ document: ListDocument) -> [HTML] {
        guard !document.nearMisses.isEmpty else { return [] }
        // Who stays from the issue before can rank below them, and on a team's list who is of a practice with room.
        let lowest = document.rows.map(\.risk).min() ?? .infinity
        let isOvertaken = document.nearMisses.contains { $0.risk > lowest }
        let sentence =
            "Not on this list, but next in rank. "
            + (isOvertaken
                ? "Some are at higher risk than the last who has a place by the rule above."
                : "A line has to be drawn somewhere; these are next below it.")
        return [.heading("Just below the line"), .element("p", [:], sentence).line]
            + PeopleTable(nearMissesOf: document).html
    }

    /// Who left since the issue before, as far as they may be named, and the others by number.
    private static func left(_ document: ListDocument) -> [HTML] {
        guard let issue = document.header.issue, let reasons = issue.leavingWords else { return [] }
        let sentence = "Since \(issue.isIssued ? "the issue before" : "that issue"): \(reasons). \(whoIsNamed)"
        let people = document.left.map { [HTML.text($0.personID), HTML.text($0.why)] }
        let table = HTMLTable(
            caption: "No longer on this list", columns: [.words("Person"), .words("Why they left it")], rows: people)
        return [.heading("Who left this list"), .element("p", [:], sentence).line]
            + (people.isEmpty ? [] : [table.html])
    }

    static let whoIsNamed =
        "Named are those alone who are registered here still and do not object; the others are counted."

    private static func footer(_ header: ListHeader) -> HTML {
        let run = "run on \(DateWords.words(header.runDate))"
        let parts = [header.programme.title, header.place.words, run, ListDocument.confidential]
        return .element("footer", [:], parts.joined(separator: " – ")).line
    }
}
