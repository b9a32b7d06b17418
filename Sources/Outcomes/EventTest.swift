import Records

/// An event tied to a timeline: which rows are it.
struct EventTest {
    let timeline: Timeline
    private let tests: [RowTest]
    private let ends: DayReader?
    private let leastNights: Int?
    private let mustHaveEnded: Bool
    private let isDatedByEnd: Bool

    /// - Parameters:
    ///   - mustHaveEnded: whether a row tells nothing of itself before what it began has ended.
    ///   - isDatedByEnd: whether its day is the one on which that ended.
    init(
        _ event: OutcomeEvent, in timeline: Timeline, lists: CodeLists, mustHaveEnded: Bool, isDatedByEnd: Bool = false
    ) {
        self.timeline = timeline
        let ifGiven = event.filterIfGiven.flatMap { $0.fields.allSatisfy(timeline.facts.has) ? $0 : nil }
        tests = [event.filter, ifGiven].compactMap(\.self).map { RowTest($0, in: timeline) { lists[$0] } }
        leastNights = event.leastNights
        self.mustHaveEnded = mustHaveEnded
        self.isDatedByEnd = isDatedByEnd
        ends = event.table.endField.flatMap { timeline.days($0) }
    }

    /// The day of an event; missing where it is not known yet.
    func day(_ rows: Rows, _ row: Int) -> PackedDay {
        isDatedByEnd ? ends?.day(rows, row) ?? .missing : timeline.day(rows, row)
    }

    /// - Parameter end: the first day whose nights do not count.
    func holds(_ rows: Rows, _ row: Int, before end: PackedDay) -> Bool {
        guard tests.allSatisfy({ $0.holds(rows, row) }) else { return false }
        if mustHaveEnded, ends?.day(rows, row).isMissing != false { return false }
        guard let leastNights, let ends else { return true }
        let own = ends.day(rows, row)
        let last = own.isMissing ? end : min(own, end)
        return last.day.days(since: timeline.day(rows, row).day) >= leastNights
    }

    /// The first day of a person's events that is among some days; missing where none is.
    func firstDay(of person: Int, in days: Range<Day>) -> PackedDay {
        let (first, end) = (PackedDay(clamping: days.lowerBound), PackedDay(clamping: days.upperBound))
        let rows = timeline.rows(of: person)
        var found = PackedDay.missing
        for row in 0..<rows.count {
            guard timeline.day(rows, row) < end else { break }
            let day = day(rows, row)
            guard !day.isMissing, day >= first, day < end, holds(rows, row, before: end) else { continue }
            found = found.earlier(day)
            if !isDatedByEnd { break }
        }
        return found
    }
}
