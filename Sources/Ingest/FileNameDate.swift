import Records

/// A pattern that finds the extraction day in a file's name, such as `admissions_YYYYMMDD.csv`.
///
/// `YYYY`, `MM` and `DD` stand for digits, `*` for anything; all else for itself, as does an `MM` or `DD` inside a
/// word (`COMMUNITY`).
public struct FileNameDate: Sendable, Equatable {
    public let pattern: String

    /// Nil where the pattern does not have a year, a month and a day.
    public init?(_ pattern: String) {
        guard ["YYYY", "MM", "DD"].allSatisfy({ pattern.contains($0) }) else { return nil }
        self.pattern = pattern
    }

    /// The pattern of a name that has a day in it, as `20240501` or with a sign between its parts; nil where it has none.
    public init?(guessedFrom name: String) {
        let letters = Array(name)
        for start in letters.indices {
            for sign in ["", "-", "_", "."] {
                let date = "YYYY\(sign)MM\(sign)DD"
                let end = start + date.count
                guard end <= letters.count, !Self.isDigit(letters, start - 1), !Self.isDigit(letters, end),
                    let day = Self(date)?.day(in: String(letters[start..<end])),
                    PackedCalendar.years.contains(day.components.year)
                else { continue }
                self.init(String(letters[..<start]) + date + String(letters[end...]))
                return
            }
        }
        return nil
    }

    private static func isDigit(_ letters: [Character], _ place: Int) -> Bool {
        letters.indices.contains(place) && letters[place].isASCII && letters[place].isNumber
    }

    /// The day in a file's name; nil where the name does not fit.
    public func day(in name: String) -> Day? { found(in: name)?.day }

    /// The day in a file's name, and the name without it; nil where the name does not fit.
    func found(in name: String) -> (day: Day, stem: String)? { match(pattern[...], name[...], Found()) }

    /// What has been read of a name.
    private struct Found {
        var year, month, day: Int?
        var stem = ""
    }

    private func match(_ pattern: Substring, _ name: Substring, _ found: Found) -> (day: Day, stem: String)? {
        guard let first = pattern.first else {
            guard name.isEmpty, let year = found.year, let month = found.month, let day = found.day else { return nil }
            return Day(checkedYear: year, month: month, day: day).map { ($0, found.stem) }
        }
        for (word, part) in Self.parts where pattern.hasPrefix(word) {
            guard let number = Self.number(name, word.count) else { continue }
            var more = found
            more[keyPath: part] = number
            more.stem += word
            return match(pattern.dropFirst(word.count), name.dropFirst(word.count), more)
        }
        if first == "*" {
            for rest in 0...name.count {
                var more = found
                more.stem += name.prefix(rest)
                if let whole = match(pattern.dropFirst(), name.dropFirst(rest), more) { return whole }
            }
            return nil
        }
        guard name.first == first else { return nil }
        var more = found
        more.stem.append(first)
        return match(pattern.dropFirst(), name.dropFirst(), more)
    }

    private static var parts: [(String, WritableKeyPath<Found, Int?>)] {
        [("YYYY", \.year), ("MM", \.month), ("DD", \.day)]
    }

    private static func number(_ name: Substring, _ width: Int) -> Int? {
        let digits = name.prefix(width)
        guard digits.count == width, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(digits)
    }
}
