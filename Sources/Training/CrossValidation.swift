import Glibc

/// How the fits of a penalty path do on rows that they were not fitted on, by lambda.
///
/// Each fold's rows are predicted by a fit of the other folds' rows, standardised by their own means and scales. Means
/// weigh the folds by their rows' weights; a standard error is the root of the folds' weighted variance over their
/// number less one (as glmnet's `cv.glmnet` has it).
public struct CrossValidation: Sendable, Equatable {
    /// The fits of all rows.
    public let path: PenaltyPath

    /// By lambda.
    public let points: [Point]

    /// Lambda with what it was worth.
    public struct Point: Sendable, Equatable {
        public let lambda: Double
        /// The held-out log-loss and AUROC. AUROC is NaN where a fold has one outcome only.
        public let logLoss: Estimate
        public let auroc: Estimate
        /// Whether the fits of all folds converged.
        public let converged: Bool
    }

    /// A mean over folds.
    public struct Estimate: Sendable, Equatable {
        public let mean: Double
        public let standardError: Double

        init(_ values: [Double], weights: [Double]) {
            let total = weights.reduce(0, +)
            let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
            let variance = zip(values, weights).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) } / total
            self.mean = mean
            standardError = (variance / Double(values.count - 1)).squareRoot()
        }
    }

    public enum Choice: String, Sendable, Codable {
        /// The least mean log-loss.
        case minimum
        /// The largest lambda whose mean log-loss is within one standard error of the least.
        case oneStandardError = "one_standard_error"
    }

    /// The place of the chosen lambda in `points` and in the path's fits.
    public func index(_ choice: Choice) -> Int {
        let least = points.indices.reduce(0) { points[$1].logLoss.mean < points[$0].logLoss.mean ? $1 : $0 }
        guard choice == .oneStandardError else { return least }
        let bound = points[least].logLoss.mean + points[least].logLoss.standardError
        return points.firstIndex { $0.logLoss.mean <= bound } ?? least
    }

    /// Whether the least mean log-loss is at the last of the penalties.
    static func isLeastAtEnd(_ points: [Point]) -> Bool {
        guard let last = points.last else { return false }
        return points.dropLast().allSatisfy { $0.logLoss.mean > last.logLoss.mean }
    }

    /// Whether a lambda is the smallest that was tried and a smaller one could be: what is best may lie below.
    func isLast(_ lambda: Double) -> Bool { lambda == points.last?.lambda && lambda > 0 }

    /// The fit of all rows at the chosen lambda.
    public func fit(_ choice: Choice) -> PenalisedFit { path.fits[index(choice)] }
}
