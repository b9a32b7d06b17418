extension TrainingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .lambdaOutOfRange:
            "The penalty lambda must be a finite number of at least 0. Correct it in the design."
        case .outcomeCount(let outcomes, let rows):
            "There are \(outcomes) outcomes for \(rows) rows. Derive both for the same people and index dates."
        case .outcomeNotBinary(let rows):
            "The outcome is neither 0 nor 1 in \(rows) rows. A logistic model needs a binary outcome."
        case .singleClass(let rows):
            "All of \(rows) rows have the same outcome, so there is nothing to fit. "
                + "Check the outcome's definition and that the extracts cover the follow-up."
        case .notFinite(let columns):
            "The columns \(columns.joined(separator: ", ")) hold values that are not finite. "
                + "Correct the features' definitions."
        case .notPositiveDefinite(let column, let lambda):
            "With lambda = \(lambda), \(column) cannot be told apart from the columns before it. "
                + "Give a larger lambda, or leave the column out."
        case .columnCount(let coefficients, let columns):
            "The fit has \(coefficients) coefficients and the catalogue \(columns) columns. Build the model from the "
                + "matrix it was fitted on."
        }
    }
}
