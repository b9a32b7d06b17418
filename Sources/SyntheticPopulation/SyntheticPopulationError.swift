/// A setting that allows no population.
public enum SyntheticPopulationError: Error, Equatable, CustomStringConvertible {
    case personsOutOfRange
    case notADate
    case windowTooShort
    case notPositive
    case truthOutsideWindow
    case effectOutOfRange
    case treatedNotADate

    public var description: String {
        switch self {
        case .personsOutOfRange: "persons: from 1 to 100000000 are allowed."
        case .notADate: "first and last day: dates are written YYYY-MM-DD, from 1990 to 2100."
        case .windowTooShort: "first and last day: the last is at least a year after the first."
        case .effectOutOfRange: "effect: a change from -100% to 0% is allowed, such as -10%."
        case .treatedNotADate: "treated: dates are written YYYY-MM-DD."
        case .truthOutsideWindow: "truth: a date written YYYY-MM-DD, within the first and the last day."
        case .notPositive: "persons per practice and tasks: at least 1 is allowed."
        }
    }
}
