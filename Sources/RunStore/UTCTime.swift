/// A second of universal time, given by whoever has a clock: nothing here reads one.
public struct UTCTime: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, in the years 1970 to 9999.
    public let secondsSince1970: Int

    private static let secondsPerDay = 86_400
    private static let range = 0..<253_402_300_800

    public init(secondsSince1970: Int) {
        self.secondsSince1970 = min(max(secondsSince1970, Self.range.lowerBound), Self.range.upperBound - 1)
    }

    /// Reads `YYYY-MM-DDThh:mm:ssZ` and nothing else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0) { total, byte in
                guard let total, (0x30...0x39).contains(byte) else { return nil }
                return total * 10 + Int(byte - 0x30)
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
        else { return nil }
        self.init(
            secondsSince1970: Self.days(year, month, day) * Self.secondsPerDay
                + hour * 3600 + minute * 60 + second)
        guard description == text else { return nil }
    }

    /// `2025-01-31T02:03:04Z`.
    public var description: String {
        let (year, month, day, hour, minute, second) = fields
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
            + "T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))Z"
    }

    /// `20250131T020304Z`.
    var compact: String {
        String(description.filter { $0 != "-" && $0 != ":" })
    }

    public static func < (left: UTCTime, right: UTCTime) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    private var fields: (Int, Int, Int, Int, Int, Int) {
        let (year, month, day) = Self.date(secondsSince1970 / Self.secondsPerDay)
        let second = secondsSince1970 % Self.secondsPerDay
        return (year, month, day, second / 3600, second / 60 % 60, second % 60)
    }

    /// Days since 1970-01-01 of a date (Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let yearOfEra = year % 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return year / 400 * 146_097 + dayOfEra - 719_468
    }

    /// The inverse (civil_from_days).
    private static func date(_ days: Int) -> (Int, Int, Int) {
        let days = days + 719_468
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension UTCTime: CustomStringConvertible {}
