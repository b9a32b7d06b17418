/// sum_j l1_j |w_j| + l2_j / 2 w_j^2 over the coefficients; the intercept, which comes last, is not penalised.
struct ElasticNetPenalty: Sendable {
    /// p + 1 values; infinite where a coefficient is held at 0.
    let l1: [Double]
    /// p + 1 values.
    let l2: [Double]

    /// lambda f_j (alpha |w_j| + (1 - alpha) / 2 w_j^2).
    init(lambda: Double, alpha: Double, factors: [Double]) {
        l1 = factors.map { lambda * alpha * $0 } + [0]
        l2 = factors.map { lambda * (1 - alpha) * $0 } + [0]
    }

    private init(l1: [Double], l2: [Double]) {
        self.l1 = l1
        self.l2 = l2
    }

    /// That many times the penalty.
    func scaled(by factor: Double) -> ElasticNetPenalty {
        ElasticNetPenalty(l1: l1.map { $0 * factor }, l2: l2.map { $0 * factor })
    }

    /// Holds every penalised coefficient at 0, as a lambda beyond all does.
    static func null(factors: [Double]) -> ElasticNetPenalty {
        ElasticNetPenalty(
            l1: factors.map { $0 > 0 ? .infinity : 0 } + [0], l2: [Double](repeating: 0, count: factors.count + 1))
    }

    /// Whether it is a sum of squares.
    var isSmooth: Bool { l1.allSatisfy { $0 == 0 } }

    func value(at point: [Double]) -> Double {
        point.indices.reduce(0) { sum, index in
            let coefficient = point[index]
            guard coefficient != 0 else { return sum }
            return sum + l1[index] * abs(coefficient) + l2[index] / 2 * coefficient * coefficient
        }
    }

    /// The largest violation of the optimality conditions at a point: of |s_j + l1_j sign(w_j)| = 0 where w_j is not 0
    /// and of |s_j| <= l1_j where it is, s_j being the gradient with the squares' l2_j w_j.
    ///
    /// - Parameter gradient: the log-loss's.
    /// - Returns: NaN where one of them is NaN.
    func violation(gradient: [Double], at point: [Double]) -> Double {
        point.indices.reduce(0) { largest, index in
            let own = violation(gradient[index], at: point[index], index: index)
            return own > largest || own.isNaN ? own : largest
        }
    }

    private func violation(_ gradient: Double, at coefficient: Double, index: Int) -> Double {
        let slope = gradient + l2[index] * coefficient
        guard coefficient != 0 else { return abs(slope) <= l1[index] ? 0 : abs(slope) - l1[index] }
        return abs(slope + (coefficient > 0 ? l1[index] : -l1[index]))
    }
}
