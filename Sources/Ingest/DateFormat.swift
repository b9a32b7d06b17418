import Records
import Tabular

/// A date format that a mapping declares, such as `DD/MM/YYYY` or `YYYYMMDD hh:mm:ss`.
///
/// `YYYY`, `MM` and `DD` stand for digits of those widths, `MON` for a month's English short name; `hh`, `mm`
/// and `ss` for two digits of a time of the day, of which a field that is kept to the minute takes the first two; `*` at
/// the end for anything. All else stands for itself.
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
    }

    private func read(_ text: FieldText) -> Reading? {
        var reading = Reading()
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
            case .year, .month, .day, .hour, .minute, .second:
                guard let value = digits(part == .year ? 4 : 2) else { return nil }
                switch part {
                case .year: reading.year = value
                case .month: reading.month = value
                case .day: reading.ofMonth = value
                case .hour: reading.hour = value
                case .minute: reading.minute = value
                default: reading.second = value
                }
            case .monthName:
                guard let value = Self.monthName(text, at: place) else { return nil }
                reading.month = value
                place += 3
            case .rest: place = text.count
            case .literal(let byte):
                guard place < text.count, text.bytes[place] == byte else { return nil }
                place += 1
            }
        }
        return place == text.count && reading.hasTime ? reading : nil
    }

    private static func monthName(_ text: FieldText, at place: Int) -> Int? {
        guard place + 3 <= text.count else { return nil }
        let name = FieldText(bytes: text.bytes + place, count: 3).string.lowercased()
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: name).map { $0 + 1 }
    }
}
