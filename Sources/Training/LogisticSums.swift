/// What rows add to the log-loss, its gradient and its Hessian, by fold, before columns are centred and scaled.
///
/// Values are those of `PackedRows`: measured from their origins, at positions of which the first is the intercept's.
struct LogisticSums: Sendable {
    let foldCount: Int
    /// Positions.
    let width: Int
    /// Sums of weight x log-loss, by fold.
    var losses: [Double]
    /// Sums of weight x residual x value, by fold, then by position.
    var gradients: [Double]
    /// Sums of weight x risk x (1 - risk) x value x value', the lower triangle by rows, by fold. Empty where they were
    /// not asked for.
    var curvatures: [Double]

    init(foldCount: Int, width: Int, withCurvature: Bool) {
        self.foldCount = foldCount
        self.width = width
        losses = [Double](repeating: 0, count: foldCount)
        gradients = [Double](repeating: 0, count: foldCount * width)
        curvatures = [Double](repeating: 0, count: withCurvature ? foldCount * width * width : 0)
    }

    mutating func add(_ other: LogisticSums) {
        for index in losses.indices { losses[index] += other.losses[index] }
        for index in gradients.indices { gradients[index] += other.gradients[index] }
        for index in curvatures.indices { curvatures[index] += other.curvatures[index] }
    }

    /// The sums of all folds but one, as of a single fold; of all where it is nil.
    func total(without excluded: Int?) -> LogisticSums {
        var total = LogisticSums(foldCount: 1, width: width, withCurvature: !curvatures.isEmpty)
        for fold in 0..<foldCount where fold != excluded {
            total.losses[0] += losses[fold]
            for index in 0..<width { total.gradients[index] += gradients[fold * width + index] }
            let first = fold * width * width
            for index in total.curvatures.indices { total.curvatures[index] += curvatures[first + index] }
        }
        return total
    }
}
