import Records
import Testing

@Suite("Days in two bytes")
struct PackedDayTests {
    // Python: date(1990, 1, 1) + timedelta(days=-32767) and + timedelta(days=32767).
    private let earliest = Day("1900-04-16")!
    private let latest = Day("2079-09-18")!

    @Test("The first and the last day fit, and none beyond them")
    func range() {
        #expect(PackedDay.earliest == earliest)
        #expect(PackedDay.latest == latest)
        #expect(PackedDay(earliest)?.day == earliest)
        #expect(PackedDay(latest)?.day == latest)
        #expect(PackedDay(earliest.adding(days: -1)) == nil)
        #expect(PackedDay(latest.adding(days: 1)) == nil)
    }

    @Test("A day beyond the range is clamped to it, and is never the missing one")
    func clamping() {
        #expect(PackedDay(clamping: Day("0001-01-01")!).day == earliest)
        #expect(PackedDay(clamping: Day("9999-12-31")!).day == latest)
        #expect(!PackedDay(clamping: Day("0001-01-01")!).isMissing)
        #expect(PackedDay(clamping: Day("2024-02-29")!).day == Day("2024-02-29")!)
    }

    @Test("Packed days stand in the order of days, the missing one first")
    func order() {
        let days = ["1900-04-16", "1970-01-01", "1989-12-31", "1990-01-01", "2024-02-29", "2079-09-18"]
            .map { PackedDay(Day($0)!)! }
        #expect(days == days.reversed().sorted())
        #expect(days.allSatisfy { PackedDay.missing < $0 && !$0.isMissing })
        #expect(PackedDay.missing.isMissing)
    }
}
