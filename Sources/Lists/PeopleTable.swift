import Tabular

/// The people of a list as a table: rows to read on a screen and with a screen reader, cards on a telephone, lines to
/// write on on paper.
struct PeopleTable {
    private let header: ListHeader
    private let rows: [ListRow]
    private let caption: String
    private let hasMovement: Bool

    init(_ document: ListDocument) {
        header = document.header
        rows = document.rows
        let by = rows.contains { $0.part != nil } ? header.parts.map { " by \($0.title.lowercased())" } ?? "" : ""
        let order = header.programme.scale == .risk ? "at the highest risk" : "with most points"
        caption = "People on this list\(by), those \(order) first"
        hasMovement = Self.hasMovement(rows)
    }

    init(nearMissesOf document: ListDocument) {
        header = document.header
        rows = document.nearMisses
        caption = "People just below the line: NOT on this list"
        hasMovement = Self.hasMovement(rows)
    }

    private static func hasMovement(_ rows: [ListRow]) -> Bool {
        rows.contains { $0.standing != nil }
    }

    var html: [HTML] {
        guard !rows.isEmpty else { return [.element("p", ["class": "lead"], "Nobody is on this list.").line] }
        let table = HTML.element(
            "table", ["class": "people", "role": "table"],
            [
                .element("caption", [:], caption).line, widths,
                .element("thead", ["role": "rowgroup"], [running, headings]).line,
            ] + bodies)
        return [table.line]
    }

    /// A column element for each column: the style gives each its width, the most to the reasons.
    private var widths: HTML {
        let names =
            ["rank", "person", "risk", "reasons"] + (hasMovement ? ["movement"] : [])
            + Self.reviewTitles.map { _ in "review" }
        return .element("colgroup", [:], names.map { HTML.element("col", ["class": $0]) }).line
    }

    /// One for each part of the list, under its name.
    private var bodies: [HTML] {
        var bodies: [(part: String?, rows: [HTML])] = []
        for row in rows {
            if bodies.isEmpty || bodies[bodies.count - 1].part != row.part { bodies.append((row.part, [])) }
            bodies[bodies.count - 1].rows.append(self.row(row).line)
        }
        return bodies.map { part, rows in
            .element("tbody", ["role": "rowgroup"], (part.map { [heading(of: $0)] } ?? []) + rows)
        }
    }

    private func heading(of part: String) -> HTML {
        let title = header.parts?.title ?? "Part"
        let words = part.isEmpty ? "\(title) not known" : "\(title) \(part)"
        let span = String(titles.count + Self.reviewTitles.count)
        return .element(
            "tr", ["role": "row", "class": "part"],
            [.element("th", ["scope": "rowgroup", "role": "rowheader", "colspan": span], words)]
        ).line
    }

    private var titles: [String] {
        ["Rank", "Person", header.programme.scale == .risk ? "Risk" : "Points", "Why"]
            + (hasMovement ? ["Movement"] : [])
    }

    private static let reviewTitles = ["Seen by, date", "Outcome", "Suitable? If not, why"]

    private var headings: HTML {
        let read = titles.map { HTML.element("th", ["scope": "col", "role": "columnheader"], $0) }
        let write = Self.reviewTitles.map {
            HTML.element("th", ["scope": "col", "role": "columnheader", "class": "review"], $0)
        }
        return .element("tr", ["role": "row"], read + write)
    }

    /// Whose list this is, once more: on paper it repeats on every page.
    private var running: HTML {
        let parts = [caption, header.programme.title, header.place.title, DateWords.words(header.runDate)]
        let text = (parts + (header.isDemonstration ? [Demonstration.note] : [])).joined(separator: " – ")
        let span = String(titles.count + Self.reviewTitles.count)
        return .element(
            "tr", ["class": "running", "aria-hidden": "true"], [.element("td", ["colspan": span], text)]
        ).line
    }

    private func row(_ row: ListRow) -> HTML {
        .element(
            "tr", ["role": "row"],
            [
                .element("td", ["role": "cell", "class": "rank"], rank(row)),
                .element("th", ["scope": "row", "role": "rowheader", "class": "person"], person(row)),
                .element("td", ["role": "cell", "class": "risk"], risk(row)),
                .element("td", ["role": "cell", "class": "reasons"], why(row)),
            ] + (hasMovement ? [.element("td", ["role": "cell", "class": "movement"], movement(row))] : [])
                + Self.reviewCells)
    }

    /// The practice's rank is the one that its readers count by.
    private func rank(_ row: ListRow) -> [HTML] {
        // A team or a hospital counts by nobody's practice.
        guard header.place.kind == .practice else { return [.element("b", [:], Figure.count(row.rank))] }
        var parts = [HTML.element("b", [:], Figure.count(row.rankInPractice))]
        if row.rank != row.rankInPractice { parts += Self.small("overall \(Figure.count(row.rank))") }
        return parts
    }

    private func person(_ row: ListRow) -> [HTML] {
        let who = [row.sex, row.ageBand].filter { !$0.isEmpty }.joined(separator: ", ")
        var parts = [HTML.element("b", [:], row.personID)]
        if !who.isEmpty { parts += Self.small(who) }
        if let caseloads = row.caseloads, !caseloads.isEmpty {
            parts += Self.small("On the caseload of \(caseloads.joined(separator: ", "))")
        }
        return parts
    }

    private func risk(_ row: ListRow) -> [HTML] {
        let scale = header.programme.scale
        var parts = [HTML.element("b", [:], RiskWords.figure(row.risk, scale))]
        if scale == .risk, let words = RiskWords.words(row.risk) { parts += Self.small(words) }
        return parts + Self.small(row.band)
    }

    /// What is long stands where there is room for it.
    private func why(_ row: ListRow) -> [HTML] {
        [reasons(row.reasons)] + row.changes.flatMap { Self.small($0) }
            + (row.alsoOn.isEmpty ? [] : Self.small("Also on: \(row.alsoOn.joined(separator: "; "))"))
    }

    private func reasons(_ reasons: [String]) -> HTML {
        reasons.isEmpty ? .text("–") : .element("ul", [:], reasons.map { .element("li", [:], $0) })
    }

    private func movement(_ row: ListRow) -> [HTML] { [.text(row.standing?.words ?? "")] }

    /// Room to write on paper; nothing to read elsewhere.
    private static let reviewCells = (0..<3).map { _ in HTML.element("td", ["role": "cell", "class": "review"], "") }

    /// A line of its own, in smaller letters.
    private static func small(_ text: String) -> [HTML] { [.text(" "), .element("span", ["class": "small"], text)] }
}
