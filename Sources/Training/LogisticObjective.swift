import FeatureData

/// F(b, w) = mean(log-loss) + (lambda / 2) |w|^2 on standardised columns, with its gradient and Hessian.
///
/// A point is (w, b): p coefficients of the standardised columns, then the intercept, which is not penalised.
/// Columns are centred and scaled in the algebra, after the sums, so that the matrix stays sparse.
struct LogisticObjective: Sendable {
    let matrix: FeatureMatrix
    /// n outcomes, 0 or 1.
    let outcomes: [UInt8]
    let standardisation: Standardisation
    let lambda: Double
    let threads: Int
    /// 1 for every row; k for the systematic sample of every k-th row.
    let rowStep: Int

    private let usual: [Double]
    /// Means of value - usual.
    private let centres: [Double]
    /// 1 / scale; 0 for a constant column, which then has the gradient 0 and keeps the coefficient 0.
    private let factors: [Double]
    private let curvature: LogisticKernel.Curvature

    /// From this share of cells stored, dense blocks and `dsyrk` are faster than pairs of cells.
    private static let denseShare = 0.4

    init(
        matrix: FeatureMatrix, outcomes: [UInt8], standardisation: Standardisation, lambda: Double, threads: Int,
        rowStep: Int = 1
    ) {
        self.matrix = matrix
        self.outcomes = outcomes
        self.standardisation = standardisation
        self.lambda = lambda
        self.threads = threads
        self.rowStep = rowStep
        usual = matrix.columns.map(\.usual)
        centres = zip(standardisation.means, usual).map { $0 - $1 }
        factors = zip(standardisation.scales, standardisation.isConstant).map { $1 ? 0 : 1 / $0 }
        let cells = Double(matrix.rowCount) * Double(matrix.columns.count)
        curvature = Double(matrix.cellValues.count) >= LogisticObjective.denseShare * cells ? .dense : .sparse
    }

    /// The rows visited.
    var rowCount: Int { (matrix.rowCount + rowStep - 1) / rowStep }

    /// The same objective on a systematic sample of the rows.
    func sampled(every step: Int) -> LogisticObjective {
        LogisticObjective(
            matrix: matrix, outcomes: outcomes, standardisation: standardisation, lambda: lambda, threads: threads,
            rowStep: step)
    }

    struct Value: Sendable {
        var objective: Double
        /// p + 1 values.
        var gradient: [Double]
        /// The lower triangle of p + 1 by p + 1, by rows; empty where it was not asked for.
        var hessian: [Double]

        var gradientNorm: Double { gradient.reduce(0) { max($0, abs($1)) } }
    }

    func value(at point: [Double], withHessian: Bool) async -> Value {
        let sums = await sums(slopes: slopes(at: point), curvature: withHessian ? curvature : .none)
        let count = Double(rowCount)
        let weights = point.dropLast()
        return Value(
            objective: sums.loss / count + lambda / 2 * weights.reduce(0) { $0 + $1 * $1 },
            gradient: centredGradient(sums.gradient, point: point),
            hessian: withHessian ? centredHessian(sums.curvature) : [])
    }

    /// The slope by unit of each column, then the linear predictor of a row of usual values.
    private func slopes(at point: [Double]) -> [Double] {
        var slopes = zip(point, factors).map { $0 * $1 }
        slopes.append(zip(slopes, centres).reduce(point[point.count - 1]) { $0 - $1.0 * $1.1 })
        return slopes
    }

    private func sums(slopes: [Double], curvature: LogisticKernel.Curvature) async -> LogisticSums {
        let order = slopes.count
        let chunks = RowChunks(rowCount: rowCount, bytesPerChunk: order * order * 8)
        let parts = await chunks.map(threads: threads) { rows in
            kernelSums(slopes: slopes, rows: rows, curvature: curvature)
        }
        return parts.dropFirst().reduce(parts[0], +)
    }

    private func kernelSums(slopes: [Double], rows: Range<Int>, curvature: LogisticKernel.Curvature) -> LogisticSums {
        // Each array lends its memory for the length of this call.
        LogisticKernel.sums(
            rowStarts: matrix.rowStarts, cellColumns: matrix.cellColumns, cellValues: matrix.cellValues,
            outcomes: outcomes, usual: usual, slopes: slopes, columnCount: usual.count, rowStep: rowStep, rows: rows,
            curvature: curvature)
    }

    /// Gradient_j = (sum_j - centre_j x sum of residuals) / (scale_j n) + lambda w_j.
    private func centredGradient(_ sums: [Double], point: [Double]) -> [Double] {
        let count = Double(rowCount)
        let residuals = sums[factors.count]
        var gradient = factors.indices.map { column in
            (sums[column] - centres[column] * residuals) * factors[column] / count + lambda * point[column]
        }
        gradient.append(residuals / count)
        return gradient
    }

    /// Hessian_jk = (S_jk - c_j S_pk - c_k S_pj + c_j c_k S_pp) / (scale_j scale_k n) + lambda where j = k.
    private func centredHessian(_ sums: [Double]) -> [Double] {
        let columns = factors.count
        let order = columns + 1
        let count = Double(rowCount)
        var hessian = [Double](repeating: 0, count: order * order)
        let border = Array(sums[(columns * order)...])
        for row in 0..<columns {
            for column in 0...row {
                let centred =
                    sums[row * order + column] - centres[row] * border[column] - centres[column] * border[row]
                    + centres[row] * centres[column] * border[columns]
                hessian[row * order + column] = centred * factors[row] * factors[column] / count
            }
            hessian[row * order + row] += lambda
            hessian[columns * order + row] = (border[row] - centres[row] * border[columns]) * factors[row] / count
        }
        hessian[columns * order + columns] = border[columns] / count
        return hessian
    }
}
