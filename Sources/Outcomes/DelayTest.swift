import Records

/// Whether what is open on an index day goes on past the day that a field gives.
struct DelayTest {
    private let timeline: Timeline
    private let tests: [RowTest]
    private let ends: DayReader?
    private let from: DayReader?
    private let leastDays: Int
    private let index: PackedDay

    /// - Parameter timeline: of the rows that began before the index day.
    init(_ delay: OutcomeEvent.Delay, _ event: OutcomeEvent, in timeline: Timeline, lists: CodeLists, index: Day) {
        self.timeline = timeline
        let ifGiven = event.filterIfGiven.flatMap { $0.fields.allSatisfy(timeline.facts.has) ? $0 : nil }
        tests = [event.filter, ifGiven].compactMap(\.self).map { RowTest($0, in: timeline) { lists[$0] } }
        ends = event.table.endField.flatMap { timeline.days($0) }
        from = timeline.days(delay.field)
        leastDays = delay.leastDays
        self.index = PackedDay(clamping: index)
    }

    /// The days on which a person's open rows had gone on for so long, of those that did.
    func days(of person: Int) -> [PackedDay] {
        let rows = timeline.rows(of: person)
        return (0..<rows.count).compactMap { row in
            guard let ends, let from, tests.allSatisfy({ $0.holds(rows, row) }) else { return nil }
            let (end, ready) = (ends.day(rows, row), from.day(rows, row))
            guard end.isMissing || end >= index, !ready.isMissing else { return nil }
            let day = PackedDay(clamping: ready.day.adding(days: leastDays))
            return end.isMissing || end >= day ? day : nil
        }
    }
}
