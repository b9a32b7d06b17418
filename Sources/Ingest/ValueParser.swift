import Records
import Tabular

/// Reads values from bytes, strictly: nothing that only a lenient reader would take.
enum ValueParser {
    /// Either a value or the rule that the bytes break.
    enum Parsed<Value> {
        case value(Value)
        case broken(Rule)
    }

    // MARK: Days

    /// `YYYY-MM-DD`, or with `allowsTime` also `YYYY-MM-DDTHH:MM`.
    /// - Parameter text: not empty.
    @inline(__always)
    static func day(
        _ text: FieldText, allowsTime: Bool, _ calendar: PackedCalendar = .shared
    ) -> Parsed<PackedDay> {
        guard text.count == 10 || (allowsTime && text.count == 16 && isTime(text.bytes + 10)) else {
            return .broken(.badDate)
        }
        let raw = UnsafeRawPointer(text.bytes)
        // Eight bytes "YYYY-MM-" minus their least values leave digits 0 to 9 and zeros.
        let yearMonth = raw.loadUnaligned(as: UInt64.self) ^ 0x2D30_302D_3030_3030
        let dayPart = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self) ^ 0x3030
        let yearMonthFault = (yearMonth | (yearMonth &+ 0x7F76_767F_7676_7676)) & 0x8080_8080_8080_8080
        let dayFault = (dayPart | (dayPart &+ 0x7676)) & 0x8080
        guard yearMonthFault == 0, dayFault == 0 else { return .broken(.badDate) }
        // Each digit times ten plus the next: century and year in bytes 0 and 2, the month in byte 5.
        let pairs = yearMonth &* 10 &+ yearMonth >> 8
        let year = Int(pairs & 0xFF) &* 100 &+ Int(pairs >> 16 & 0xFF)
        let month = Int(pairs >> 40 & 0xFF)
        let day = Int(dayPart & 0xF) &* 10 &+ Int(dayPart >> 8 & 0xF)
        return packed(year: year, month: month, day: day, calendar)
    }

    /// `THH:MM`.
    @inline(__always)
    private static func isTime(_ bytes: UnsafePointer<UInt8>) -> Bool {
        // As for days: digits 0 to 9 and zeros are left.
        let time = (UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) ^ 0x3030_3A30_3054) & 0xFFFF_FFFF_FFFF
        guard (time | (time &+ 0x7676_7F76_767F)) & 0x8080_8080_8080 == 0 else { return false }
        func digit(_ place: UInt64) -> UInt64 { time >> (place &* 8) & 0xF }
        return digit(1) &* 10 &+ digit(2) < 24 && digit(4) < 6
    }

    @inline(__always)
    static func packed(
        year: Int, month: Int, day: Int, _ calendar: PackedCalendar = .shared
    ) -> Parsed<PackedDay> {
        guard month &- 1 < 12, month > 0, day > 0, year > 0 else { return .broken(.badDate) }
        guard PackedCalendar.years.contains(year) else { return rare(year: year, month: month, day: day) }
        return calendar.day(year: year, month: month, day: day).map { .value($0) } ?? .broken(.badDate)
    }

    private static func rare(year: Int, month: Int, day: Int) -> Parsed<PackedDay> {
        guard let exact = Day(checkedYear: year, month: month, day: day) else { return .broken(.badDate) }
        if year == 1 || (year, month, day) == (1900, 1, 1) || (year, month, day) == (9999, 12, 31) {
            return .broken(.standInDate)
        }
        return PackedDay(exact).map { .value($0) } ?? .broken(.dateOutOfRange)
    }

    // MARK: Numbers

    /// Whether the text is up to eight digits, with or without one point among them: what nearly all numbers are.
    @inline(__always)
    static func isShortNumber(_ text: FieldText) -> Bool {
        guard text.count <= 8 else { return false }
        let bytes = UnsafeRawPointer(text.bytes).loadUnaligned(as: UInt64.self)
        // Zeros take the place of what lies behind the text.
        let inside = UInt64.max >> (64 &- 8 &* UInt64(text.count))
        let digits = (bytes ^ 0x3030_3030_3030_3030) & inside
        let pointsOff = digits ^ 0x1E1E_1E1E_1E1E_1E1E & inside
        // The high bit of each byte that is a point.
        let points =
            ~(((pointsOff & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | pointsOff)
            & 0x8080_8080_8080_8080 & inside
        let rest = digits & ~((points >> 7) &* 0xFF)
        let fault = (rest | (rest &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
        return fault == 0 && points & (points &- 1) == 0 && (points == 0 || text.count > 1)
    }

    /// More is no value, quantity or cost of a person, but a number that came into the wrong column.
    private static let largestNumber = 1e12

    /// A plain decimal number (`DecimalText`), not negative, of at most twelve digits before its point.
    static func number(_ text: FieldText) -> Parsed<Double> {
        guard let value = DecimalText.value(text) else { return .broken(.badNumber) }
        guard value < largestNumber else { return .broken(.numberTooLarge) }
        // Minus 0 is 0.
        return value < 0 ? .broken(.negativeNumber) : .value(value.magnitude)
    }

    // MARK: Codes

    static func isPracticeCode(_ text: FieldText) -> Bool { PracticeCode.isValid(text.buffer) }

    static func hasControlCharacter(_ text: FieldText) -> Bool { text.buffer.contains { $0 < 0x20 || $0 == 0x7F } }
}
