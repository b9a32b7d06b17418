import LinearAlgebra

/// The inverse of a Hessian that was factorised at one point and is corrected by what later steps show of the curvature.
///
/// The corrections are those of limited-memory BFGS, which cost p numbers each instead of a pass over the rows for a
/// new Hessian (Nocedal and Wright, *Numerical Optimization*, second edition, algorithm 7.4, with the factor in the
/// place of the initial matrix).
struct InverseHessian {
    private let factor: CholeskyFactor
    private var corrections: [Correction] = []

    private struct Correction {
        let step: [Double]
        let change: [Double]
        /// 1 / (step . change).
        let scale: Double
    }

    init(_ factor: CholeskyFactor) { self.factor = factor }

    /// Takes in a step and the change of the gradient along it; nothing where the change is lost in rounding.
    mutating func correct(step: [Double], change: [Double]) {
        let curvature = dot(step, change)
        guard curvature > 0, (1 / curvature).isFinite else { return }
        corrections.append(Correction(step: step, change: change, scale: 1 / curvature))
    }

    /// The inverse times a vector of p + 1 values.
    func times(_ vector: [Double]) -> [Double] {
        var rest = vector
        var shares: [Double] = []
        for correction in corrections.reversed() {
            let share = correction.scale * dot(correction.step, rest)
            for index in rest.indices { rest[index] -= share * correction.change[index] }
            shares.append(share)
        }
        var product = factor.solve(rest)
        for (correction, share) in zip(corrections, shares.reversed()) {
            let excess = share - correction.scale * dot(correction.change, product)
            for index in product.indices { product[index] += excess * correction.step[index] }
        }
        return product
    }

    private func dot(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
