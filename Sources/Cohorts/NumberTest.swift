import Configuration

/// A test of a feature's value.
enum NumberTest: Sendable, Equatable {
    case compares(Condition.Comparison, to: Double)
    case isIn([Double])

    func holds(_ value: Double) -> Bool {
        switch self {
        case .compares(let comparison, let other): comparison.holds(value, other)
        case .isIn(let others): others.contains(value)
        }
    }
}
