import Evaluation
import Tabular

/// The tables of an evaluation's page. One that has no rows is nil.
struct EvaluationPageTables {
    private let evaluation: ModelEvaluation

    init(_ evaluation: ModelEvaluation) { self.evaluation = evaluation }

    private static func table(_ caption: String, _ columns: [HTMLTable.Column], _ rows: [[String]]) -> HTML? {
        guard !rows.isEmpty else { return nil }
        return HTMLTable(caption: caption, columns: columns, rows: rows.map { $0.map(HTML.text) }).html
    }

    var measures: HTML? {
        let measures = evaluation.measures
        let rows = [
            ["AUROC", EstimateWords.number(measures.auroc)],
            ["Average precision", EstimateWords.number(measures.averagePrecision)],
            ["Area under the precision-recall curve, by trapezoids", EstimateWords.number(measures.auprcTrapezoid)],
            ["Brier score", EstimateWords.number(measures.brierScore, places: 4)],
            ["Scaled Brier score", EstimateWords.number(measures.scaledBrierScore)],
            ["Log-loss", EstimateWords.number(measures.logLoss, places: 4)],
            ["Observed over expected", EstimateWords.number(measures.observedOverExpected)],
            ["Calibration in the large", EstimateWords.number(measures.calibrationInTheLarge)],
            ["Calibration intercept", EstimateWords.number(measures.calibrationIntercept)],
            ["Calibration slope", EstimateWords.number(measures.calibrationSlope)],
            [
                "Mean distance of the calibration curve (ICI)",
                EstimateWords.number(evaluation.calibration.integratedCalibrationIndex, places: 4),
            ],
        ]
        return Self.table(
            "Measures, with 95% intervals", [.words("Measure"), .number("Value (interval)")],
            rows.filter { $0[1] != EstimateWords.none })
    }

    var cuts: HTML? {
        let rows = (evaluation.cuts + evaluation.rules).map { cut in
            [
                cut.rule, EstimateWords.count(cut.taken), EstimateWords.percent(cut.threshold),
                EstimateWords.share(cut.positivePredictiveValue), EstimateWords.share(cut.sensitivity),
                EstimateWords.percent(cut.oracleSensitivity), EstimateWords.percent(cut.randomSensitivity),
                EstimateWords.share(cut.specificity), EstimateWords.number(cut.lift, places: 1),
            ]
        }
        return Self.table(
            "Cuts, with 95% intervals",
            [
                .words("Taken"), .number("People"), .number("Lowest risk"), .number("PPV"), .number("Sensitivity"),
                .number("Best possible"), .number("By lot"), .number("Specificity"), .number("Lift"),
            ], rows)
    }

    var groups: HTML? {
        Self.table(
            "Groups of similar risk, with 95% intervals",
            [.number("Mean risk given"), .number("People"), .number("Share with the outcome")],
            evaluation.calibration.groups.map {
                [EstimateWords.percent($0.meanRisk), EstimateWords.count($0.people), EstimateWords.share($0.observed)]
            })
    }

    /// Thresholds that a reader may ask for.
    private static let toldThresholds = [1, 2, 3, 4, 5, 10, 15, 20, 30, 40, 50, 60]

    var netBenefit: HTML? {
        let told = evaluation.netBenefit.filter { Self.toldThresholds.contains(Int((100 * $0.threshold).rounded())) }
        return Self.table(
            "Net benefit, with 95% intervals. Of taking nobody it is 0.",
            [.number("Threshold"), .number("This model"), .number("Everybody")],
            told.map {
                [
                    EstimateWords.percent($0.threshold, places: 0), EstimateWords.number($0.model, places: 4),
                    EstimateWords.number($0.all, places: 4),
                ]
            })
    }

    var missingness: HTML? {
        Self.table(
            "Predictors with missing values", [.words("Predictor"), .number("Missing")],
            evaluation.missingness.filter { $0.value != 0 }
                .sorted { ($1.value ?? 0, $0.name) < ($0.value ?? 0, $1.name) }
                .map { [$0.name, EstimateWords.percent($0.value)] })
    }

    /// The model itself first.
    var ablation: HTML? {
        guard let ablation = evaluation.ablation else { return nil }
        func words(_ value: Double?, _ difference: Double?) -> String {
            guard let value else { return EstimateWords.none }
            let change = difference.map { " (\($0 < 0 ? "" : "+")\(EstimateWords.number($0, places: 4)))" } ?? ""
            return EstimateWords.number(value, places: 4) + change
        }
        let whole = ["nothing", "0"] + ablation.whole.all.map { words($0, nil) }
        let rows = ablation.rows.map { row in
            [row.leftOut, "\(row.features)"] + zip(row.measures.all, ablation.differences(row)).map(words)
        }
        return Self.table(
            "The same fit without a group of predictors, and how that differs from the model",
            [
                .words("Left out"), .number("Predictors"), .number("AUROC"), .number("Brier score"),
                .number("PPV at 4%"),
            ], [whole] + rows)
    }

    var attrition: HTML? {
        Self.table(
            "Rows at each step", [.words("Step"), .number("Rows")],
            evaluation.attrition.map { [$0.name, EstimateWords.count($0.people)] })
    }
}
