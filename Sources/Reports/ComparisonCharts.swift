import Evaluation
import Tabular

/// The charts of a comparison: the champion dashed and square, the challenger plain and round.
struct ComparisonCharts {
    private let comparison: ModelComparison

    init(_ comparison: ModelComparison) { self.comparison = comparison }

    var roc: HTML? {
        guard comparison.championCurve.count > 2, comparison.challengerCurve.count > 2 else { return nil }
        var chart = Chart(
            "Discrimination (ROC curves)",
            description: "Sensitivity over the false positive rate. AUROC of the champion is "
                + "\(EstimateWords.number(comparison.measures.auroc.champion)), of the challenger "
                + "\(EstimateWords.number(comparison.measures.auroc.challenger)).",
            x: Axis("False positive rate", from: 0, to: 1, unit: .share),
            y: Axis("Sensitivity", from: 0, to: 1, unit: .share))
        chart.line("chance", [(0, 0), (1, 1)], .reference)
        chart.line("champion", comparison.championCurve.map { ($0.falsePositiveRate, $0.sensitivity) }, .rival)
        chart.line("challenger", comparison.challengerCurve.map { ($0.falsePositiveRate, $0.sensitivity) }, .model)
        let measures = comparison.measures.auroc
        chart.label(
            "champion (dashed) \(EstimateWords.number(measures.champion.value))", x: 0.98, y: 0.16, .end, .rival)
        chart.label("challenger \(EstimateWords.number(measures.challenger.value))", x: 0.98, y: 0.08, .end)
        return chart.html
    }

    var calibration: HTML? {
        let (before, after) = (comparison.championCalibration.curve, comparison.challengerCalibration.curve)
        guard before.count > 1, after.count > 1 else { return nil }
        let highest = (before + after).flatMap { [$0.predicted, $0.observed] }.max() ?? 1
        var chart = Chart(
            "Calibration, smooth",
            description: "The share with the outcome over the risk given. On the thin dashed line risks are true.",
            x: Axis("Risk given", from: 0, to: min(highest, 1), unit: .share),
            y: Axis("Share with the outcome", from: 0, to: min(highest, 1), unit: .share))
        chart.line("ideal", [(0, 0), (chart.x.high, chart.x.high)], .reference)
        chart.line("champion", before.map { ($0.predicted, $0.observed) }, .rival)
        chart.line("challenger", after.map { ($0.predicted, $0.observed) }, .model)
        let corner = chart.x.high
        let slopes = comparison.measures.calibrationSlope
        chart.label(
            "champion (dashed) slope \(EstimateWords.number(slopes.champion.value, places: 2))", x: 0.98 * corner,
            y: 0.13 * corner, .end, .rival)
        chart.label(
            "challenger slope \(EstimateWords.number(slopes.challenger.value, places: 2))", x: 0.98 * corner,
            y: 0.05 * corner, .end)
        return chart.html
    }

    /// Where lists are drawn.
    private static let captureShown = 0.25

    var capture: HTML? {
        func points(_ curve: [ModelEvaluation.RankingPoint]) -> [(x: Double, y: Double)] {
            curve.map { ($0.shareTaken, $0.sensitivity) }.filter { $0.0 <= Self.captureShown }
        }
        let (before, after) = (points(comparison.championCurve), points(comparison.challengerCurve))
        guard before.count > 1, after.count > 1 else { return nil }
        var chart = Chart(
            "Who is found",
            description: "The share of all with the outcome who are among those taken, as more are taken from the top "
                + "of either ranking.",
            x: Axis("Share of people taken", from: 0, to: Self.captureShown, unit: .share),
            y: Axis("Share of the outcomes found", from: 0, to: 1, unit: .share))
        chart.line("lot", [(0, 0), (Self.captureShown, Self.captureShown)], .reference)
        chart.line("champion", before, .rival)
        chart.line("challenger", after, .model)
        chart.label("drawing by lot", x: Self.captureShown, y: 0.1, .end, across: -4, .reference)
        chart.label("champion (dashed)", x: 0.004, y: 0.88, .start, .rival)
        chart.label("challenger", x: 0.004, y: 0.96)
        return chart.html
    }

    // MARK: Differences

    private func axis(_ title: String, _ estimates: [Estimate], unit: Axis.Unit = .number) -> Axis {
        let bounds: [Double?] = estimates.flatMap { [$0.low ?? $0.value, $0.high ?? $0.value] }
        let ends = bounds.compactMap { $0 } + [0]
        return Axis(title, from: ends.min() ?? 0, to: ends.max() ?? 0, unit: unit, steps: 3)
    }

    var cuts: HTML? {
        let told = comparison.cuts.filter { $0.positivePredictiveValue.difference.value != nil }
        return ForestChart(
            "Differences at the cuts",
            description:
                "The challenger's PPV and sensitivity less the champion's at each cut, with 95% intervals. The "
                + "dashed line is no difference.",
            panels: [
                .init(axis: axis("PPV", told.map(\.positivePredictiveValue.difference), unit: .share), reference: 0),
                .init(axis: axis("Sensitivity", told.map(\.sensitivity.difference), unit: .share), reference: 0),
            ],
            rows: told.map {
                .init(
                    name: "Top \($0.rule)",
                    estimates: [$0.positivePredictiveValue.difference, $0.sensitivity.difference])
            }
        )?.html
    }

    var subgroups: [HTML?] {
        let levels = comparison.subgroups.flatMap(\.levels)
        let panels: [ForestChart.Panel] = [
            .init(axis: axis("AUROC", levels.map(\.auroc.difference)), reference: 0),
            .init(axis: axis("Sensitivity", levels.map(\.sensitivity.difference), unit: .share), reference: 0),
        ]
        return comparison.levelBlocks.map { block in
            let rows = block.rows.map { row in
                ForestChart.Row(
                    name: row.level.worse.isEmpty ? row.name : "▼ " + row.name,
                    estimates: [row.level.auroc.difference, row.level.sensitivity.difference])
            }
            return ForestChart(
                "\(block.name): differences",
                description: "The challenger's AUROC, and sensitivity at the top \(comparison.mainCut), less the "
                    + "champion's. ▼ marks where it is shown to be worse.", panels: panels, rows: rows
            )?.html
        }
    }
}
