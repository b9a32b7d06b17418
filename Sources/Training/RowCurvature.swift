/// The curvature of the rows of a fit, kept up to date by what has changed.
///
/// A Hessian is the sum over rows of weight x value x value', the weight being risk x (1 - risk) x the row's own. From one
/// step of a fit to the next the weights of most rows hardly change, and an update adds the difference of those alone
/// whose weight does (as glum does, whose documentation calls it the approximate Hessian update). What comes of it is
/// not the Hessian of the point but lies within `leastChange` of it, row by row: it changes the way of a fit, and not
/// the answer, for gradients are always exact.
struct RowCurvature: Sendable {
    /// The weight with which each row visited is in the sums.
    var weights: [Double]
    /// With curvature. Losses and gradients are those of the last point.
    var sums: LogisticSums

    /// The share of the larger weight from which a change counts.
    static let leastChange = 0.25
}
