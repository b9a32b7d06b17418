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
        case .spreadOutOfRange(let columns):
            "The values of \(columns.joined(separator: ", ")) are too far apart or too close together to be standardised: a "
                + "standard deviation must be from 1e-153 to 1e153. Give them in another unit, and leave a field empty "
                + "that holds a huge number for a value that is missing."
        case .notPositiveDefinite(let column, let lambda):
            "With lambda = \(lambda), \(column) cannot be told apart from the columns before it. "
                + "Give a larger lambda, or leave the column out."
        case .dependentUnpenalised(let column):
            "The column \(column), which is not penalised, cannot be told apart from the intercept and the unpenalised "
                + "columns before it. Give it a penalty, or leave it out."
        case .alphaOutOfRange:
            "The lasso's share alpha must be a number between 0 and 1. Correct it in the design."
        case .factorCount(let factors, let columns):
            "There are \(factors) penalty factors for \(columns) columns. Give one for each."
        case .factorOutOfRange(let columns):
            "The penalty factors of \(columns.joined(separator: ", ")) are not finite numbers of at least 0. "
                + "Correct them in the design."
        case .weightCount(let weights, let rows):
            "There are \(weights) weights for \(rows) rows. Give one for each."
        case .weightOutOfRange(let rows):
            "The weights of \(rows) rows are not finite numbers of at least 0."
        case .offsetCount(let offsets, let rows):
            "There are \(offsets) offsets for \(rows) rows. Give one for each."
        case .offsetNotFinite(let rows):
            "The offsets of \(rows) rows are not finite."
        case .lambdaGridNotDescending:
            "The penalties of a path must be finite numbers of at least 0, each smaller than the one before, and a "
                + "path's ratio between 0 and 1. Correct them in the design."
        case .foldCount(let folds, let rows):
            "There are \(folds) folds for \(rows) rows. Give each row one."
        case .singleFold:
            "All rows are in one fold. Cross-validation needs two or more."
        case .foldEmpty(let fold):
            "Nobody with a weight above 0 is in fold \(fold), so that it tells nothing of a penalty. Take fewer folds, or "
                + "more rows."
        case .foldHasAll(let fold):
            "Without fold \(fold), all rows have the same outcome. Take fewer folds, or more rows."
        case .tooFewForCurve(let fewest):
            "An isotonic curve needs at least \(fewest) rows with the outcome and \(fewest) without. Recalibrate by "
                + "intercept or intercept_and_slope, or take more rows."
        case .columnCount(let features, let columns):
            "The fit has \(features) features and the matrix \(columns) columns. Build the model from the "
                + "matrix it was fitted on."
        }
    }
}
