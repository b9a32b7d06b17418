import Evaluation
import Tabular

/// The figures' numbers as CSV files, for whoever draws them anew.
public enum EvaluationTables {
    /// Names of files and their texts. A number that is withheld or not computable is empty.
    public static func files(_ evaluation: ModelEvaluation) -> [(name: String, text: String)] {
        [
            ("roc.csv", roc(evaluation)), ("precision_recall.csv", precisionRecall(evaluation)),
            ("calibration.csv", calibration(evaluation)), ("lift.csv", lift(evaluation)),
            ("net_benefit.csv", netBenefit(evaluation)), ("risk_histogram.csv", histogram(evaluation)),
            ("subgroups.csv", subgroups(evaluation)),
        ]
    }

    /// The shortest decimal that reads back as the same double.
    private static func text(_ value: Double?) -> String { value?.description ?? "" }

    private static func text(_ value: Int?) -> String { value.map(String.init) ?? "" }

    private static func texts(_ estimate: Estimate) -> [String] {
        [text(estimate.value), text(estimate.low), text(estimate.high)]
    }

    private static func heads(_ name: String) -> [String] { [name, "\(name)_low", "\(name)_high"] }

    /// Lines of fields, quoted where they must be; a formula that a spreadsheet would run is kept from it.
    private static func csv(_ rows: [[String]]) -> String {
        rows.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
    }

    private static func field(_ text: String) -> String {
        let isNumber = Double(text) != nil
        let safe = !isNumber && text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        let mustQuote = safe.contains { ",\"\n\r".contains($0) }
        return mustQuote ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }

    private static func roc(_ evaluation: ModelEvaluation) -> String {
        csv(
            [["share_taken", "false_positive_rate", "sensitivity"]]
                + evaluation.roc.map { [$0.shareTaken, $0.falsePositiveRate, $0.sensitivity].map { text($0) } })
    }

    private static func precisionRecall(_ evaluation: ModelEvaluation) -> String {
        csv([["recall", "precision"]] + evaluation.roc.map { [text($0.sensitivity), text($0.precision)] })
    }

    private static func calibration(_ evaluation: ModelEvaluation) -> String {
        csv(
            [["kind", "people", "risk"] + heads("observed")]
                + evaluation.calibration.groups.map {
                    ["group", text($0.people), text($0.meanRisk)] + texts($0.observed)
                }
                + evaluation.calibration.curve.map { ["curve", "", text($0.predicted), text($0.observed), "", ""] })
    }

    private static func lift(_ evaluation: ModelEvaluation) -> String {
        let heads =
            ["taken_by", "people", "threshold"] + heads("ppv") + heads("sensitivity") + heads("specificity")
            + heads("lift") + ["oracle_sensitivity", "random_sensitivity"]
        return csv(
            [heads]
                + (evaluation.cuts + evaluation.rules).map { cut in
                    [cut.rule, text(cut.taken), text(cut.threshold)] + texts(cut.positivePredictiveValue)
                        + texts(cut.sensitivity) + texts(cut.specificity) + texts(cut.lift)
                        + [text(cut.oracleSensitivity), text(cut.randomSensitivity)]
                })
    }

    private static func netBenefit(_ evaluation: ModelEvaluation) -> String {
        csv(
            [["threshold"] + heads("model") + ["all", "none"]]
                + evaluation.netBenefit.map { [text($0.threshold)] + texts($0.model) + [text($0.all), "0"] })
    }

    private static func histogram(_ evaluation: ModelEvaluation) -> String {
        csv(
            [["risk_from", "risk_to", "rows", "events"]]
                + evaluation.histogram.map { [text($0.from), text($0.to), text($0.rows), text($0.events)] })
    }

    private static func subgroups(_ evaluation: ModelEvaluation) -> String {
        let heads =
            ["grouping", "level", "people", "rows", "events", "taken"] + heads("prevalence") + heads("auroc")
            + heads("observed_over_expected") + heads("calibration_in_the_large") + heads("calibration_slope")
            + heads("ppv") + heads("sensitivity")
        let rows = evaluation.subgroups.flatMap { subgroup in
            subgroup.levels.map { level in
                [
                    subgroup.name, level.name, text(level.people), text(level.rows), text(level.events),
                    text(level.taken),
                ] + texts(level.prevalence) + texts(level.auroc) + texts(level.observedOverExpected)
                    + texts(level.calibrationInTheLarge) + texts(level.calibrationSlope)
                    + texts(level.positivePredictiveValue) + texts(level.sensitivity)
            }
        }
        return csv([heads] + rows)
    }
}
