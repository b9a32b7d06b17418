import Glibc

/// The penalties of a path, from the largest to the smallest.
public enum LambdaGrid: Sendable, Equatable {
    /// Descending, at least 0.
    case given([Double])
    /// So many, evenly spaced by their logarithm, from the smallest at which no penalised column has a coefficient
    /// down to that times the ratio; a ratio of nil is 1e-4 where there are more rows than columns, else 0.01. For
    /// ridge (alpha 0), which has no such smallest, alpha is taken as 0.001 for it. Those at the end are left out where
    /// they explain hardly more (`PathEnding`). All as glmnet does it; but that a cross-validation whose least loss is
    /// at the path's end goes on in the same steps, to 1e-8 of the first at the least.
    case spaced(count: Int, ratio: Double? = nil)

    public static let standard = LambdaGrid.spaced(count: 50)

    static let leastAlpha = 1e-3
    /// The share of the first penalty that the path goes down to where the least loss is always at its end.
    private static let leastShare = 1e-8
    private static let mostBelow = 1000

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

    /// The penalties that follow those of a path, in the same steps; none where they were given.
    ///
    /// - Parameter values: of the path.
    func values(below values: [Double]) -> [Double] {
        guard case .spaced = self, values.count > 1 else { return [] }
        let (first, last, step) = (values[0], values[values.count - 1], values[1] / values[0])
        return (1...Self.mostBelow).lazy.map { last * pow(step, Double($0)) }.prefix { $0 >= first * Self.leastShare }
            .map(\.self)
    }
}
