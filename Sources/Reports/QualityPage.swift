import Accounts
import Evaluation
import Tabular

/// quality.html: what a run knows of the data it was given, as a page to read. Counts are exact, so it is restricted
/// as the lists are.
public enum QualityPage {
    /// The whole file.
    public static func text(_ account: QualityAccount) -> String {
        let body =
            top(account) + [verdict(QualityVerdict(account))] + sources(account.sources) + people(account.people)
            + features(account.unavailableFeatures) + drift(account.drift) + account.sources.flatMap(source)
            + practices(account) + words
        return HTMLPage(
            title: "Data quality – \(DateWords.words(account.runDate))",
            body: [.element("main", ["class": "wide"], body)]
        ).text
    }

    private static func top(_ account: QualityAccount) -> [HTML] {
        let (run, index) = (DateWords.words(account.runDate), DateWords.words(account.indexDate))
        let dates = "Run on \(run). Facts as at \(index) (index date)."
        let notice = account.isDemonstration ? [HTML.notice(Demonstration.note)] : []
        return notice + [
            .element("h1", [:], "Data quality").line,
            .element("p", ["class": "lead"], dates).line,
            .element("p", ["class": "quiet"], "Numbers are exact: for those who may see the lists, not for release.")
                .line,
        ]
    }

    private static func verdict(_ verdict: QualityVerdict) -> HTML {
        let points = verdict.points.map { point in
            HTML.element("li", [:], [.element("strong", [:], point.about), .text(": " + point.sentence)]).line
        }
        let list = points.isEmpty ? [] : [HTML.element("ul", [:], points).line]
        return .element("div", ["class": "verdict"], [.element("p", [:], verdict.headline).line] + list).line
    }

    /// All sources side by side.
    private static func sources(_ sources: [SourceQuality]) -> [HTML] {
        let columns: [HTMLTable.Column] = [
            .words("Source"), .words("Table"), .number("Rows read"), .number("Accepted"), .number("Set aside"),
            .words("Extracted on"), .number("Days old"), .words("Comes"), .words("Complete to"),
            .words("First to last day"),
        ]
        let rows = sources.map { source in
            let read = source.rows(\.read)
            return [
                source.source, source.table, Figure.count(read),
                Figure.percent(source.rows { $0[.accepted] }, of: read),
                Figure.percent(source.rows { $0[.quarantined] }, of: read),
                source.extractedOn ?? "not stated", source.ageInDays.map(Figure.count) ?? "–",
                source.every ?? "not stated",
                source.completeTo ?? "not stated", days(source),
            ].map(HTML.text)
        }
        return [.heading("Sources at a glance"), HTMLTable(columns: columns, rows: rows).html]
    }

    private static func days(_ source: SourceQuality) -> String {
        guard let first = source.firstDay, let last = source.lastDay else { return "no dates" }
        return "\(first) to \(last)"
    }

    private static func people(_ people: PeopleAccount) -> [HTML] {
        let reasons = people.notScored.keys.sorted().map { reason in
            ["Not scored: \(reason.replacing("_", with: " "))", Figure.count(people.notScored[reason] ?? 0)]
        }
        let rows =
            [["Registered", Figure.count(people.registered)]] + reasons
            + [["Scored", Figure.count(people.scored)]]
        let table = HTMLTable(
            columns: [.words("People"), .number("Number")], rows: rows.map { $0.map(HTML.text) })
        return [.heading("People"), table.html]
    }

    private static func features(_ unavailable: [String: String]) -> [HTML] {
        guard !unavailable.isEmpty else { return [] }
        let rows = unavailable.keys.sorted().map { [HTML.text($0), .text(unavailable[$0] ?? "")] }
        let lead = "A model that uses one of these cannot be run on these data."
        return [
            .heading("Features that could not be computed"), .element("p", [:], lead).line,
            HTMLTable(columns: [.words("Feature"), .words("Why")], rows: rows).html,
        ]
    }

    private static func drift(_ models: [ModelDrift]) -> [HTML] {
        guard !models.isEmpty else { return [] }
        let (notable, shifted) = (PopulationStabilityIndex.notable, PopulationStabilityIndex.shifted)
        let lead =
            "How far the people of tonight lie from those a model was trained on, feature by feature, and from those it "
            + "was evaluated on, by risk: the population stability index. Under \(notable) is no change worth attention, "
            + "from there to \(shifted) one to look into, over it a shift (Siddiqi, Credit Risk Scorecards, 2006). No list "
            + "is changed by it. People who had the outcome before are counted here, and not in the training for a first "
            + "diagnosis."
        let columns: [HTMLTable.Column] = [
            .words("Model"), .words("People compared"), .number("Risk"), .words("Features from \(notable)"),
            .number("Features under it"),
        ]
        return [
            .heading("Drift"), .element("p", [:], lead).line,
            HTMLTable(columns: columns, rows: models.map { $0.cells.map(HTML.text) }).html,
        ]
    }

    /// Accepted rows of each source by practice, beside the people registered.
    private static func practices(_ account: QualityAccount) -> [HTML] {
        let sources = account.sources.filter { !$0.acceptedByPractice.isEmpty }
        let columns: [HTMLTable.Column] =
            [.words("Practice"), .words("Name"), .number("Registered"), .number("Scored")]
            + sources.map { .number($0.source) }
        let rows = account.practices.map { practice in
            let accepted = sources.map { source in
                source.acceptedByPractice[practice.code].map(Figure.count) ?? "none"
            }
            let people = [Figure.count(practice.registered), Figure.count(practice.scored)]
            return ([practice.code, practice.name] + people + accepted).map(HTML.text)
        }
        let lead = "People, and the accepted rows of each source."
        return [
            .heading("By practice"), .element("p", [:], lead).line, HTMLTable(columns: columns, rows: rows).html,
        ]
    }

    private static var words: [HTML] {
        let facts = Disposition.allCases.map { (name: $0.heading, value: $0.explanation) }
        let lead = "Every row read is under one of these, under the first that applies to it."
        return [.heading("Words"), .element("p", [:], lead).line, .facts(facts)]
    }
}
