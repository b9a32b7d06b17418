/// Why a model cannot be fitted or built.
public enum TrainingError: Error, Equatable, Sendable {
    case lambdaOutOfRange
    case outcomeCount(outcomes: Int, rows: Int)
    /// So many rows whose outcome is neither 0 nor 1.
    case outcomeNotBinary(rows: Int)
    /// Every one of the rows has the same outcome, or there are none.
    case singleClass(rows: Int)
    /// Columns that hold an infinity or a NaN.
    case notFinite(columns: [String])
    /// Columns that are not constant and whose standard deviation is no number to divide by.
    case spreadOutOfRange(columns: [String])
    /// The column whose Newton equation depends on those before it.
    case notPositiveDefinite(column: String, lambda: Double)
    /// A column without a penalty that depends on the intercept and the unpenalised columns before it.
    case dependentUnpenalised(column: String)
    case alphaOutOfRange
    case factorCount(factors: Int, columns: Int)
    /// Columns whose penalty factor is negative or not finite.
    case factorOutOfRange(columns: [String])
    case weightCount(weights: Int, rows: Int)
    /// So many rows whose weight is negative or not finite.
    case weightOutOfRange(rows: Int)
    case offsetCount(offsets: Int, rows: Int)
    case offsetNotFinite(rows: Int)
    case lambdaGridNotDescending
    case foldCount(folds: Int, rows: Int)
    case singleFold
    /// A fold that no row of a weight above 0 is in.
    case foldEmpty(fold: Int)
    /// A fold without which all other rows have the same outcome.
    case foldHasAll(fold: Int)
    /// An isotonic curve of fewer rows with the outcome, or without it, than it needs.
    case tooFewForCurve(fewest: Int)
    /// A fit of other features than those the model is to be built for.
    case columnCount(features: Int, columns: Int)
}
