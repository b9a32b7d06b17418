/// A calendar day, counted from 1 January 1970 (Gregorian). It knows no time zone.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970; negative before it.
    public let number: Int32

    @inlinable
    public init(number: Int32) { self.number = number }

    /// The day of a date that is known to exist.
    public init(year: Int, month: Int, day: Int) {
        // Howard Hinnant, "chrono-compatible low-level date algorithms" (2013): days_from_civil.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD`, and only that; nil for anything else, and for a date that does not exist.
    public init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D else { return nil }
        var parts = [0, 0, 0]
        for (index, range) in [0..<4, 5..<7, 8..<10].enumerated() {
            for byte in digits[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                parts[index] = parts[index] * 10 + Int(byte - 0x30)
            }
        }
        self.init(checkedYear: parts[0], month: parts[1], day: parts[2])
    }

    /// Nil where the calendar has no such day.
    public init?(checkedYear year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public var components: (year: Int, month: Int, day: Int) {
        // civil_from_days, as above.
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The same day of the month so many months on (or back, if negative), clamped to the end of a shorter month.
    public func adding(months: Int) -> Day {
        let (year, month, day) = components
        let total = year * 12 + (month - 1) + months
        let newYear = total >= 0 ? total / 12 : (total - 11) / 12
        let newMonth = total - newYear * 12 + 1
        return Day(
            year: newYear, month: newMonth, day: min(day, Self.length(ofMonth: newMonth, year: newYear)))
    }

    @inlinable
    public func adding(days: Int) -> Day { Day(number: number + Int32(days)) }

    /// Days from another day to this one.
    @inlinable
    public func days(since other: Day) -> Int { Int(number - other.number) }

    /// Completed years of age on a day. A birthday on 29 February completes on 1 March in a common year.
    public func age(on day: Day) -> Int {
        let (birthYear, birthMonth, birthDay) = components
        let (year, month, dayOfMonth) = day.components
        let hadBirthday = (month, dayOfMonth) >= (birthMonth, birthDay)
        return year - birthYear - (hadBirthday ? 0 : 1)
    }

    @inlinable
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = components
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
