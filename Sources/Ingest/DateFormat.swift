import Records
import Tabular

/// A date format that a mapping declares, such as `DD/MM/YYYY` or `YYYYMMDD hh:mm:ss`.
///
/// `YYYY`, `MM` and `DD` stand for digits of those widths, `MON` for a month's English short name; `hh`, `mm`
/// and `ss` for two digits of a time, of which a field that is kept to the minute takes the first two; `*` at the end for
/// anything. All else stands for itself.
public struct DateFormat: Sendable, Equatable {
    private enum Part: Sendable, Equatable {
        case year, month, monthName, day, hour, minute, second, rest
        case literal(UInt8)
    }

    private let parts: [Part]

    /// Nil where the format does not name a year, a month and a day once each.
    public init?(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        let words: [(String, Part)] = [
            ("YYYY", .year), ("MON", .monthName), ("MM", .month), ("DD", .day), ("hh", .hour), ("mm", .minute),
            ("ss", .second),
        ]
        while let first = rest.first {
            if let (word, part) = words.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest.removeFirst(word.count)
            } else if rest == "*" {
                parts.append(.rest)
                rest.removeFirst()
            } else {
                parts += first.utf8.map(Part.literal)
                rest.removeFirst()
            }
        }
        let years = parts.count { $0 == .year }
        let months = parts.count { $0 == .month || $0 == .monthName }
        let days = parts.count { $0 == .day }
        guard years == 1, months == 1, days == 1 else { return nil }
        self.parts = parts
    }

    func day(_ text: FieldText) -> ValueParser.Parsed<PackedDay> {
        var time: Int?
        return day(text, time: &time)
    }

    /// - Parameter time: the minutes of the day, where the format has hours and minutes.
    func day(_ text: FieldText, time: inout Int?) -> ValueParser.Parsed<PackedDay> {
        var (year, month, day) = (0, 0, 0)
        var (hour, minute): (Int?, Int?)
        var place = 0
        func digits(_ count: Int) -> Int? {
            guard place + count <= text.count else { return nil }
            var value = 0
            for _ in 0..<count {
                guard text.bytes[place] &- 0x30 < 10 else { return nil }
                value = value * 10 + Int(text.bytes[place] - 0x30)
                place += 1
            }
            return value
        }
        for part in parts {
            switch part {
            case .year:
                guard let value = digits(4) else { return .broken(.badDate) }
                year = value
            case .month:
                guard let value = digits(2) else { return .broken(.badDate) }
                month = value
            case .day:
                guard let value = digits(2) else { return .broken(.badDate) }
                day = value
            case .hour, .minute, .second:
                guard let value = digits(2) else { return .broken(.badDate) }
                if part == .hour { hour = value }
                if part == .minute { minute = value }
            case .monthName:
                guard let value = Self.monthName(text, at: place) else { return .broken(.badDate) }
                month = value
                place += 3
            case .rest: place = text.count
            case .literal(let byte):
                guard place < text.count, text.bytes[place] == byte else { return .broken(.badDate) }
                place += 1
            }
        }
        guard place == text.count else { return .broken(.badDate) }
        if let hour, let minute, hour < 24, minute < 60 { time = hour * 60 + minute }
        return ValueParser.packed(year: year, month: month, day: day)
    }

    private static func monthName(_ text: FieldText, at place: Int) -> Int? {
        guard place + 3 <= text.count else { return nil }
        let name = FieldText(bytes: text.bytes + place, count: 3).string.lowercased()
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: name).map { $0 + 1 }
    }
}
