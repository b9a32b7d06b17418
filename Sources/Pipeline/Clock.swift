import Glibc
import Records
import RunStore

/// The calendar day here and now: what may be done with people's data is judged by it, whatever date a run is of. And the
/// moment, which runs and what is done to them are told by.
enum Clock {
    /// A moment that stands for now, set by tests alone.
    @TaskLocal static var fixedNow: UTCTime?

    static var now: UTCTime { fixedNow ?? UTCTime(secondsSince1970: Int(time(nil))) }

    /// A day that stands for today, set by tests alone.
    @TaskLocal static var fixed: Day?

    static var today: Day {
        if let fixed { return fixed }
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return Day(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
    }

    /// Today, or a later day that a command is of: an earlier one lets nothing be done that is not allowed any more.
    static func latest(_ day: Day) -> Day { max(day, today) }
}
