import Records

/// An event tied to a timeline: which rows are it.
struct EventTest {
    let timeline: Timeline
    private let tests: [RowTest]
    private let ends: DayReader?
    private let leastNights: Int?
    private let mustHaveEnded: Bool

    /// - Parameter mustHaveEnded: whether a row tells nothing of itself before what it began has ended.
    init(_ event: OutcomeEvent, in timeline: Timeline, lists: CodeLists, mustHaveEnded: Bool) {
        self.timeline = timeline
        let ifGiven = event.filterIfGiven.flatMap { $0.fields.allSatisfy(timeline.facts.has) ? $0 : nil }
        tests = [event.filter, ifGiven].compactMap(\.self).map { RowTest($0, in: timeline) { lists[$0] } }
        leastNights = event.leastNights
        self.mustHaveEnded = mustHaveEnded
        ends = event.table.endField.flatMap { timeline.days($0) }
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
}
