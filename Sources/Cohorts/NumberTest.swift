import Configuration

/// A test of a feature's value.
enum NumberTest: Sendable, Equatable {
    case compares(Condition.Comparison, to: Double)
    case isIn([Double])

    func holds(_ value: Double) -> Bool {
        switch self {
        case .compares(.equal, let other): value == other
        case .compares(.notEqual, let other): value != other
        case .compares(.less, let other): value < other
        case .compares(.lessOrEqual, let other): value <= other
        case .compares(.greater, let other): value > other
        case .compares(.greaterOrEqual, let other): value >= other
        case .isIn(let others): others.contains(value)
        }
    }
}
