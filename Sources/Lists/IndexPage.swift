import Tabular

/// `index.html`: the way from a run to each of its lists, to what its data were like, and to how its models did.
public enum IndexPage {
    /// The whole file.
    public static func text(_ index: RunIndex) -> String {
        let practices = index.places.filter { $0.place.kind == .practice }
        let teams = index.places.filter { $0.place.kind == .neighbourhood }
        let hospitals = index.places.filter { $0.place.kind == .provider }
        let body =
            [lead(index)] + ListPage.notes(index.notes) + places(practices, heading: "Practices")
            + places(teams, heading: "Neighbourhood teams")
            + places(hospitals, heading: "Hospitals") + links(index.totals, heading: "Totals by area")
            + links(index.others, heading: "The data of this run")
            + links(index.evaluations, heading: "How the models did")
        let demonstration = index.isDemonstration ? [HTML.notice(Demonstration.note)] : []
        let top =
            demonstration + [
                .element("p", ["class": "quiet"], ListDocument.confidential).line,
                .element("h1", [:], "Lists of \(DateWords.words(index.runDate))").line,
            ]
        return HTMLPage(
            title: "Lists – \(DateWords.words(index.runDate))",
            body: [.element("header", [:], top).line, .element("main", [:], body).line], style: style
        ).text
    }

    private static let style: StaticString = """
                ul.lists { columns: 26em; column-gap: 2em; max-width: none; }
                ul.lists li { break-inside: avoid; }
                h3 { break-after: avoid; }
        """

    private static func lead(_ index: RunIndex) -> HTML {
        let sentence =
            "\(index.run.map { "Run \($0). " } ?? "")People as they were known on \(DateWords.words(index.indexDate)) (index date). Each practice has a workbook "
            + "with all of its lists, and each list a page to print."
        return .element("p", ["class": "lead"], sentence).line
    }

    /// A heading for each place, so that a screen reader goes from one to the next, and a narrow screen has no table.
    private static func places(_ places: [RunIndex.Place], heading: String) -> [HTML] {
        guard !places.isEmpty else { return [] }
        return [.heading(heading)]
            + places.flatMap { place -> [HTML] in
                [
                    .element("h3", [:], place.place.words).line,
                    .element("p", [:], whole(place)).line, lists(place).line,
                ]
            }
    }

    /// The workbook of all lists of a place, and who is on none for want of a score: practices alone know that.
    private static func whole(_ place: RunIndex.Place) -> [HTML] {
        let workbook = place.workbook.map { link("Workbook of all its lists", to: $0, of: place.place) }
        guard place.place.kind == .practice else { return [workbook ?? .text("No workbook")] }
        return [
            workbook ?? .text("No workbook"), .text(". Not scored: \(unscored(place))"),
        ] + (place.notScored.map { [.text(" ("), link("who and why", to: $0, of: place.place), .text(")")] } ?? [])
            + [.text(".")]
    }

    private static func unscored(_ place: RunIndex.Place) -> String {
        guard !place.unscored.isEmpty else { return "nobody" }
        return place.unscored.map { "\(Figure.count($0.people)) \($0.why)" }.joined(separator: "; ")
    }

    private static func lists(_ place: RunIndex.Place) -> HTML {
        guard !place.entries.isEmpty else { return .element("p", [:], "No lists") }
        return .element(
            "ul", ["class": "lists"],
            place.entries.map { entry in
                let counts = "\(Figure.count(entry.header.counts.shown))\(entry.header.isHeld ? ", held" : "")"
                let title = entry.header.programme.title
                return .element(
                    "li", [:],
                    [
                        entry.page.map { link(title, to: $0, of: entry.header.place) } ?? .text(title),
                        .text(" (\(counts)) "), link("CSV", to: entry.table, of: entry.header.place, title), .text(" "),
                        link("ids", to: entry.ids, of: entry.header.place, title),
                    ])
            })
    }

    private static func links(_ links: [RunIndex.Link], heading: String) -> [HTML] {
        guard !links.isEmpty else { return [] }
        let items = links.map { HTML.element("li", [:], [.element("a", ["href": $0.path], $0.title)]).line }
        return [.heading(heading), .element("ul", [:], items).line]
    }

    /// A link whose name, read out alone, tells of what and of whom it is.
    private static func link(_ text: String, to path: String, of place: ListPlace, _ list: String = "") -> HTML {
        let name = [text, list, place.words].filter { !$0.isEmpty }.joined(separator: ", ")
        return .element("a", ["href": path, "aria-label": name], text)
    }
}
