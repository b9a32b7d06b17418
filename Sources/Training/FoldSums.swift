/// What one visit of the rows says of up to eight models, each fitted without one fold.
struct FoldSums: Sendable {
    /// Of each model, the sum of weight x log-loss over the rows of the other folds and of its own.
    var losses: [Double]
    var heldOutLosses: [Double]
    /// Of each model, sums over the other folds of weight x residual x value, by position.
    var gradients: [[Double]]
    /// The linear predictor of each row visited by the model that was fitted without it; 0 where none here was.
    var predictors: [Double]

    /// Of runs of rows in order.
    static func merged(_ parts: [FoldSums]) -> FoldSums {
        parts.dropFirst().reduce(into: parts[0]) { sums, part in
            for model in sums.losses.indices {
                sums.losses[model] += part.losses[model]
                sums.heldOutLosses[model] += part.heldOutLosses[model]
                for index in sums.gradients[model].indices {
                    sums.gradients[model][index] += part.gradients[model][index]
                }
            }
            sums.predictors += part.predictors
        }
    }
}
