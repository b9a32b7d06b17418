import Records
import Testing

/// The expected values are Python's: `datetime.date` (differences, `fromordinal`) for numbers, `dateutil.relativedelta`
/// 2.9.0 for months, and for ages the years between less one before the birthday, as (month, day) compare.
@Suite("Days against another calendar")
struct DayTests {
    @Test(
        "A day has the number of days since 1970 that Python gives it, and comes back from it",
        arguments: [
            ("1900-02-28", -25509),
            ("1900-03-01", -25508),
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11016),
            ("2024-02-29", 19782),
            ("2023-03-31", 19447),
            ("2100-02-28", 47540),
            ("2100-03-01", 47541),
            ("0001-01-01", -719162),
            ("9999-12-31", 2_932_896),
            ("2024-12-31", 20088),
            ("2024-01-30", 19752),
            ("1600-02-29", -135081),
            ("1970-12-19", 352),
            ("2031-01-13", 22292),
            ("1856-06-18", -41469),
            ("2132-03-14", 59242),
            ("1861-08-25", -39575),
            ("2004-02-04", 12452),
            ("2137-02-01", 61027),
            ("2060-04-02", 32964),
            ("2107-11-18", 50359),
            ("1872-06-28", -35615),
            ("2036-08-31", 24349),
            ("1929-06-28", -14797),
            ("1917-09-23", -19093),
            ("2000-10-31", 11261),
        ])
    func numbers(text: String, number: Int) throws {
        let day = try #require(Day(text))
        #expect(day.number == Int32(number))
        #expect(Day(number: Int32(number)).description == text)
    }

    @Test(
        "Months are added by the calendar, and clamped to the end of a shorter one",
        arguments: [
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 13, "2025-03-29"),
            ("2024-02-29", -6, "2023-08-29"),
            ("2024-02-29", 6, "2024-08-29"),
            ("2024-02-29", -120, "2014-02-28"),
            ("2024-02-29", 3, "2024-05-29"),
            ("2023-03-31", 6, "2023-09-30"),
            ("2023-03-31", -6, "2022-09-30"),
            ("2023-03-31", 12, "2024-03-31"),
            ("2023-03-31", 11, "2024-02-29"),
            ("2023-03-31", 24, "2025-03-31"),
            ("2023-03-31", -3, "2022-12-31"),
            ("2024-05-31", 1200, "2124-05-31"),
            ("2024-05-31", -13, "2023-04-30"),
            ("2024-05-31", 6, "2024-11-30"),
            ("2024-05-31", -1, "2024-04-30"),
            ("2024-05-31", -2, "2024-03-31"),
            ("2024-05-31", 24, "2026-05-31"),
            ("2024-03-30", -120, "2014-03-30"),
            ("2024-03-30", 2, "2024-05-30"),
            ("2024-03-30", 1, "2024-04-30"),
            ("2024-03-30", -12, "2023-03-30"),
            ("2024-03-30", -1, "2024-02-29"),
            ("2024-03-30", -24, "2022-03-30"),
            ("2023-12-31", -6, "2023-06-30"),
            ("2023-12-31", 1, "2024-01-31"),
            ("2023-12-31", -1200, "1923-12-31"),
            ("2023-12-31", 6, "2024-06-30"),
            ("2023-12-31", -1, "2023-11-30"),
            ("2023-12-31", -13, "2022-11-30"),
            ("2024-01-01", -24, "2022-01-01"),
            ("2024-01-01", 0, "2024-01-01"),
            ("2024-01-01", -1200, "1924-01-01"),
            ("2024-01-01", 13, "2025-02-01"),
            ("2024-01-01", -1, "2023-12-01"),
            ("2024-01-01", -3, "2023-10-01"),
            ("1999-11-30", -13, "1998-10-30"),
            ("1999-11-30", 1, "1999-12-30"),
            ("1999-11-30", -6, "1999-05-30"),
            ("1999-11-30", -11, "1998-12-30"),
            ("1999-11-30", 2, "2000-01-30"),
            ("1999-11-30", -1200, "1899-11-30"),
        ])
    func months(text: String, months: Int, expected: String) throws {
        #expect(try #require(Day(text)).adding(months: months).description == expected)
    }

    @Test(
        "Ages are in completed years",
        arguments: [
            ("2004-02-29", "2024-02-28", 19),
            ("2004-02-29", "2024-02-29", 20),
            ("2004-02-29", "2023-02-28", 18),
            ("2004-02-29", "2023-03-01", 19),
            ("1950-06-15", "2024-06-14", 73),
            ("1950-06-15", "2024-06-15", 74),
            ("1950-12-31", "2024-01-01", 73),
            ("2024-04-01", "2024-04-01", 0),
            ("1900-01-01", "2024-04-01", 124),
        ])
    func ages(birth: String, day: String, years: Int) throws {
        #expect(try #require(Day(birth)).age(on: try #require(Day(day))) == years)
    }

    @Test("Every day of four centuries follows the one before it")
    func everyDay() throws {
        var (year, month, day) = (1850, 1, 1)
        var number = Day(year: 1850, month: 1, day: 1).number
        while year < 2250 {
            let found = Day(number: number).components
            try #require(found == (year, month, day))
            try #require(Day(checkedYear: year, month: month, day: day)?.number == number)
            number += 1
            day += 1
            if day > Day.length(ofMonth: month, year: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        // Python: (date(2250, 1, 1) - date(1970, 1, 1)).days
        #expect(number == 102_268)
    }

    @Test(
        "Only a date that exists is read, and only as YYYY-MM-DD",
        arguments: [
            "", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-04-00", "0000-01-01",
            "2024-4-01", "24-04-01", "2024/04/01", "2024-04-01T00:00", " 2024-04-01", "2024-04-0١", "-024-04-01",
            "2024-+4-01",
        ])
    func refused(text: String) { #expect(Day(text) == nil) }
}
