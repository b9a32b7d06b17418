import Records
import Tabular

/// A version as a text that comes before another, bytewise, where the version is earlier: none first, then numbers by
/// value, then dates and date-times.
enum VersionText {
    /// Most digits before a number's point.
    private static let mostDigits = 99

    /// Nil where the text is no version: nothing would tell which of two is later.
    /// - Parameter format: how the source writes dates, where it has dates in a format of its own; then nothing else is
    ///   a version.
    static func ordered(_ text: FieldText, _ format: DateFormat?) -> String? {
        if text.isEmpty { return "" }
        if let format { return format.canonical(text).map { "2" + $0 } }
        return number(text) ?? moment(text).map { "2" + $0 }
    }

    /// The version of rows that are as they were on a day.
    static func ordered(_ day: Day) -> String { "2\(day)" }

    /// The number of its digits, so that more of them come later, its digits, and its decimals.
    private static func number(_ text: FieldText) -> String? {
        let isDigit: (UInt8) -> Bool = { $0 &- 0x30 < 10 }
        let whole = text.buffer.prefix(while: isDigit)
        var decimals = text.buffer[whole.endIndex...]
        if !decimals.isEmpty {
            guard decimals.removeFirst() == 0x2E, !decimals.isEmpty, decimals.allSatisfy(isDigit) else { return nil }
        }
        let digits = whole.drop { $0 == 0x30 }
        guard !whole.isEmpty, digits.count <= mostDigits else { return nil }
        while decimals.last == 0x30 { decimals.removeLast() }
        let count = digits.count < 10 ? "0\(digits.count)" : "\(digits.count)"
        let point = decimals.isEmpty ? "" : "."
        return "1" + count + String(decoding: digits, as: UTF8.self) + point + String(decoding: decimals, as: UTF8.self)
    }

    /// A day, or a day and a time to the minute, the second or less.
    private static func moment(_ text: FieldText) -> String? {
        guard text.count >= 10,
            case .value = ValueParser.day(FieldText(bytes: text.bytes, count: 10), allowsTime: false)
        else { return nil }
        if text.count == 10 { return text.string }
        guard text.count >= 16, text.bytes[10] == 0x54 || text.bytes[10] == 0x20 else { return nil }
        let day = FieldText(bytes: text.bytes, count: 10).string
        var time = FieldText(bytes: text.bytes + 11, count: text.count - 11).string
        if time.hasSuffix("Z") { time.removeLast() }
        guard isTime(Array(time.utf8)) else { return nil }
        return "\(day)T\(time)"
    }

    /// `hh:mm`, `hh:mm:ss`, or that with decimals.
    private static func isTime(_ time: [UInt8]) -> Bool {
        let parts = time.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3 else { return false }
        return zip(parts, [24, 60, 60]).enumerated().allSatisfy { place, part in
            let decimals = part.0.dropFirst(2)
            guard decimals.isEmpty || place == 2 && decimals.count > 1 && decimals.first == 0x2E else { return false }
            let digits = part.0.prefix(2) + decimals.dropFirst()
            guard digits.count >= 2, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return false }
            return Int(String(decoding: part.0.prefix(2), as: UTF8.self))! < part.1
        }
    }
}
