import Evaluation
import Tabular

/// Charts and tables of subgroups. Groupings of one level, such as conditions, share a chart.
struct SubgroupSection {
    private typealias Block = LevelBlock<ModelEvaluation.Subgroup.Level>

    private let evaluation: ModelEvaluation

    init(_ evaluation: ModelEvaluation) { self.evaluation = evaluation }

    var html: [HTML] {
        guard !evaluation.subgroups.isEmpty else { return [] }
        let blocks = evaluation.levelBlocks
        let charts = blocks.compactMap(chart)
        return EvaluationPage.section("For whom: subgroups", charts, blocks.map(table))
    }

    // MARK: Charts

    private func axis(_ title: String, _ estimate: (ModelEvaluation.Subgroup.Level) -> Estimate, _ always: Double)
        -> Axis
    {
        let told = evaluation.subgroups.flatMap(\.levels).map(estimate)
        let ends = told.flatMap { [$0.low ?? $0.value, $0.high ?? $0.value] }.compactMap { $0 } + [always]
        return Axis(title, from: ends.min() ?? 0, to: ends.max() ?? 1, steps: 4)
    }

    private func chart(_ block: Block) -> HTML? {
        ForestChart(
            block.name,
            description: "AUROC and observed over expected of each level with 95% intervals; the dashed line is all "
                + "people's AUROC, and the right number of outcomes.",
            panels: [
                .init(
                    axis: axis("AUROC", \.auroc, evaluation.measures.auroc.value ?? 0.5),
                    reference: evaluation.measures.auroc.value),
                .init(axis: axis("Observed over expected", \.observedOverExpected, 1), reference: 1),
            ],
            rows: block.rows.map { row in
                .init(name: row.name, estimates: [row.level.auroc, row.level.observedOverExpected])
            }
        )?.html
    }

    // MARK: Tables

    private func table(_ block: Block) -> HTML {
        let columns: [HTMLTable.Column] = [
            .words(block.name), .number("People"), .number("With the outcome"), .number("AUROC"),
            .number("Observed over expected"), .number("Calibration slope"), .number("Taken at \(evaluation.mainCut)"),
            .number("PPV"), .number("Sensitivity"),
        ]
        let rows = block.rows.map { row in
            [
                row.name, EstimateWords.count(row.level.people), EstimateWords.count(row.level.events),
                EstimateWords.number(row.level.auroc), EstimateWords.number(row.level.observedOverExpected, places: 2),
                EstimateWords.number(row.level.calibrationSlope, places: 2), EstimateWords.count(row.level.taken),
                EstimateWords.share(row.level.positivePredictiveValue), EstimateWords.share(row.level.sensitivity),
            ].map(HTML.text)
        }
        return HTMLTable(columns: columns, rows: rows).html
    }
}
