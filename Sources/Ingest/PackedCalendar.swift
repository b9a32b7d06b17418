import Records

/// The months that most dates are of, ready to be looked up.
struct PackedCalendar: @unchecked Sendable {
    /// By month from the first year's January: the day before its first, times 256, plus the month's length. Never
    /// given back.
    private let months: UnsafePointer<Int32>

    static let years = 1901...2078
    static let shared = PackedCalendar()

    private init() {
        let entries = Self.years.flatMap { year in
            (1...12).map { month in
                (Day(year: year, month: month, day: 1).number - 1) << 8
                    | Int32(Day.length(ofMonth: month, year: year))
            }
        }
        let months = UnsafeMutableBufferPointer<Int32>.allocate(capacity: entries.count)
        _ = months.initialize(from: entries)
        self.months = UnsafePointer(months.baseAddress!)
    }

    /// Nil where the month has no such day.
    /// - Parameters:
    ///   - year: one of `years`.
    ///   - month: 1 to 12.
    ///   - day: 1 or more.
    @inline(__always)
    func day(year: Int, month: Int, day: Int) -> PackedDay? {
        let entry = months[(year &- Self.years.lowerBound) &* 12 &+ month &- 1]
        guard day <= Int(entry & 0xFF) else { return nil }
        return PackedDay(clamping: Day(number: (entry >> 8) &+ Int32(day)))
    }
}
