/// What a run of rows adds to the log-loss, its gradient and its Hessian, before columns are centred and scaled.
///
/// Columns are measured from their usual values, so that a cell that is not stored adds nothing. The intercept is
/// column p, whose value is 1 in every row.
struct LogisticSums: Sendable {
    /// The sum of the log-loss.
    var loss = 0.0
    /// Sum of residual x (value - usual); p + 1 values.
    var gradient: [Double]
    /// Sum of weight x (value - usual) x (value - usual)'; the lower triangle of p + 1 by p + 1, by rows. Empty
    /// where it was not asked for.
    var curvature: [Double]

    static func + (left: LogisticSums, right: LogisticSums) -> LogisticSums {
        var sums = left
        sums.loss += right.loss
        for index in sums.gradient.indices { sums.gradient[index] += right.gradient[index] }
        for index in sums.curvature.indices { sums.curvature[index] += right.curvature[index] }
        return sums
    }
}
