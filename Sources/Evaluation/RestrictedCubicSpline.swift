/// A cubic spline that is linear beyond its outer knots, in Harrell's truncated power form
/// (Harrell, Regression Modeling Strategies, 2nd edition 2015, section 2.4.5).
struct RestrictedCubicSpline: Sendable, Equatable {
    /// Ascending, at least three.
    let knots: [Double]

    /// With five knots, or fewer where some are at one value.
    ///
    /// - Returns: nil where the values have fewer than three distinct knots.
    init?(sorted values: [Double]) {
        let places = HarrellShares.five.map { Percentile.value(at: $0, ofSorted: values) }
        let distinct = places.reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
        guard distinct.count >= 3 else { return nil }
        knots = distinct
    }

    /// Terms: the value itself, and one for each knot but the last two.
    var width: Int { knots.count - 1 }

    /// Writes the terms of a value to `terms`, from a place on.
    func write(_ value: Double, to terms: inout [Double], from place: Int) {
        let (last, beforeLast) = (knots[knots.count - 1], knots[knots.count - 2])
        let norm = (last - knots[0]) * (last - knots[0])
        terms[place] = value
        for knot in 0..<(knots.count - 2) {
            let inner = (last - knots[knot]) / (last - beforeLast) * Self.cube(value - beforeLast)
            let outer = (beforeLast - knots[knot]) / (last - beforeLast) * Self.cube(value - last)
            terms[place + 1 + knot] = (Self.cube(value - knots[knot]) - inner + outer) / norm
        }
    }

    /// The cube, or 0 for what is negative.
    private static func cube(_ value: Double) -> Double { value > 0 ? value * value * value : 0 }
}
