import Records
import Tabular

/// A date format that a mapping declares, such as `DD/MM/YYYY`, `DD-MON-YY` or `YYYYMMDD hh:mm:ss`.
///
/// `YYYY`, `YY`, `MM` and `DD` stand for digits of those widths, `M` and `D` for one digit or two, `MON` for a month's
/// English short name; `hh`, `mm` and `ss` for two digits of a time of the day, of which a field that is kept to the minute
/// takes the first two; `*` at the end for anything. All else stands for itself: signs, blanks, and of letters `T` and `Z`.
///
/// A year of two digits is the last that ends so and is not more than ten years after the one in which the file was taken:
/// what is planned lies ahead, and no event lies 90 years back.
public struct DateFormat: Sendable, Equatable {
    private enum Part: Sendable, Equatable {
        case year, shortYear, month, shortMonth, monthName, day, shortDay, hour, minute, second, rest
        case literal(UInt8)

        /// Whether it stands for digits.
        var isNumber: Bool {
            switch self {
            case .monthName, .rest, .literal: false
            default: true
            }
        }
    }

    static let expected =
        "a date format with a year (YYYY or YY), a month (MM, M or MON) and a day (DD or D) once each, and maybe hh, mm "
        + "and ss, such as DD/MM/YYYY, DD-MON-YY or YYYY-MM-DDThh:mm:ss; T and Z are the only letters that stand for "
        + "themselves, and no digits follow M or D"

    // A word comes before those that it begins with.
    private static let words: [(String, Part)] = [
        ("YYYY", .year), ("YY", .shortYear), ("MON", .monthName), ("MM", .month), ("M", .shortMonth), ("DD", .day),
        ("D", .shortDay), ("hh", .hour), ("mm", .minute), ("ss", .second),
    ]
    private static let yearsAhead = 10

    private let parts: [Part]
    /// The last year that two digits can stand for; nil until it is known when the file was taken.
    private var lastYear: Int?

    /// Nil where the format does not name a year, a month and a day once each, a part of the time twice, or has a letter
    /// that stands for nothing.
    public init?(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let first = rest.first {
            if let (word, part) = Self.words.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest.removeFirst(word.count)
            } else if rest == "*" {
                parts.append(.rest)
                rest.removeFirst()
            } else {
                guard !(first.isASCII && first.isLetter) || "TZ".contains(first) else { return nil }
                parts += first.utf8.map(Part.literal)
                rest.removeFirst()
            }
        }
        guard Self.isWhole(parts) else { return nil }
        self.parts = parts
    }

    private static func isWhole(_ parts: [Part]) -> Bool {
        func count(_ kinds: Part...) -> Int { parts.count { kinds.contains($0) } }
        // One digit or two can be told only where no digit follows.
        let isTold = zip(parts, parts.dropFirst()).allSatisfy { part, next in
            part != .shortMonth && part != .shortDay || !next.isNumber
        }
        return count(.year, .shortYear) == 1 && count(.month, .shortMonth, .monthName) == 1
            && count(.day, .shortDay) == 1 && [.hour, .minute, .second].allSatisfy { count($0) <= 1 } && isTold
    }

    var hasShortYear: Bool { parts.contains(.shortYear) }

    /// The same, as it is read in a file that was taken on a day.
    func asAt(_ day: Day) -> DateFormat {
        var format = self
        format.lastYear = day.components.year + Self.yearsAhead
        return format
    }

    func day(_ text: FieldText) -> ValueParser.Parsed<PackedDay> {
        guard let parts = read(text) else { return .broken(.badDate) }
        return parts.day
    }

    /// - Parameter time: the minutes of the day, where the format has hours and minutes.
    func day(_ text: FieldText, time: inout Int?) -> ValueParser.Parsed<PackedDay> {
        guard let parts = read(text) else { return .broken(.badDate) }
        if let hour = parts.hour, let minute = parts.minute { time = hour * 60 + minute }
        return parts.day
    }

    /// The same moment as `YYYY-MM-DD`, with `Thh:mm:ss` where the format has a time; nil where it is none.
    func canonical(_ text: FieldText) -> String? {
        guard let parts = read(text), case .value(let day) = parts.day else { return nil }
        guard let hour = parts.hour else { return day.day.description }
        let time = [hour, parts.minute ?? 0, parts.second ?? 0].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(day.day)T\(time.joined(separator: ":"))"
    }

    /// What a text says; a time is one of the day's.
    private struct Reading {
        var year = 0
        var month = 0
        var ofMonth = 0
        var hour, minute, second: Int?

        var day: ValueParser.Parsed<PackedDay> { ValueParser.packed(year: year, month: month, day: ofMonth) }
        var hasTime: Bool { hour ?? 0 < 24 && minute ?? 0 < 60 && second ?? 0 < 60 }

        mutating func take(_ value: Int, as part: Part) {
            switch part {
            case .year, .shortYear: year = value
            case .month, .shortMonth, .monthName: month = value
            case .day, .shortDay: ofMonth = value
            case .hour: hour = value
            case .minute: minute = value
            case .second: second = value
            case .rest, .literal: break
            }
        }
    }

    private func read(_ text: FieldText) -> Reading? {
        var reading = Reading()
        var place = 0
        func isDigit(_ place: Int) -> Bool { place < text.count && text.bytes[place] &- 0x30 < 10 }
        func digits(_ count: Int) -> Int? {
            var value = 0
            for _ in 0..<count {
                guard isDigit(place) else { return nil }
                value = value * 10 + Int(text.bytes[place] - 0x30)
                place += 1
            }
            return value
        }
        func value(of part: Part) -> Int? {
            switch part {
            case .year: return digits(4)
            case .shortYear: return digits(2).flatMap { year(endingIn: $0) }
            case .shortMonth, .shortDay: return digits(isDigit(place + 1) ? 2 : 1)
            case .monthName:
                defer { place += 3 }
                return Self.monthName(text, at: place)
            default: return digits(2)
            }
        }
        for part in parts {
            switch part {
            case .rest: place = text.count
            case .literal(let byte):
                guard place < text.count, text.bytes[place] == byte else { return nil }
                place += 1
            default:
                guard let value = value(of: part) else { return nil }
                reading.take(value, as: part)
            }
        }
        return place == text.count && reading.hasTime ? reading : nil
    }

    /// The last year that ends in two digits.
    private func year(endingIn digits: Int) -> Int? {
        lastYear.map { $0 - ($0 - digits) % 100 }
    }

    private static func monthName(_ text: FieldText, at place: Int) -> Int? {
        guard place + 3 <= text.count else { return nil }
        let name = FieldText(bytes: text.bytes + place, count: 3).string.lowercased()
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: name).map { $0 + 1 }
    }
}
