import FeatureData
import Glibc

/// How the linear predictor of a model is turned into a risk that fits other people than it was trained on.
public enum Recalibration: Sendable, Equatable {
    /// logit(risk) = linear predictor + the intercept.
    case intercept(Double)
    /// logit(risk) = intercept + slope x linear predictor.
    case line(intercept: Double, slope: Double)
    /// The risk is the curve's value at the linear predictor.
    case isotonic(IsotonicCurve)

    public func risk(linearPredictor: Double) -> Double {
        switch self {
        case .intercept(let intercept): logistic(intercept + linearPredictor)
        case .line(let intercept, let slope): logistic(intercept + slope * linearPredictor)
        case .isotonic(let curve): curve.value(at: linearPredictor)
        }
    }

    public enum Kind: String, Sendable, CaseIterable, Codable {
        case intercept
        case line = "intercept_and_slope"
        case isotonic
    }

    /// The rows with the outcome, and those without, that a curve needs at the least: what it takes to see how well
    /// calibrated a model is (Vergouwe and others, J Clin Epidemiol 2005; 58: 475-483; Collins and others, Stat Med 2016;
    /// 35: 214-226), and a curve has more to learn from them than that.
    public static let fewestForCurve = 100

    /// The maximum-likelihood fit of its kind: by logistic regression with the linear predictor as offset, by one with
    /// it as the only column, or by isotonic regression of the outcomes on it, whose ends are neither 0 nor 1.
    ///
    /// - Parameters:
    ///   - linearPredictors: n finite values.
    ///   - outcomes: n values, 0 or 1.
    ///   - weights: n weights of at least 0; nil for 1 each.
    /// - Throws: `TrainingError`.
    public init(
        _ kind: Kind, linearPredictors: [Double], outcomes: [UInt8], weights: [Double]? = nil
    ) async throws(TrainingError) {
        let offsets = kind == .intercept ? linearPredictors : nil
        let rows = TrainingRows(
            matrix: Recalibration.matrix(kind, linearPredictors), outcomes: outcomes, weights: weights,
            offsets: offsets)
        switch kind {
        case .intercept:
            self = .intercept(try await Recalibration.fit(rows, factors: []).intercept)
        case .line:
            let fit = try await Recalibration.fit(rows, factors: [0])
            let slope = fit.coefficients[0] / fit.standardisation.scales[0]
            self = .line(intercept: fit.intercept - slope * fit.standardisation.means[0], slope: slope)
        case .isotonic:
            try rows.validate()
            let totals = RowTotals.byFold(of: rows, folds: nil, count: 1)[0]
            guard totals.hasBothOutcomes else { throw .singleClass(rows: totals.rows) }
            let fewest = Recalibration.fewestForCurve
            guard min(totals.events, totals.rows - totals.events) >= fewest else {
                throw .tooFewForCurve(fewest: fewest)
            }
            let counted = outcomes.indices.filter { rows.weight(of: $0) > 0 }
            self = .isotonic(
                IsotonicCurve(
                    inputs: counted.map { linearPredictors[$0] }, outcomes: counted.map { outcomes[$0] },
                    weights: weights.map { weights in counted.map { weights[$0] } }))
        }
    }

    /// The linear predictors as a column, or no column where they are the offset.
    private static func matrix(_ kind: Kind, _ linearPredictors: [Double]) -> FeatureMatrix {
        let column = FeatureColumn(name: "linear predictor", usual: 0, fingerprint: "", reason: "")
        var matrix = FeatureMatrix(columns: kind == .intercept ? [] : [column])
        for predictor in linearPredictors { matrix.append(row: kind == .intercept ? [] : [predictor]) }
        return matrix
    }

    private static func fit(_ rows: TrainingRows, factors: [Double]) async throws(TrainingError) -> PenalisedFit {
        let regression = PenalisedLogisticRegression(factors: factors, tolerance: 1e-12)
        return try await regression.fit(rows, lambda: 1, threads: 1)
    }
}

private func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
