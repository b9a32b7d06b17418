import Evaluation
import Tabular

/// The charts of an evaluation. One that has nothing to show is nil.
struct EvaluationCharts {
    private let evaluation: ModelEvaluation
    private let words: EstimateWords.Type = EstimateWords.self

    init(_ evaluation: ModelEvaluation) { self.evaluation = evaluation }

    // MARK: Ranking

    var roc: HTML? {
        let points = evaluation.roc
        guard points.count > 2 else { return nil }
        var chart = Chart(
            "Discrimination (ROC curve)",
            description: "Sensitivity over the false positive rate as more people are taken from the top of the "
                + "ranking. The area under the curve is \(words.number(evaluation.measures.auroc)); chance has 0.5.",
            x: Axis("False positive rate", from: 0, to: 1, unit: .share),
            y: Axis("Sensitivity", from: 0, to: 1, unit: .share))
        chart.line("chance", [(0, 0), (1, 1)], .reference)
        chart.line("roc", points.map { ($0.falsePositiveRate, $0.sensitivity) }, .model)
        chart.label("chance", x: 0.62, y: 0.56, across: 4, down: 6, .reference)
        if let auroc = evaluation.measures.auroc.value {
            chart.label("AUROC \(words.number(auroc, places: 3))", x: 0.97, y: 0.1, .end)
        }
        return chart.html
    }

    var precisionRecall: HTML? {
        let points = evaluation.roc.compactMap { point in point.precision.map { (x: point.sensitivity, y: $0) } }
        guard points.count > 2, let prevalence = evaluation.measures.prevalence.value else { return nil }
        var chart = Chart(
            "Precision and recall",
            description: "The share with the outcome among those taken (precision) over the share of all with the "
                + "outcome who are taken (recall). Average precision is "
                + "\(words.number(evaluation.measures.averagePrecision)); drawing by lot has \(words.percent(prevalence)).",
            x: Axis("Recall (sensitivity)", from: 0, to: 1, unit: .share),
            y: Axis("Precision (PPV)", from: 0, to: points.map(\.y).max() ?? 1, unit: .share))
        chart.line("drawing by lot", [(0, prevalence), (1, prevalence)], .reference)
        chart.line("precision_recall", points, .model)
        chart.label("drawing by lot", x: 0.02, y: prevalence, down: -6, .reference)
        if let average = evaluation.measures.averagePrecision.value {
            chart.label(
                "average precision \(words.number(average, places: 3))", x: 0.98, y: chart.y.high, .end, down: 18)
        }
        return chart.html
    }

    /// The top quarter of the ranking, where lists are drawn.
    private static let captureShown = 0.25

    var capture: HTML? {
        let points = (evaluation.roc.map { (x: $0.shareTaken, y: $0.sensitivity) }).filter { $0.x <= Self.captureShown }
        guard points.count > 1, let prevalence = evaluation.measures.prevalence.value else { return nil }
        let oracle = [
            (x: 0.0, y: 0.0), (x: min(prevalence, Self.captureShown), y: min(1, Self.captureShown / prevalence)),
        ]
        var chart = Chart(
            "Who is found at the cut",
            description: "The share of all with the outcome who are among those taken, as more are taken from the top "
                + "of the ranking, beside a ranking that knows the outcomes and drawing by lot. Marks are cuts, with "
                + "95% intervals.",
            x: Axis("Share of people taken", from: 0, to: Self.captureShown, unit: .share),
            y: Axis("Share of the outcomes found (sensitivity)", from: 0, to: 1, unit: .share))
        chart.line("oracle", prevalence < Self.captureShown ? oracle + [(Self.captureShown, 1)] : oracle, .faint)
        chart.line("lot", [(0, 0), (Self.captureShown, Self.captureShown)], .reference)
        chart.line("capture", points, .model)
        let cuts = evaluation.cuts.filter { ($0.randomSensitivity ?? 1) <= Self.captureShown }
        chart.marks(
            "cuts",
            cuts.compactMap { cut in
                guard let share = cut.randomSensitivity, let found = cut.sensitivity.value else { return nil }
                return (share, found, cut.sensitivity.low, cut.sensitivity.high)
            }, .model)
        for cut in cuts where ["4%", "10%", "20%"].contains(cut.rule) {
            guard let share = cut.randomSensitivity, let found = cut.sensitivity.value else { continue }
            chart.label(
                "\(cut.rule): \(words.percent(found, places: 0))", x: share, y: found, across: 8, down: 16)
        }
        let isOracleSteep = prevalence < Self.captureShown
        chart.label(
            "knowing the outcomes", x: isOracleSteep ? min(prevalence, 0.12) : 0.02, y: isOracleSteep ? 0.97 : 0.9,
            across: 8, down: isOracleSteep ? 14 : 0, .faint)
        chart.label("drawing by lot", x: Self.captureShown, y: 0.1, .end, across: -4, .reference)
        return chart.html
    }

    // MARK: Calibration and use

