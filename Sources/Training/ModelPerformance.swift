import Evaluation

/// What an evaluation says, for the model card.
struct ModelPerformance {
    private let evaluation: ModelEvaluation

    init(_ evaluation: ModelEvaluation) { self.evaluation = evaluation }

    var paragraphs: [String] {
        [people, measureTable, cutTable] + subgroupTables
    }

    /// Discrimination, calibration and the main cut, in a sentence.
    var inShort: String {
        let measures = evaluation.measures
        let cut = evaluation.cuts.first { $0.rule == evaluation.mainCut }
        let precision = cut.map { ", PPV at \($0.rule) \(Self.text($0.positivePredictiveValue))" } ?? ""
        return "AUROC \(Self.text(measures.auroc))\(precision), observed over expected "
            + "\(Self.text(measures.observedOverExpected)), calibration slope \(Self.text(measures.calibrationSlope))."
    }

    private var people: String {
        let dates = evaluation.model.indexDates.joined(separator: ", ")
        let intervals =
            evaluation.bootstrap.replicates > 0
            ? " In brackets are 95% intervals from \(evaluation.bootstrap.replicates) bootstrap replicates of people."
            : ""
        return "On \(text(evaluation.persons)) people at \(dates), \(text(evaluation.events)) with the outcome. Counts "
            + "of 1 to \(DisclosureControl.suppressedUpTo) are suppressed, others rounded to "
            + "\(DisclosureControl.roundedTo)." + intervals
    }

    private var measureTable: String {
        let measures = evaluation.measures
        let rows: [(String, Estimate)] = [
            ("AUROC", measures.auroc), ("Average precision", measures.averagePrecision),
            ("Brier score", measures.brierScore), ("Scaled Brier score", measures.scaledBrierScore),
            ("Log-loss", measures.logLoss), ("Calibration in the large", measures.calibrationInTheLarge),
            ("Calibration slope", measures.calibrationSlope),
            ("Observed over expected", measures.observedOverExpected),
        ]
        return MarkdownTable.text(["measure", "value"], rows.map { [$0, Self.text($1)] })
    }

    private var cutTable: String {
        MarkdownTable.text(
            ["taken", "people", "PPV", "sensitivity", "lift"],
            (evaluation.cuts + evaluation.rules).map {
                [
                    $0.rule, text($0.taken), Self.text($0.positivePredictiveValue), Self.text($0.sensitivity),
                    Self.text($0.lift),
                ]
            })
    }

    private var subgroupTables: [String] {
        evaluation.subgroups.map { subgroup in
            MarkdownTable.text(
                [
                    subgroup.name, "people", "AUROC", "observed over expected", "PPV at the cut",
                    "sensitivity at the cut",
                ],
                subgroup.levels.map {
                    [
                        $0.name, text($0.people), Self.text($0.auroc), Self.text($0.observedOverExpected),
                        Self.text($0.positivePredictiveValue), Self.text($0.sensitivity),
                    ]
                })
        }
    }

    private func text(_ count: Int?) -> String { count.map(String.init) ?? MarkdownTable.withheld }

    private static func text(_ estimate: Estimate) -> String {
        guard let value = estimate.value else { return MarkdownTable.withheld }
        guard let low = estimate.low, let high = estimate.high else { return ModelCard.fixed(value) }
        return "\(ModelCard.fixed(value)) (\(ModelCard.fixed(low)) to \(ModelCard.fixed(high)))"
    }
}
