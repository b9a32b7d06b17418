import FeatureData

/// Looks for products of two columns that a fit of the columns themselves misses.
///
/// The test of one is Rao's, adjusted for the intercept and its two columns, as if they had been fitted freely: with
/// residuals r = v (y - risk), weights u = v risk (1 - risk), z the product and A = (1, x_j, x_k),
///
///     U = r'z - r'A inv(A'UA) A'Uz,   V = z'Uz - z'UA inv(A'UA) A'Uz,   chi-square = U^2 / V
///
/// (Cox and Hinkley, *Theoretical Statistics*, section 9.3). A shift of a column changes nothing in it, so that columns
/// are measured from their usual values and only rows with both unusual are visited. Other columns of the fit are not
/// adjusted for: they cost a Hessian each; the statistic ranks, and the penalised fit decides.
public struct InteractionScreen: Sendable {
    /// The largest number of products to return.
    public var count: Int

    public init(count: Int) { self.count = count }

    /// The products of the largest statistic, the largest first, ties by column order.
    ///
    /// - Parameters:
    ///   - fit: a fit of these rows.
    ///   - pairs: the products to test, in either order; nil for all of two different columns.
    /// - Returns: at most `count`; none that its two columns determine.
    /// - Throws: `TrainingError`.
    public func interactions(
        _ rows: TrainingRows, fit: PenalisedFit, pairs: [(Int, Int)]? = nil, threads: Int
    ) async throws(TrainingError) -> [ScreenedInteraction] {
        try rows.validate()
        let columns = rows.matrix.columns.count
        guard fit.coefficients.count == columns else {
            throw .columnCount(features: fit.coefficients.count, columns: columns)
        }
        let moments = try await ColumnMoments(of: rows, folds: nil, foldCount: 1, threads: threads)
        let packed = PackedRows(
            rows, folds: nil, foldCount: 1, means: moments.means, storedCells: moments.storedCells)
        let tests = PairTests(packed, pairs: pairs)
        let sums = await tests.sums(packed, slopes: slopes(fit, packed), threads: threads)
        let found = tests.pairs.indices.compactMap { tests.interaction($0, sums) }
        return Array(found.sorted(by: ranksBefore).prefix(count))
    }

    private func ranksBefore(_ left: ScreenedInteraction, _ right: ScreenedInteraction) -> Bool {
        if left.chiSquare != right.chiSquare { return left.chiSquare > right.chiSquare }
        return (left.first, left.second) < (right.first, right.second)
    }

    /// The slope by unit at each position; at 0 the linear predictor of a row of origins.
    private func slopes(_ fit: PenalisedFit, _ packed: PackedRows) -> [Double] {
        var slopes = [Double](repeating: 0, count: packed.width)
        slopes[0] = fit.intercept
        for column in fit.coefficients.indices {
            let slope = fit.coefficients[column] / fit.standardisation.scales[column]
            slopes[packed.positions[column]] = slope
            slopes[0] -= slope * (fit.standardisation.means[column] - packed.origins[column])
        }
        return slopes
    }
}