    var calibration: HTML? {
        let groups = evaluation.calibration.groups.compactMap { group in
            group.observed.value.map { (x: group.meanRisk, y: $0, low: group.observed.low, high: group.observed.high) }
        }
        let curve = evaluation.calibration.curve.map { (x: $0.predicted, y: $0.observed) }
        guard groups.count > 1 else { return nil }
        let highest = (groups.flatMap { [$0.x, $0.y, $0.high ?? 0] } + curve.flatMap { [$0.x, $0.y] }).max() ?? 1
        var chart = Chart(
            "Calibration",
            description: "The share with the outcome over the risk they were given, in groups of similar risk with 95% "
                + "intervals, and a smooth curve. On the dashed line risks are true; above it they are too low.",
            x: Axis("Risk given", from: 0, to: min(highest, 1), unit: .share),
            y: Axis("Share with the outcome", from: 0, to: min(highest, 1), unit: .share))
        chart.line("ideal", [(0, 0), (chart.x.high, chart.x.high)], .reference)
        chart.line("curve", curve, .model)
        chart.marks("groups", groups, .model)
        let corner = chart.x.high
        chart.label("risks too low", x: 0.04 * corner, y: 0.9 * corner, .start, .reference)
        chart.label("risks too high", x: 0.98 * corner, y: 0.06 * corner, .end, .reference)
        if let slope = evaluation.measures.calibrationSlope.value {
            chart.label(
                "slope \(words.number(slope, places: 2))", x: 0.98 * corner, y: 0.06 * corner, .end, down: -24)
        }
        return chart.html
    }

    var netBenefit: HTML? {
        let points = evaluation.netBenefit.compactMap { point in point.model.value.map { (point, $0) } }
        guard points.count > 2, let first = points.first, let last = points.last else { return nil }
        let highest = points.map { max($0.1, $0.0.model.high ?? $0.1) }.max() ?? 0
        // The line of taking everybody goes on downwards without end.
        let lowest = -max(highest, 0.001) / 4
        var chart = Chart(
            "Net benefit",
            description: "What taking everyone above a threshold of risk is worth: people with the outcome found, less "
                + "people without it taken, weighed by the odds of the threshold; beside taking everybody and nobody. "
                + "The band is a 95% interval.",
            x: Axis("Threshold of risk", from: 0, to: last.0.threshold, unit: .share),
            y: Axis("Net benefit for each person", from: lowest, to: highest))
        chart.band(
            "interval",
            points.compactMap { point in
                guard let low = point.0.model.low, let high = point.0.model.high else { return nil }
                return (point.0.threshold, low, high)
            })
        let all = points.map { (x: $0.0.threshold, y: $0.0.all) }
        chart.line("nobody", [(0, 0), (last.0.threshold, 0)], .faint)
        chart.line(
            "everybody", all.prefix { $0.y > chart.y.low } + all.drop { $0.y > chart.y.low }.prefix(1), .reference)
        chart.line("model", points.map { ($0.0.threshold, $0.1) }, .model)
        let anchor = points[points.count / 4]
        chart.label("this model", x: anchor.0.threshold, y: anchor.1, across: 8, down: -10)
        chart.label("nobody", x: last.0.threshold, y: 0, .end, down: 17, .faint)
        if let end = all.last(where: { $0.y > 0.6 * chart.y.low }), end.x >= first.0.threshold {
            chart.label("everybody", x: end.x, y: max(end.y, 0.75 * chart.y.low), across: 12, down: 8, .reference)
        }
        return chart.html
    }

    var histogram: HTML? {
        let bars = evaluation.histogram
        guard bars.contains(where: { ($0.rows ?? 0) > 0 }) else { return nil }
        return BarChart(
            "Risks given",
            description: "How many people were given which risk, and how many of them had the outcome (dark).",
            bars: bars.map { bar in
                let range = "\(Self.bound(bar.from)) to \(Self.bound(bar.to))%"
                let events = bar.events.map { ", \(Figure.count($0)) with outcome" } ?? ""
                let words = bar.rows.map { $0 == 0 ? "0" : Figure.count($0) + events } ?? "suppressed"
                return .init(
                    name: range, value: bar.rows.map(Double.init), inner: bar.events.map(Double.init), words: words)
            }
        ).html
    }

    private static func bound(_ share: Double) -> String {
        Figure.decimal(100 * share, places: (1000 * share).rounded() == 10 * (100 * share).rounded() ? 0 : 1)
    }

    var importance: HTML? {
        let named = evaluation.importance.filter { $0.value != nil }
            .sorted { ($1.value ?? 0, $0.name) < ($0.value ?? 0, $1.name) }
        guard !named.isEmpty else { return nil }
        return BarChart(
            "What moves the risk most",
            description: "The standard deviation of each predictor's contribution to the log-odds among these people.",
            bars: named.prefix(15).map {
                .init(name: $0.name, value: $0.value, inner: nil, words: words.number($0.value, places: 2))
            }
        ).html
    }
}
