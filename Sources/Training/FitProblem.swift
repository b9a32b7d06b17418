import FeatureData
import LinearAlgebra

/// The rows of a fit, checked, packed and standardised.
struct FitProblem: Sendable {
    let columns: [FeatureColumn]
    let moments: ColumnMoments
    let packed: PackedRows
    /// Of all rows.
    let objective: LogisticObjective
    let totals: RowTotals
    /// p penalty factors.
    let factors: [Double]
    /// No coefficients, and the intercept at the log-odds of the outcome.
    let start: [Double]

    /// An unpenalised column of which less than this share of the variance is its own is taken as dependent.
    private static let leastOwnShare = 1e-10

    /// - Parameter folds: each row's fold; nil where there is one.
    init(
        _ rows: TrainingRows, folds: [UInt8]?, foldCount: Int, _ regression: PenalisedLogisticRegression, threads: Int
    ) async throws(TrainingError) {
        columns = rows.matrix.columns
        factors = try FitProblem.factors(regression, columns)
        try rows.validate()
        BasicLinearAlgebra.setThreadCount(1)
        moments = try await ColumnMoments(of: rows, folds: folds, foldCount: foldCount, threads: threads)
        totals = moments.totals(without: nil)
        guard totals.hasBothOutcomes else { throw .singleClass(rows: totals.rows) }
        packed = PackedRows(
            rows, folds: folds, foldCount: foldCount, means: moments.means, storedCells: moments.storedCells)
        objective = LogisticObjective(rows: packed, moments: moments)
        start = [Double](repeating: 0, count: columns.count) + [totals.logit - rows.meanOffset]
    }

    private static func factors(
        _ regression: PenalisedLogisticRegression, _ columns: [FeatureColumn]
    ) throws(TrainingError) -> [Double] {
        guard (0...1).contains(regression.alpha) else { throw .alphaOutOfRange }
        let factors = regression.factors ?? [Double](repeating: 1, count: columns.count)
        guard factors.count == columns.count else {
            throw .factorCount(factors: factors.count, columns: columns.count)
        }
        let broken = zip(columns, factors).filter { !($1 >= 0 && $1.isFinite) }.map(\.0.name)
        guard broken.isEmpty else { throw .factorOutOfRange(columns: broken) }
        return factors
    }

    /// - Parameter sums: with curvature, at any point.
    /// - Throws: `TrainingError.notPositiveDefinite` or `.dependentUnpenalised` with the first unpenalised column that
    ///   depends on the intercept and those before it.
    func checkUnpenalised(_ sums: LogisticSums, lambda: Double) throws(TrainingError) {
        let unpenalised = columns.indices.filter { lambda * factors[$0] == 0 }
        guard !unpenalised.isEmpty, let hessian = objective.value(of: sums).hessian else { return }
        let part = hessian.principal([columns.count] + unpenalised) { _ in 0 }
        guard let place = part.firstDependent(leastOwnShare: FitProblem.leastOwnShare), place > 0 else { return }
        let name = columns[unpenalised[place - 1]].name
        throw lambda == 0 ? .notPositiveDefinite(column: name, lambda: lambda) : .dependentUnpenalised(column: name)
    }
}
