import Records

/// A pattern that finds the extraction day in a file's name, such as `admissions_YYYYMMDD.csv`.
///
/// `YYYY`, `MM` and `DD` stand for digits, `*` for anything; all else for itself, as does an `MM` or `DD` inside a
/// word (`COMMUNITY`).
public struct FileNameDate: Sendable, Equatable {
    private let pattern: String

    /// Nil where the pattern does not have a year, a month and a day.
    public init?(_ pattern: String) {
        guard ["YYYY", "MM", "DD"].allSatisfy({ pattern.contains($0) }) else { return nil }
        self.pattern = pattern
    }

    /// The day in a file's name; nil where the name does not fit.
    public func day(in name: String) -> Day? {
        match(pattern[...], name[...], year: nil, month: nil, day: nil)
    }

    private func match(_ pattern: Substring, _ name: Substring, year: Int?, month: Int?, day: Int?) -> Day? {
        guard let first = pattern.first else {
            guard name.isEmpty, let year, let month, let day else { return nil }
            return Day(checkedYear: year, month: month, day: day)
        }
        func number(_ width: Int) -> Int? {
            let digits = name.prefix(width)
            guard digits.count == width, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
            return Int(digits)
        }
        if pattern.hasPrefix("YYYY"), let year = number(4) {
            return match(pattern.dropFirst(4), name.dropFirst(4), year: year, month: month, day: day)
        }
        if pattern.hasPrefix("MM"), let month = number(2) {
            return match(pattern.dropFirst(2), name.dropFirst(2), year: year, month: month, day: day)
        }
        if pattern.hasPrefix("DD"), let day = number(2) {
            return match(pattern.dropFirst(2), name.dropFirst(2), year: year, month: month, day: day)
        }
        if first == "*" {
            for rest in 0...name.count {
                let found = match(pattern.dropFirst(), name.dropFirst(rest), year: year, month: month, day: day)
                if let found { return found }
            }
            return nil
        }
        guard name.first == first else { return nil }
        return match(pattern.dropFirst(), name.dropFirst(), year: year, month: month, day: day)
    }
}
