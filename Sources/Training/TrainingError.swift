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
    /// The column whose Newton equation depends on those before it.
    case notPositiveDefinite(column: String, lambda: Double)
    /// A fit of other columns than those the model is to be built for.
    case columnCount(coefficients: Int, columns: Int)
}
