import FeatureData
import Scoring

/// A small model and a matrix for it, made up.
enum Example {
    static let columns = [
        FeatureColumn(name: "age", usual: 0, fingerprint: "a1", reason: "Aged {value}"),
        FeatureColumn(name: "unused", usual: 0, fingerprint: "u1", reason: ""),
        FeatureColumn(name: "egfr", usual: 90, fingerprint: "e1", reason: "eGFR {value}"),
        FeatureColumn(name: "admissions", usual: 0, fingerprint: "m1", reason: "{value} admissions"),
    ]

    static let model = RiskModel(
        name: "emergency-admission", version: "1", link: .logit, intercept: -2.5,
        features: [
            .init(name: "admissions", fingerprint: "m1"), .init(name: "age", fingerprint: "a1"),
            .init(name: "egfr", fingerprint: "e1"),
        ],
        terms: [
            .init(BasisTerm("admissions"), coefficient: 0.6, mean: 0.2, scale: 0.7),
            .init(BasisTerm("age"), coefficient: 0.4, mean: 48.25, scale: 18.5),
            .init(BasisTerm("egfr"), coefficient: -0.1, mean: 86, scale: 11),
        ],
        training: TrainingPopulation(
            fingerprint: "f1", indexDates: ["2023-04-01"], rows: 1000, events: 60, synthetic: true,
            catalogue: "default"),
        histograms: [ReferenceHistogram(feature: "age", edges: [30, 60], counts: [300, 400, 300])],
        goldenVectors: [GoldenVector(values: [0.2, 48.25, 86], linearPredictor: -2.5)])

    static let rows: [[Double]] = [
        [70, 1, 45, 2], [0, 0, 90, 0], [48.25, 0, 86, 0.2], [33, 7, 90, 0], [101, 3, 12, 9], [33, 0, 90, 0],
    ]

    static func matrix(_ rows: [[Double]] = rows) -> FeatureMatrix {
        var matrix = FeatureMatrix(columns: columns)
        for row in rows { matrix.append(row: row) }
        return matrix
    }

    /// The definition, written out.
    static func linearPredictor(_ row: [Double]) -> Double {
        -2.5 + 0.6 * (row[3] - 0.2) / 0.7 + 0.4 * (row[0] - 48.25) / 18.5 - 0.1 * (row[2] - 86) / 11
    }
}
