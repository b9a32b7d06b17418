import FeatureData
import LinearAlgebra

/// The weighted mean log-loss on standardised columns, with its gradient and Hessian, of the rows of all folds but one.
///
/// A point is (w, b): p coefficients of the standardised columns, then the intercept. Columns are centred and scaled in
/// the algebra, after the sums, so that the matrix stays sparse.
struct LogisticObjective: Sendable {
    let rows: PackedRows
    let standardisation: Standardisation
    /// The sum of the rows' weights.
    let weight: Double
    /// The fold that is left out; nil where none is.
    let excludedFold: Int?
    /// 1 for every row; k for the systematic sample of every k-th row.
    let rowStep: Int

    /// Means of value - origin.
    private let centres: [Double]
    /// 1 / scale; 0 for a constant column.
    private let factors: [Double]

    init(rows: PackedRows, moments: ColumnMoments, excludedFold: Int? = nil) {
        self.init(
            rows: rows, standardisation: moments.standardisation(without: excludedFold),
            weight: moments.totals(without: excludedFold).weight, excludedFold: excludedFold, rowStep: 1)
    }

    private init(
        rows: PackedRows, standardisation: Standardisation, weight: Double, excludedFold: Int?, rowStep: Int
    ) {
        self.rows = rows
        self.standardisation = standardisation
        self.weight = weight
        self.excludedFold = excludedFold
        self.rowStep = rowStep
        centres = zip(standardisation.means, rows.origins).map { $0 - $1 }
        factors = standardisation.factors
    }

    /// The same objective on a systematic sample of the rows, with the same standardisation.
    func sampled(every step: Int) -> LogisticObjective {
        let visited = stride(from: 0, to: rows.rowCount, by: step)
        let weight =
            rows.weights.map { weights in visited.reduce(0) { $0 + weights[$1] } }
            ?? Double((rows.rowCount + step - 1) / step)
        return LogisticObjective(
            rows: rows, standardisation: standardisation, weight: weight, excludedFold: excludedFold, rowStep: step)
    }

    struct Value: Sendable {
        /// The mean log-loss.
        var loss: Double
        /// p + 1 values.
        var gradient: [Double]
        /// p + 1 by p + 1; nil where it was not asked for.
        var hessian: SymmetricMatrix?
    }

    /// The slope by unit at each position; at 0 the linear predictor of a row of origins.
    func slopes(at point: [Double]) -> [Double] {
        var slopes = [Double](repeating: 0, count: rows.width)
        slopes[0] = point[factors.count]
        for column in factors.indices {
            let slope = point[column] * factors[column]
            slopes[rows.positions[column]] = slope
            slopes[0] -= slope * centres[column]
        }
        return slopes
    }

    /// The point that predicts in this objective's rows what slopes do.
    func point(of slopes: [Double]) -> [Double] {
        var intercept = slopes[0]
        var point = factors.indices.map { column in
            let slope = slopes[rows.positions[column]]
            intercept += slope * centres[column]
            return standardisation.isConstant[column] ? 0 : slope / factors[column]
        }
        point.append(intercept)
        return point
    }

    /// The sums of the rows visited at a point, by fold, without curvature.
    func sums(at point: [Double], threads: Int) async -> LogisticSums {
        await rows.sums(slopes: slopes(at: point), rowStep: rowStep, threads: threads)
    }

    /// The curvature of the rows visited at a point, by fold.
    ///
    /// - Parameter earlier: of the same rows at a point nearby, to be brought up to date; nil for the point's own.
    func curvature(at point: [Double], after earlier: RowCurvature?, threads: Int) async -> RowCurvature {
        await rows.curvature(slopes: slopes(at: point), rowStep: rowStep, after: earlier, threads: threads)
    }

    /// Centres and scales sums, the excluded fold's left out.
    func value(of sums: LogisticSums) -> Value {
        let total = sums.total(without: excludedFold)
        return Value(
            loss: total.losses[0] / weight, gradient: centredGradient(total.gradients),
            hessian: total.curvatures.isEmpty ? nil : centredHessian(total.curvatures))
    }

    /// Gradient_j = (sum_j - centre_j x sum of residuals) / (scale_j x weight).
    func centredGradient(_ sums: [Double]) -> [Double] {
        var gradient = factors.indices.map { column in
            (sums[rows.positions[column]] - centres[column] * sums[0]) * factors[column] / weight
        }
        gradient.append(sums[0] / weight)
        return gradient
    }

    /// Hessian_jk = (S_jk - c_j S_0k - c_k S_0j + c_j c_k S_00) / (scale_j scale_k weight).
    private func centredHessian(_ sums: [Double]) -> SymmetricMatrix {
        let (columns, width) = (factors.count, rows.width)
        var hessian = SymmetricMatrix(order: columns + 1)
        let border = rows.positions.map { sums[$0 * width] }
        for row in 0..<columns {
            let (place, factor) = (rows.positions[row], factors[row] / weight)
            for column in 0...row {
                let other = rows.positions[column]
                let sum = sums[max(place, other) * width + min(place, other)]
                let centred =
                    sum - centres[row] * border[column] - centres[column] * border[row]
                    + centres[row] * centres[column] * sums[0]
                hessian.set(row, column, centred * factor * factors[column])
            }
            hessian.set(row, columns, (border[row] - centres[row] * sums[0]) * factor)
        }
        hessian.set(columns, columns, sums[0] / weight)
        return hessian
    }
}

extension PackedRows {
    /// The sums over one row in `rowStep`, by fold, without curvature.
    func sums(slopes: [Double], rowStep: Int, threads: Int) async -> LogisticSums {
        let chunks = RowChunks(rowCount: visited(rowStep), bytesPerChunk: foldCount * width * 8)
        let parts = await chunks.map(threads: threads) { run in
            LogisticKernel.sums(of: self, slopes: slopes, rowStep: rowStep, run: run)
        }
        return parts.dropFirst().reduce(into: parts[0]) { $0.add($1) }
    }

    /// Chunks of a pass for the curvature: each has a matrix of its own to clear and to add.
    private static let curvatureChunks = 16

    /// The sums over one row in `rowStep`, by fold, with curvature.
    func curvature(
        slopes: [Double], rowStep: Int, after earlier: RowCurvature?, threads: Int
    ) async -> RowCurvature {
        let chunks = RowChunks(
            rowCount: visited(rowStep), bytesPerChunk: foldCount * width * (width + 1) * 8,
            most: PackedRows.curvatureChunks)
        let parts = await chunks.map(threads: threads) { run in
            LogisticKernel.curvature(
                of: self, slopes: slopes, rowStep: rowStep, run: run,
                weights: earlier.map { Array($0.weights[run]) } ?? [Double](repeating: 0, count: run.count))
        }
        var sums = LogisticSums(foldCount: foldCount, width: width)
        if let earlier { sums.curvatures = earlier.sums.curvatures }
        for part in parts { sums.add(part.sums) }
        if sums.curvatures.isEmpty { sums.makeRoomForCurvature() }
        return RowCurvature(weights: parts.flatMap(\.weights), sums: sums)
    }

    private func visited(_ rowStep: Int) -> Int { (rowCount + rowStep - 1) / rowStep }
}
