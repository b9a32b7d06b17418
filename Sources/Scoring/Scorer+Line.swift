extension Scorer {
    /// The lowest quantised linear predictor (see `Ranking.quantised`) whose score is at least this; nil where every one
    /// is. Where none is, the highest there can be.
    ///
    /// Risks saturate, and points have no bound that is known here: it is looked for among all there can be.
    /// - Parameter score: a risk, or points.
    public func lowestPredictor(scoring score: Double) -> Int64? {
        var (low, high) = (Int64.min, Int64.max)
        guard self.score(Double(low) / 1e9) < score else { return nil }
        // The distance may be more than a signed number holds.
        while case let distance = UInt64(bitPattern: high &- low), distance > 1 {
            let middle = low &+ Int64(distance / 2)
            if self.score(Double(middle) / 1e9) >= score { high = middle } else { low = middle }
        }
        return high
    }
}
