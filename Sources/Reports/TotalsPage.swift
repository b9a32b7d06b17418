import Tabular

/// A programme's totals as a page to read and to print.
public enum TotalsPage {
    /// The whole file.
    public static func text(_ report: TotalsReport) -> String {
        HTMLPage(
            title: "\(report.title) – \(DateWords.words(report.runDate))",
            body: [.element("main", [:], top(report) + [table(report)] + notes(report))]
        ).text
    }

    private static func top(_ report: TotalsReport) -> [HTML] {
        let notice = report.isDemonstration ? [HTML.notice(Demonstration.note)] : []
        let period =
            report.period.map { "From \(DateWords.words($0.first)) to \(DateWords.words($0.last))." }
            ?? "As at \(DateWords.words(report.indexDate)) (index date)."
        return notice + [
            .element("h1", [:], report.title).line,
            .element("p", ["class": "lead"], "\(period) Run on \(DateWords.words(report.runDate)).").line,
            .element("p", ["class": "quiet"], "Numbers are exact: for those who may see the lists, not for release.")
                .line,
        ]
    }

    private static func table(_ report: TotalsReport) -> HTML {
        let target = report.target.map { "Target \(percent($0))" }
        let columns: [HTMLTable.Column] =
            [.words(report.areaTitle)] + report.columns.map { .number($0.title) } + (target.map { [.words($0)] } ?? [])
        let rows = (report.areas + (report.areas.count == 1 ? [] : [report.all])).map { row in
            let figures = zip(report.columns, row.values).map { column, value in
                HTML.text(value.map { figure($0, column.kind, of: report) } ?? "–")
            }
            let verdict = HTML.text(row.isOnTarget.map { $0 ? "met" : "not met" } ?? "–")
            return [HTML.text(row.name.isEmpty ? "not known" : row.name)] + figures + (target == nil ? [] : [verdict])
        }
        return HTMLTable(caption: "By \(report.areaTitle.lowercased())", columns: columns, rows: rows).html
    }

    private static func figure(_ value: Double, _ kind: TotalsReport.Kind, of report: TotalsReport) -> String {
        guard kind == .share else { return Figure.count(Int(value)) }
        // What misses the target must not look like it.
        if let target = report.target, value < target, percent(value) == percent(target) {
            return "under \(percent(target))"
        }
        return percent(value)
    }

    private static func percent(_ share: Double) -> String {
        let text = Figure.decimal(100 * share, places: 1)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
    }

    private static func notes(_ report: TotalsReport) -> [HTML] {
        report.notes.isEmpty ? [] : [.heading("What the figures are of"), .bullets(report.notes)]
    }
}
