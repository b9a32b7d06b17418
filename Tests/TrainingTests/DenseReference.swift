import FeatureData
import Foundation
import Training

/// The standardisation and the gradient, written out row by row on dense values: slow, obvious, and sharing no code
/// with the fit.
struct DenseReference {
    let rows: [[Double]]
    let outcomes: [UInt8]
    let lambda: Double

    private var means: [Double] {
        rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } / Double(rows.count) }
    }

    private func scales(_ means: [Double]) -> [Double] {
        means.indices.map { column in
            let square = rows.reduce(0) { $0 + pow($1[column] - means[column], 2) }
            let scale = (square / Double(rows.count)).squareRoot()
            return scale < 1e-12 ? 1 : scale
        }
    }

    /// By coefficient, then by intercept.
    func gradient(_ fit: PenalisedFit) -> [Double] {
        let logLoss = logLossGradient(at: fit.coefficients + [fit.intercept])
        return zip(logLoss, fit.coefficients.map { lambda * $0 } + [0]).map { $0 + $1 }
    }

    /// Without a penalty's part.
    func logLossGradient(_ fit: PenalisedFit) -> [Double] { logLossGradient(at: fit.coefficients + [fit.intercept]) }

    private func logLossGradient(at point: [Double]) -> [Double] {
        let means = means
        let scales = scales(means)
        var gradient = [Double](repeating: 0, count: point.count)
        for (row, outcome) in zip(rows, outcomes) {
            let standardised = row.indices.map { (row[$0] - means[$0]) / scales[$0] } + [1]
            let predictor = zip(standardised, point).reduce(0) { $0 + $1.0 * $1.1 }
            let residual = 1 / (1 + exp(-predictor)) - Double(outcome)
            for column in gradient.indices { gradient[column] += residual * standardised[column] / Double(rows.count) }
        }
        return gradient
    }
}
