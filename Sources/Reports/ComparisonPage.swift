import Evaluation
import Tabular

/// comparison.html: a champion and a challenger on the same people, to read on a screen and on paper.
public enum ComparisonPage {
    /// The whole file.
    public static func text(_ comparison: ModelComparison) -> String {
        let charts = ComparisonCharts(comparison)
        let tables = ComparisonPageTables(comparison)
        let body: [[HTML]] = [
            top(comparison), [summary(comparison)], facts(comparison),
            EvaluationPage.section("Measures", [charts.roc, charts.calibration], [tables.measures]),
            EvaluationPage.section("At the cuts", [charts.cuts, charts.capture], [tables.cuts]),
            EvaluationPage.section("Who enters and who leaves", [], [shared(comparison), tables.overlap]),
            bands(comparison, tables),
            subgroups(comparison, charts, tables), limits(comparison), words(comparison),
        ]
        return HTMLPage(
            title: "Comparison – \(comparison.champion) and \(comparison.challenger)",
            body: [.element("main", [:], body.flatMap { $0 })], style: ChartStyle.text
        ).text
    }

    private static func top(_ comparison: ModelComparison) -> [HTML] {
        (comparison.isSynthetic ? [HTML.notice(EvaluationPage.syntheticNotice)] : []) + [
            .element("h1", [:], "Champion and challenger").line,
            .element(
                "p", ["class": "lead"],
                "\(comparison.champion) beside \(comparison.challenger): the risk of \(comparison.outcome)."
            ).line,
        ]
    }

    private static func summary(_ comparison: ModelComparison) -> HTML {
        let points = ComparisonSummary(comparison).sentences.map { point in
            HTML.element("li", [:], [.element("strong", [:], point.about), .text(": " + point.words)]).line
        }
        guard !points.isEmpty else {
            let sentence = "There are too few people, or too few outcomes, to say which is better."
            return .element("div", ["class": "verdict"], [.element("p", [:], sentence).line]).line
        }
        return .element(
            "div", ["class": "verdict"], [.element("p", [:], "In short").line, .element("ul", [:], points).line]
        ).line
    }

    private static func facts(_ comparison: ModelComparison) -> [HTML] {
        let dates =
            comparison.indexDates.isEmpty
            ? "not stated" : comparison.indexDates.map(DateWords.words).joined(separator: ", ")
        return [
            .heading("What was compared"),
            .facts([
                (name: "Champion", value: comparison.champion), (name: "Challenger", value: comparison.challenger),
                (name: "Who", value: comparison.population), (name: "Index dates", value: dates),
                (name: "People", value: EstimateWords.count(comparison.persons)),
                (name: "With the outcome", value: EstimateWords.count(comparison.events)),
            ]),
        ]
    }

    static let noIndex =
        "No net reclassification index is told: it calls a badly calibrated model better (Hilden and Gerds, Statistics "
        + "in Medicine 2014; 33: 3405-3414), and adds up people with and without the outcome as if they weighed alike. "
        + "The tables have them apart."

    private static func bands(_ comparison: ModelComparison, _ tables: ComparisonPageTables) -> [HTML] {
        guard !comparison.reclassification.bandEnds.isEmpty else { return [] }
        let section = EvaluationPage.section(
            "Who changes between bands of risk", [tables.events, tables.others], [])
        return section + [.element("p", ["class": "quiet"], noIndex).line]
    }

    private static func subgroups(
        _ comparison: ModelComparison, _ charts: ComparisonCharts, _ tables: ComparisonPageTables
    ) -> [HTML] {
        guard !comparison.subgroups.isEmpty else { return [] }
        let lead = HTML.element(
            "p", [:],
            "Right of the dashed line the challenger is better. A group is marked where the whole interval is left of it."
        ).line
        let sections = EvaluationPage.section("For whom: subgroups", charts.subgroups, tables.subgroups)
        return sections.prefix(1) + [lead] + sections.dropFirst()
    }

    private static func shared(_ comparison: ModelComparison) -> HTML? {
        guard comparison.overlap.sharedShare.value != nil else { return nil }
        let share = EstimateWords.share(comparison.overlap.sharedShare)
        return .element("p", [:], "Of the people whom the champion takes, the challenger takes \(share) as well.").line
    }

    private static func limits(_ comparison: ModelComparison) -> [HTML] {
        comparison.limits.isEmpty ? [] : [.heading("Limits"), .bullets(comparison.limits)]
    }

    private static func words(_ comparison: ModelComparison) -> [HTML] {
        let replicates = Figure.count(comparison.bootstrap.replicates)
        return [
            .heading("Words"),
            .facts([
                (name: "Difference", value: "The challenger's number less the champion's."),
                (
                    name: "Intervals",
                    value:
                        "95% of \(replicates) bootstrap replicates lie within. The same people are drawn for both, so "
                        + "that what they share cancels. Lists are kept as they were drawn."
                ), (name: "–", value: "Withheld, or not computable."),
                (name: "Disclosure control", value: comparison.disclosureControl),
            ]),
        ]
    }
}
