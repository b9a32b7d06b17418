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
    /// not asked for, or nothing was to be added.
    var curvatures: [Double]

    init(foldCount: Int, width: Int) {
        self.foldCount = foldCount
        self.width = width
        losses = [Double](repeating: 0, count: foldCount)
        gradients = [Double](repeating: 0, count: foldCount * width)
        curvatures = []
    }

    mutating func makeRoomForCurvature() {
        curvatures = [Double](repeating: 0, count: foldCount * width * width)
    }

    mutating func add(_ other: LogisticSums) {
        for index in losses.indices { losses[index] += other.losses[index] }
        for index in gradients.indices { gradients[index] += other.gradients[index] }
        addCurvatures(of: other)
    }

    mutating func addCurvatures(of other: LogisticSums) {
        guard !other.curvatures.isEmpty else { return }
        if curvatures.isEmpty { makeRoomForCurvature() }
        for index in curvatures.indices { curvatures[index] += other.curvatures[index] }
    }

    /// The sums of all folds but one, as of a single fold; of all where it is nil.
    func total(without excluded: Int?) -> LogisticSums {
        var total = LogisticSums(foldCount: 1, width: width)
        if !curvatures.isEmpty { total.makeRoomForCurvature() }
        for fold in 0..<foldCount where fold != excluded {
            total.losses[0] += losses[fold]
            for index in 0..<width { total.gradients[index] += gradients[fold * width + index] }
            let first = fold * width * width
            for index in total.curvatures.indices { total.curvatures[index] += curvatures[first + index] }
        }
        return total
    }
}
