/// Regression discontinuity at the line: the events of those just above it against those just below.
///
/// A straight line is fitted on either side with weights that fall to 0 at the bandwidth (a triangular kernel: Imbens and
/// Lemieux, Journal of Econometrics 2008; 142: 615-635), and the two are compared where they meet. It needs only that
/// people do not differ in kind at the line itself; it tells of those at the line and of nobody else, and by intention to
/// treat: who was below may have come on to a later issue. The bandwidth is fixed and not chosen by what comes out.
public struct Discontinuity {
    let rows: [LinePerson]
    /// Of log-odds, on either side.
    var bandwidth = usualBandwidth

    /// Odds up to two thirds above the line's, or below them.
    public static let usualBandwidth = 0.5

    func effect(_ bootstrap: Bootstrap) async -> ImpactEffect {
        let near = self.near
        let sums = near.map { row -> [Double] in
            let weight = 1 - abs(row.distance) / bandwidth
            let (x, y) = (row.distance, Double(row.person.after))
            let own = [weight, weight * x, weight * x * x, weight * y, weight * x * y]
            let none = [Double](repeating: 0, count: own.count)
            return row.isAbove ? none + own : own + none
        }
        return await ImpactEffect(bootstrap, persons: near.map(\.person.key), rows: sums) { sums in
            (had: Self.limit(sums[5..<10]), expected: Self.limit(sums[0..<5]))
        }
    }

    var near: [LinePerson] { rows.filter { abs($0.distance) < bandwidth } }

    /// Where a weighted least-squares line meets distance 0. NaN where all are at one distance, so that no line is known:
    /// of a determinant below the share that rounding leaves of it, the quotient would be noise.
    ///
    /// - Parameter sums: of the weights, and of them times x, x squared, y and xy.
    private static func limit(_ sums: ArraySlice<Double>) -> Double {
        let s = Array(sums)
        let determinant = s[0] * s[2] - s[1] * s[1]
        guard determinant > 1e-12 * s[0] * s[2] else { return .nan }
        return (s[2] * s[3] - s[1] * s[4]) / determinant
    }
}

/// Somebody at an issue, near the line or not, who was on no list before.
public struct LinePerson: Sendable, Equatable {
    public let person: FollowedPerson
    /// From the line, in log-odds; the line itself is above.
    public let distance: Double

    public init(person: FollowedPerson, distance: Double) {
        self.person = person
        self.distance = distance
    }

    var isAbove: Bool { distance >= 0 }
}
