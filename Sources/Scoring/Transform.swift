import Glibc

/// What is done to a feature's value on its way into a term.
public enum Transform: Sendable, Equatable {
    /// log(1 + value), of 0 where the value is negative: for counts.
    case log1p
    /// The value, or `most` where it is more.
    case cap(most: Double)
    /// max(0, value - knot).
    case above(knot: Double)
    /// max(0, knot - value).
    case below(knot: Double)
    /// One of the k - 2 curved parts of a restricted cubic spline with k ascending knots, counted from 0; with the value
    /// itself they make the spline, which is straight beyond the outer knots (Harrell, *Regression Modeling
    /// Strategies*, second edition, equation 2.25, divided by the square of the knots' span).
    case spline(knots: [Double], part: Int)
    /// 1 where the value is this one, else 0.
    case equals(Double)
    /// 1 where the value is missing, else 0. It stands first.
    case missing
    /// `values[k]` where k of the ascending edges are at most the value.
    case steps(edges: [Double], values: [Double])

    func callAsFunction(_ value: Double) -> Double {
        switch self {
        case .log1p: Glibc.log1p(max(0, value))
        case .cap(let most): min(value, most)
        case .above(let knot): max(0, value - knot)
        case .below(let knot): max(0, knot - value)
        case .spline(let knots, let part): Self.spline(value, knots, part)
        case .equals(let other): value == other ? 1 : 0
        case .missing: value.isNaN ? 1 : 0
        case .steps(let edges, let values): values[edges.count { $0 <= value }]
        }
    }

    private static func spline(_ value: Double, _ knots: [Double], _ part: Int) -> Double {
        let (own, next, last) = (knots[part], knots[knots.count - 2], knots[knots.count - 1])
        let span = last - knots[0]
        let tail = (cube(value - next) * (last - own) - cube(value - last) * (next - own)) / (last - next)
        return (cube(value - own) - tail) / (span * span)
    }

    /// The cube of what is positive.
    private static func cube(_ value: Double) -> Double {
        let positive = max(0, value)
        return positive * positive * positive
    }
}

extension Transform {
    /// Why its parameters cannot stand; nil where they can.
    var problem: String? {
        switch self {
        case .spline(let knots, let part):
            guard knots.count >= 3, Self.ascend(knots) else { return "three or more ascending knots" }
            return (0..<(knots.count - 2)).contains(part) ? nil : "a part from 0 to \(knots.count - 3)"
        case .steps(let edges, let values):
            guard Self.ascend(edges) else { return "ascending edges" }
            guard values.allSatisfy(\.isFinite) else { return "finite values" }
            return values.count == edges.count + 1 ? nil : "one value more than edges"
        case .cap(let number), .above(let number), .below(let number), .equals(let number):
            return number.isFinite ? nil : "a finite number"
        case .log1p, .missing:
            return nil
        }
    }

    private static func ascend(_ numbers: [Double]) -> Bool {
        numbers.allSatisfy(\.isFinite) && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }
}
