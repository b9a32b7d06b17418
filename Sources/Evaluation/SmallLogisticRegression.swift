import Glibc

/// An unpenalised logistic regression of a handful of terms, by Newton's method. Row by row: the terms are computed
/// anew in each pass, so that n rows by p terms are never held.
struct SmallLogisticRegression {
    let coefficients: [Double]

    /// - Parameters:
    ///   - start: coefficients to start from.
    ///   - write: writes a row's terms.
    /// - Returns: nil where the terms are collinear or the steps do not settle, as with outcomes that the terms
    ///   separate.
    init?(
        _ scored: ScoredOutcomes, start: [Double], write: (_ row: Int, _ terms: inout [Double]) -> Void
    ) {
        var coefficients = start
        for _ in 0..<50 {
            var sums = NormalEquations(width: start.count)
            var terms = start
            for row in scored.risks.indices {
                write(row, &terms)
                let predictor = zip(terms, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
                let risk = 1 / (1 + exp(-predictor))
                sums.add(
                    terms, curvature: scored.weights[row] * risk * (1 - risk),
                    residual: scored.weights[row] * (Double(scored.outcomes[row]) - risk))
            }
            guard let step = sums.solution() else { return nil }
            for place in step.indices { coefficients[place] += step[place] }
            guard coefficients.allSatisfy({ abs($0) < 1e6 }) else { return nil }
            if step.indices.allSatisfy({ abs(step[$0]) < 1e-9 * max(1, abs(coefficients[$0])) }) {
                self.coefficients = coefficients
                return
            }
        }
        return nil
    }
}

/// Curvature and gradient of a few terms, and the step that solves them.
private struct NormalEquations {
    /// The lower triangle, p by p.
    private var curvature: [Double]
    private var gradient: [Double]
    private let width: Int

    init(width: Int) {
        self.width = width
        curvature = [Double](repeating: 0, count: width * width)
        gradient = [Double](repeating: 0, count: width)
    }

    mutating func add(_ terms: [Double], curvature weight: Double, residual: Double) {
        for row in 0..<width {
            gradient[row] += residual * terms[row]
            let weighted = weight * terms[row]
            for column in 0...row { curvature[row * width + column] += weighted * terms[column] }
        }
    }

    /// By Cholesky's factorisation of the curvature scaled to a unit diagonal; nil where it is not positive definite.
    func solution() -> [Double]? {
        let scales = (0..<width).map { curvature[$0 * width + $0].squareRoot() }
        guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        var factor = curvature
        for row in 0..<width {
            for column in 0...row {
                var sum = curvature[row * width + column] / (scales[row] * scales[column])
                for inner in 0..<column { sum -= factor[row * width + inner] * factor[column * width + inner] }
                if row == column {
                    guard sum > 1e-11 else { return nil }
                    factor[row * width + row] = sum.squareRoot()
                } else {
                    factor[row * width + column] = sum / factor[column * width + column]
                }
            }
        }
        return substituted(factor, scales)
    }

    private func substituted(_ factor: [Double], _ scales: [Double]) -> [Double] {
        var values = zip(gradient, scales).map { $0 / $1 }
        for row in 0..<width {
            for column in 0..<row { values[row] -= factor[row * width + column] * values[column] }
            values[row] /= factor[row * width + row]
        }
        for row in (0..<width).reversed() {
            for below in (row + 1)..<width { values[row] -= factor[below * width + row] * values[below] }
            values[row] /= factor[row * width + row]
        }
        return zip(values, scales).map { $0 / $1 }
    }
}
