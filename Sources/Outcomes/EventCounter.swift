import Records

/// Counts a person's events of an outcome in any days, however often they come: what an evaluation of lists goes by.
public struct EventCounter {
    private let tests: [EventTest]
    private let deaths: PackedArray<PackedDay>?
    /// The first day that may not be counted.
    private let end: Day

    /// - Parameters:
    ///   - end: the first day that need not be known.
    /// - Throws: `OutcomeError` where the sources cannot tell, or do not reach to the day before the end.
    public init(_ outcome: OutcomeDefinition, _ population: Population, before end: Day) throws(OutcomeError) {
        let all = population.followUps(from: PackedDay.earliest)
        var tests: [EventTest] = []
        for event in outcome.events {
            guard let timeline = all.timeline(event.table) else { throw .noSource(table: event.table.rawValue) }
            try event.check(timeline.facts, lists: outcome.lists)
            try timeline.facts.checkComplete(event.table.rawValue, before: end)
            tests.append(
                EventTest(
                    event, in: timeline, lists: outcome.lists, mustHaveEnded: false,
                    isDatedByEnd: outcome.isDatedByEnd(event)))
        }
        self.tests = tests
        self.end = end
        deaths = outcome.countsDeath ? population.persons.deaths : nil
        if outcome.countsDeath { try population.persons.facts.checkComplete("persons", before: end) }
    }

    /// Of one person in some days.
    public func count(_ person: Int, in days: Range<Day>) -> Int {
        precondition(days.upperBound <= end)
        let (first, end) = (PackedDay(clamping: days.lowerBound), PackedDay(clamping: days.upperBound))
        var count = 0
        for test in tests {
            let rows = test.timeline.rows(of: person)
            for row in 0..<rows.count {
                guard test.timeline.day(rows, row) < end else { break }
                let day = test.day(rows, row)
                if !day.isMissing, day >= first, day < end, test.holds(rows, row, before: end) { count += 1 }
            }
        }
        if let death = deaths?[person], !death.isMissing, death >= first, death < end { count += 1 }
        return count
    }

    /// The first day on which anybody had an event of any kind in the tables that are counted; nil where there are none.
    public func firstDay(of persons: Range<Int>) -> Day? {
        var first: PackedDay?
        for test in tests {
            for person in persons {
                let rows = test.timeline.rows(of: person)
                guard rows.count > 0 else { continue }
                let day = test.timeline.day(rows, 0)
                if !day.isMissing, first.map({ day < $0 }) ?? true { first = day }
            }
        }
        return first?.day
    }
}
