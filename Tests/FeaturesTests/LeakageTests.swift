import Features
import Records
import TestSupport
import Testing

@Suite("What had not happened, or had not arrived, on the index day")
struct LeakageTests {
    private static let catalogues = [SlowEngineTests.catalogue, SlowEngineTests.additions, SlowEngineTests.wide]

    private func expectSame(
        _ before: [PersonRecord], _ after: [PersonRecord], at index: Day, seed: UInt64,
        sourcesBefore: Sources = Sources(), sourcesAfter: Sources = Sources()
    ) {
        for catalogue in Self.catalogues {
            let before = catalogue.values(before, sources: sourcesBefore, at: index)
            let after = catalogue.values(after, sources: sourcesAfter, at: index)
            #expect(before.count == after.count)
            for (left, right) in zip(before, after) where left != right {
                Issue.record("seed \(seed), \(index): \(left.filter { right[$0.key] != $0.value }.keys.sorted())")
            }
        }
    }

    private func people(_ seed: UInt64) -> (people: [PersonRecord], index: Day, random: SplitMix) {
        var random = SplitMix(state: seed)
        let index = random.pick(RandomPeople.indexDays)
        var generator = RandomPeople(seed: seed, index: index)
        return (generator.people(60), index, random)
    }

    /// Every row of everybody, through a change; rows that it makes nil go.
    private func changing(
        _ people: [PersonRecord], _ change: (EventRecord) -> EventRecord?
    ) -> [PersonRecord] {
        people.map { person in
            var person = person
            person.events = person.events.mapValues { $0.compactMap(change) }
            return person
        }
    }

    @Test("Rows dated on the index day or after it change no feature when they go", arguments: UInt64(1)...8)
    func removed(seed: UInt64) {
        let (people, index, _) = people(seed)
        expectSame(people, changing(people) { $0.day < index ? $0 : nil }, at: index, seed: seed)
    }

    @Test("Rows dated on the index day or after it change no feature when they come", arguments: UInt64(1)...8)
    func added(seed: UInt64) {
        let (people, index, _) = people(seed)
        var generator = RandomPeople(seed: seed + 1000, index: index)
        let others = generator.people(people.count)
        let more = zip(people, others).map { person, other in
            var person = person
            for (table, rows) in other.events {
                person.events[table, default: []] += rows.map { row in
                    var row = row
                    row.day = max(row.day, index)
                    return row
                }
            }
            return person
        }
        expectSame(people, more, at: index, seed: seed)
    }

    @Test("An end on the index day or after it is as good as none", arguments: UInt64(1)...8)
    func ends(seed: UInt64) {
        var (people, index, random) = people(seed)
        let cleared = changing(people) { row in
            var row = row
            if let end = row.end, end >= index { row.end = nil }
            return row
        }
        expectSame(people, cleared, at: index, seed: seed)
        let moved = changing(people) { row in
            var row = row
            if row.end.map({ $0 >= index }) ?? true { row.end = index.adding(days: random.pick([0, 1, 500])) }
            return row
        }
        expectSame(people, moved, at: index, seed: seed)
    }

    @Test("Of a source with a lag, what happened within it has not been seen", arguments: UInt64(1)...4)
    func lag(seed: UInt64) {
        let (people, index, _) = people(seed)
        var lagging = Sources()
        for table in lagging.tables { lagging.arrivals[table] = .lag(days: 31) }
        let cut = index.adding(days: -31)
        let seen = changing(people) { row in
            var row = row
            if let end = row.end, end >= cut { row.end = nil }
            return row.day < cut ? row : nil
        }
        expectSame(people, seen, at: index, seed: seed, sourcesBefore: lagging)
    }

    @Test("Of a source that says when it received a row, later ones have not been seen", arguments: UInt64(1)...4)
    func received(seed: UInt64) {
        var (people, index, random) = people(seed)
        people = changing(people) { row in
            var row = row
            row.received = random.pick([nil, row.day, row.day.adding(days: 40), index, index.adding(days: -1)])
            return row
        }
        var receiving = Sources()
        for table in receiving.tables { receiving.arrivals[table] = .received }
        let seen = changing(people) { $0.received.map { $0 < index } ?? true ? $0 : nil }
        expectSame(people, seen, at: index, seed: seed, sourcesBefore: receiving)
        expectSame(seen, seen, at: index, seed: seed, sourcesBefore: receiving)
    }

    @Test("Of a source with a lag, a complete window holds as many days a year ago as tonight")
    func completeWindowsOfLaggingSources() throws {
        let catalogue = try Catalogue(
            yaml: """
                catalogue: test
                features:
                  - { name: days, table: gp_events, window: 10 days, ends: complete, take: days }
                  - { name: since, table: gp_events, window: 10 days, ends: complete, take: days_since, at_most: 99 }
                """)
        // One event a day; the extract holds what was there on 21 February.
        var person = PersonRecord(id: "A", birth: .on("1950-01-01"))
        person.events[.gpEvents] = (0..<800).map { day in
            EventRecord(day: Day.on("2024-02-20").adding(days: -day), fields: ["code": "1"])
        }
        var sources = Sources(completeTo: [.gpEvents: .on("2024-02-20")])
        sources.arrivals[.gpEvents] = .lag(days: 40)
        for index in ["2024-04-01", "2023-04-01"] {
            let values = catalogue.values([person], sources: sources, at: .on(index))[0]
            #expect(values == ["days": 10, "since": 1], "\(index)")
        }
    }

    @Test("A window that ends where the source is complete counts back from there")
    func completeWindows() throws {
        let catalogue = try Catalogue(
            yaml: """
                catalogue: test
                features:
                  - { name: "{window}_complete", table: gp_events, windows: [3 months, 10 days, ever], ends: complete }
                  - { name: "{window}_index", table: gp_events, windows: [3 months, 10 days, ever], ends: index }
                """)
        let days = ["2023-11-20", "2023-11-21", "2024-02-10", "2024-02-11", "2024-02-20", "2024-02-21", "2024-03-31"]
        var person = PersonRecord(id: "A", birth: .on("1950-01-01"))
        person.events[.gpEvents] = days.map { EventRecord(day: .on($0), fields: ["code": "1"]) }
        var sources = Sources()
        func values() -> [String: Double] {
            catalogue.values([person], sources: sources, at: .on("2024-04-01"))[0]
        }
        let toIndex = ["3m_index": 5.0, "10d_index": 1, "ever_index": 7]
        // Complete to 20 February: [21 November, 21 February) and [11 February, 21 February).
        sources.completeTo[.gpEvents] = .on("2024-02-20")
        #expect(
            values()
                == toIndex.merging(["3m_complete": 4, "10d_complete": 2, "ever_complete": 5]) { $1 })
        // Extracted on 21 February, and so complete to the day before.
        sources = Sources(extractedOn: .on("2024-02-21"))
        #expect(
            values()
                == toIndex.merging(["3m_complete": 4, "10d_complete": 2, "ever_complete": 5]) { $1 })
        // Complete beyond the index day: the window ends there.
        sources = Sources(completeTo: [.gpEvents: .on("2024-12-31")])
        #expect(
            values()
                == toIndex.merging(["3m_complete": 5, "10d_complete": 1, "ever_complete": 7]) { $1 })
    }
}
