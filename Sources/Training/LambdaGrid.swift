import Glibc

/// The penalties of a path, from the largest to the smallest.
public enum LambdaGrid: Sendable, Equatable {
    /// Descending, at least 0.
    case given([Double])
    /// So many, evenly spaced by their logarithm, from the smallest at which no penalised column has a coefficient
    /// down to that times the ratio; a ratio of nil is 1e-4 where there are more rows than columns, else 0.01. For
    /// ridge (alpha 0), which has no such smallest, alpha is taken as 0.001 for it. Those at the end are left out where
    /// they explain hardly more (`PathEnding`). All as glmnet does it.
    case spaced(count: Int, ratio: Double? = nil)

    public static let standard = LambdaGrid.spaced(count: 50)

    static let leastAlpha = 1e-3

    func validate() throws(TrainingError) {
        switch self {
        case .given(let values):
            let descends = zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
            guard !values.isEmpty, descends, values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
                throw .lambdaGridNotDescending
            }
        case .spaced(let count, let ratio):
            guard count > 0, ratio.map({ $0 > 0 && $0 < 1 }) ?? true else { throw .lambdaGridNotDescending }
        }
    }

    /// - Parameter most: the smallest lambda at which no penalised column has a coefficient.
    func values(most: Double, rows: Int, columns: Int) -> [Double] {
        switch self {
        case .given(let values): return values
        case .spaced(let count, let ratio):
            let ratio = ratio ?? (rows > columns ? 1e-4 : 1e-2)
            return (0..<count).map { most * pow(ratio, Double($0) / Double(max(1, count - 1))) }
        }
    }
}
