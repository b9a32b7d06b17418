import Records

extension OutcomeDefinition {
    /// 1 for those who have the outcome, 0 for those who do not; dying or leaving first is 0 unless death counts.
    /// - Parameter persons: their numbers.
    /// - Throws: `OutcomeError` where the sources cannot tell, or do not reach to the end of the time at risk.
    public func labels(_ followUps: FollowUps, persons: [Int32]) throws(OutcomeError) -> [UInt8] {
        try eventDays(followUps, persons: persons).map { $0.isMissing ? 0 : 1 }
    }

    /// The day of each person's earliest event in the time at risk; missing where there is none.
    /// - Throws: as `labels`.
    public func eventDays(_ followUps: FollowUps, persons: [Int32]) throws(OutcomeError) -> [PackedDay] {
        let days = atRiskDays(from: followUps.indexDay)
        var found = [PackedDay](repeating: .missing, count: persons.count)
        for event in events { try find(event, followUps, persons, days, &found) }
        guard countsDeath else { return found }
        try followUps.persons.facts.checkComplete("persons", before: days.upperBound)
        let (first, end) = (PackedDay(clamping: days.lowerBound), PackedDay(clamping: days.upperBound))
        for (place, person) in persons.enumerated() {
            let death = followUps.persons.deaths[Int(person)]
            if !death.isMissing, death >= first, death < end { found[place] = found[place].earlier(death) }
        }
        return found
    }

    /// From the end of the gap to the end of the time within.
    func atRiskDays(from indexDay: Day) -> Range<Day> {
        indexDay.adding(days: gapInDays)..<within.after(indexDay)
    }

    private func find(
        _ event: OutcomeEvent, _ followUps: FollowUps, _ persons: [Int32], _ days: Range<Day>,
        _ found: inout [PackedDay]
    ) throws(OutcomeError) {
        let side = event.delay == nil ? followUps.timeline(event.table) : followUps.begun(event.table)
        guard let timeline = side else { throw .noSource(table: event.table.rawValue) }
        try event.check(timeline.facts, lists: lists)
        try timeline.facts.checkComplete(event.table.rawValue, before: days.upperBound)
        if let delay = event.delay {
            let test = DelayTest(delay, event, in: timeline, lists: lists, index: followUps.indexDay)
            let within = PackedDay(clamping: days.lowerBound)..<PackedDay(clamping: days.upperBound)
            for (place, person) in persons.enumerated() {
                for day in test.days(of: Int(person)) where within.contains(day) {
                    found[place] = found[place].earlier(day)
                }
            }
            return
        }
        let isDatedByEnd = isDatedByEnd(event)
        // Of a spell that is open on the index day, the end is still to come.
        let begun = isDatedByEnd ? followUps.begun(event.table) : nil
        for timeline in [begun, timeline].compactMap(\.self) {
            let test = EventTest(
                event, in: timeline, lists: lists, mustHaveEnded: false, isDatedByEnd: isDatedByEnd)
            for (place, person) in persons.enumerated() {
                found[place] = found[place].earlier(test.firstDay(of: Int(person), in: days))
            }
        }
    }

    /// Whether an event's day is the one on which its spell ends: where it is a diagnosis, or the first of what a spell
    /// tells at its end. Before the index date it counts from that day on (`haveHadEvent`), so that after it, too.
    func isDatedByEnd(_ event: OutcomeEvent) -> Bool { event.isKnownAtEnd && (event.isDiagnosis || isFirst) }

    /// Who has had such an event, as far as was known on the index day; death aside. Where `first` is asked for, they
    /// are not eligible.
    /// - Throws: `OutcomeError` where the sources cannot tell.
    public func haveHadEvent(_ histories: Histories, persons: [Int32]) throws(OutcomeError) -> [Bool] {
        var had = [Bool](repeating: false, count: persons.count)
        let index = PackedDay(clamping: histories.indexDay)
        for event in events {
            guard let timeline = histories.timeline(event.table) else { throw .noSource(table: event.table.rawValue) }
            try event.check(timeline.facts, lists: lists)
            if let delay = event.delay {
                let test = DelayTest(delay, event, in: timeline, lists: lists, index: histories.indexDay)
                for (place, person) in persons.enumerated() where !had[place] {
                    had[place] = test.days(of: Int(person)).contains { $0 <= index }
                }
                continue
            }
            let test = EventTest(event, in: timeline, lists: lists, mustHaveEnded: event.isKnownAtEnd)
            for (place, person) in persons.enumerated() where !had[place] {
                let rows = timeline.rows(of: Int(person))
                had[place] = (0..<rows.count).contains { test.holds(rows, $0, before: index) }
            }
        }
        return had
    }
}

extension OutcomeEvent {
    func check(_ facts: SourceFacts, lists: CodeLists) throws(OutcomeError) {
        let missing = neededFields.filter { !facts.has($0) }.sorted()
        guard missing.isEmpty else { throw .missingFields(table: table.rawValue, fields: missing) }
        for filter in [filter, filterIfGiven].compactMap(\.self) {
            if let reason = facts.reason(against: filter, of: table, lists: lists) { throw .codes(reason: reason) }
        }
    }
}

extension SourceFacts {
    /// - Parameter end: the first day that need not be known.
    func checkComplete(_ table: String, before end: Day) throws(OutcomeError) {
        guard let complete = lastCompleteDay else { throw .completenessUnknown(table: table) }
        let needed = end.adding(days: -1)
        guard complete >= needed else {
            throw .incomplete(table: table, completeTo: complete.description, neededTo: needed.description)
        }
    }
}

extension PackedDay {
    /// The earlier of two days; a missing one is none.
    func earlier(_ other: PackedDay) -> PackedDay {
        if isMissing { return other }
        return other.isMissing ? self : min(self, other)
    }
}
