import Scoring

/// A non-decreasing curve from a linear predictor to a risk: straight between its corners, level beyond them.
public struct IsotonicCurve: Sendable, Equatable, Codable {
    /// Ascending.
    public let inputs: [Double]
    /// The curve's values there, non-decreasing.
    public let values: [Double]

    /// The weighted least-squares fit among all non-decreasing functions, by pooling adjacent violators (Barlow,
    /// Bartholomew, Bremner and Brunk, *Statistical Inference under Order Restrictions*, 1972). Equal inputs have one
    /// value, the weighted mean of theirs. Inside a level stretch only its ends are corners, as in scikit-learn.
    ///
    /// - Parameters:
    ///   - inputs: n finite values in any order.
    ///   - targets: n values.
    ///   - weights: n weights of more than 0; nil for 1 each.
    public init(inputs: [Double], targets: [Double], weights: [Double]? = nil) {
        precondition(inputs.count == targets.count && weights.map { $0.count == inputs.count } ?? true)
        self.init(IsotonicCurve.pools(inputs, targets, weights))
    }

    /// The same fit to outcomes, but for its ends: nobody's risk is 0 or 1 because a few at the end of the line had one
    /// outcome. An end pool of one outcome is joined with the next, which has both, or the other.
    ///
    /// - Parameters:
    ///   - outcomes: n values, 0 or 1, of both kinds.
    ///   - weights: n weights of more than 0; nil for 1 each.
    public init(inputs: [Double], outcomes: [UInt8], weights: [Double]? = nil) {
        precondition(inputs.count == outcomes.count && weights.map { $0.count == inputs.count } ?? true)
        var pools = IsotonicCurve.pools(inputs, outcomes.map(Double.init), weights)
        // Means ascend, so that only one can be 0, and one 1.
        if pools.count > 1, pools[0].sum == 0 {
            let first = pools.removeFirst()
            pools[0] = first.joined(with: pools[0])
        }
        if pools.count > 1, let last = pools.last, last.sum == last.weight {
            pools.removeLast()
            pools[pools.count - 1] = pools[pools.count - 1].joined(with: last)
        }
        self.init(pools)
    }

    /// - Parameter pools: ascending, each of a higher mean than the one before.
    private init(_ pools: [Pool]) {
        self.inputs = pools.flatMap { $0.least == $0.most ? [$0.least] : [$0.least, $0.most] }
        values = pools.flatMap { [Double](repeating: $0.mean, count: $0.least == $0.most ? 1 : 2) }
    }

    private static func pools(_ inputs: [Double], _ targets: [Double], _ weights: [Double]?) -> [Pool] {
        groups(inputs, targets, weights).reduce(into: []) { pools, group in
            var pool = group
            while let last = pools.last, last.mean >= pool.mean { pool = pools.removeLast().joined(with: pool) }
            pools.append(pool)
        }
    }

    /// The curve at an input; NaN where it has no corner.
    public func value(at input: Double) -> Double {
        PiecewiseLine.value(at: input, inputs: inputs, values: values)
    }

    /// Inputs next to one another that share a value.
    private struct Pool {
        var least: Double
        var most: Double
        var weight: Double
        var sum: Double

        var mean: Double { sum / weight }

        func joined(with next: Pool) -> Pool {
            Pool(least: least, most: next.most, weight: weight + next.weight, sum: sum + next.sum)
        }
    }

    /// One for each different input, ascending.
    private static func groups(_ inputs: [Double], _ targets: [Double], _ weights: [Double]?) -> [Pool] {
        let order = inputs.indices.sorted { inputs[$0] != inputs[$1] ? inputs[$0] < inputs[$1] : $0 < $1 }
        var groups: [Pool] = []
        for place in order {
            let weight = weights.map { $0[place] } ?? 1
            let pool = Pool(least: inputs[place], most: inputs[place], weight: weight, sum: weight * targets[place])
            if let last = groups.last, last.most == pool.least {
                groups[groups.count - 1] = last.joined(with: pool)
            } else {
                groups.append(pool)
            }
        }
        return groups
    }
}
