import Records

/// How long after the index date an outcome counts.
public enum TimeWithin: Sendable, Equatable {
    case months(Int)
    case days(Int)

    /// As a design writes it: `12 months`, `30 days`.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), (1...1200).contains(count) else { return nil }
        switch parts[1] {
        case "month", "months": self = .months(count)
        case "day", "days": self = .days(count)
        default: return nil
        }
    }

    /// The days that it has at least, whichever day it begins on.
    var leastDays: Int {
        (1...12).map { Day(year: 2025, month: $0, day: 1) }.map { after($0).days(since: $0) }.min()!
    }

    /// The first day that is no longer within it.
    public func after(_ day: Day) -> Day {
        switch self {
        case .months(let count): day.adding(months: count)
        case .days(let count): day.adding(days: count)
        }
    }
}
