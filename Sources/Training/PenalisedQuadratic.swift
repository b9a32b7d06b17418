import LinearAlgebra

/// The minimum of g'(z - x) + (z - x)'H (z - x) / 2 + the penalty of z: the model of the objective about x that a step
/// of proximal Newton minimises.
///
/// 1. Coordinate descent, each coordinate to its minimum by soft thresholding (Friedman, Hastie and Tibshirani, J Stat
///    Softw 2010; 33(1), section 2), which finds out which coefficients are not 0.
/// 2. Where that is slow, as with collinear columns, Newton steps on the coefficients that are not 0, each as far as
///    the first that changes its sign, which becomes 0; after a whole step 1 again.
struct PenalisedQuadratic {
    private let curvature: SymmetricMatrix
    private let penalty: ElasticNetPenalty
    private let tolerance: Double
    /// z, and the gradient of the smooth part (squares included) there.
    private var point: [Double]
    private var slopes: [Double]

    private static let sweepsAtOnce = 12
    private static let mostRounds = 40
    /// Added to the diagonal, by its own size, where columns are collinear: the model's minimum is then any of many.
    private static let jitters = [0, 1e-12, 1e-9, 1e-6]

    /// - Parameter tolerance: the largest violation of the optimality conditions to leave.
    static func minimum(
        curvature: SymmetricMatrix, gradient: [Double], at start: [Double], penalty: ElasticNetPenalty,
        tolerance: Double
    ) -> [Double] {
        var quadratic = PenalisedQuadratic(
            curvature: curvature, penalty: penalty, tolerance: tolerance, point: start,
            slopes: start.indices.map { gradient[$0] + penalty.l2[$0] * start[$0] })
        quadratic.minimise()
        return quadratic.point
    }

    private mutating func minimise() {
        if penalty.isSmooth && stepOnFace() { return }
        for _ in 0..<PenalisedQuadratic.mostRounds {
            for _ in 0..<PenalisedQuadratic.sweepsAtOnce where sweep() <= tolerance { return }
            for _ in point.indices where stepOnFace() { break }
        }
    }

    /// Takes every coordinate to its minimum in turn.
    ///
    /// - Returns: the largest violation that a coordinate had when its turn came.
    private mutating func sweep() -> Double {
        let order = point.count
        var largest = 0.0
        curvature.values.withUnsafeBufferPointer { curvature in
            for index in 0..<order {
                let line = index &* order
                let size = curvature[line &+ index] + penalty.l2[index]
                guard size > 0 else { continue }
                let old = point[index]
                let target = softThreshold(size * old - slopes[index], penalty.l1[index]) / size
                let change = target - old
                guard change != 0 else { continue }
                largest = max(largest, abs(change) * size)
                point[index] = target
                for other in 0..<order { slopes[other] += change * curvature[line &+ other] }
                slopes[index] += change * penalty.l2[index]
            }
        }
        return largest
    }

    /// A Newton step on the coefficients that are free or not 0, cut where one of them changes its sign.
    ///
    /// - Returns: whether the whole step was taken.
    private mutating func stepOnFace() -> Bool {
        let face = point.indices.filter { (penalty.l1[$0] == 0 || point[$0] != 0) && size(of: $0) > 0 }
        guard let factor = factorised(face) else { return false }
        let rightSide = face.map { -slopes[$0] - (point[$0] == 0 ? 0 : penalty.l1[$0] * (point[$0] > 0 ? 1 : -1)) }
        let step = factor.solve(rightSide)
        var length = 1.0
        var crossing: Int?
        for (index, change) in zip(face, step) {
            let changesSign = penalty.l1[index] > 0 && (point[index] + change) * point[index] <= 0
            let share = point[index] / -change
            if changesSign && share < length { (length, crossing) = (share, index) }
        }
        for (index, change) in zip(face, step) { move(index, by: length * change) }
        if let crossing { move(crossing, by: -point[crossing]) }
        return crossing == nil
    }

    private mutating func move(_ index: Int, by change: Double) {
        guard change != 0 else { return }
        point[index] += change
        let order = point.count
        let line = index &* order
        curvature.values.withUnsafeBufferPointer { curvature in
            for other in 0..<order { slopes[other] += change * curvature[line &+ other] }
        }
        slopes[index] += change * penalty.l2[index]
    }

    private func size(of index: Int) -> Double { curvature[index, index] + penalty.l2[index] }

    private func factorised(_ face: [Int]) -> CholeskyFactor? {
        for jitter in PenalisedQuadratic.jitters {
            let part = curvature.principal(face) { penalty.l2[$0] + jitter * size(of: $0) }
            if let factor = try? CholeskyFactor(part.values, order: face.count) { return factor }
        }
        return nil
    }
}

private func softThreshold(_ value: Double, _ threshold: Double) -> Double {
    if value > threshold { return value - threshold }
    return value < -threshold ? value + threshold : 0
}
