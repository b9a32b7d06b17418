import Configuration
import Records

/// Why there is no outcome.
public enum OutcomeError: Error, Equatable, Sendable {
    case noSource(table: String)
    case missingFields(table: String, fields: [String])
    case completenessUnknown(table: String)
    case incomplete(table: String, completeTo: String, neededTo: String)
}

extension OutcomeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSource(let table): "there is no outcome: the run has no source for \(table)"
        case .missingFields(let table, let fields):
            "there is no outcome: the source of \(table) has no \(fields.joined(separator: ", "))"
        case .completenessUnknown(let table):
            "there is no outcome: the source of \(table) does not say up to which day it is complete; "
                + "state extracted_on or complete_to"
        case .incomplete(let table, let completeTo, let neededTo):
            "there is no outcome: the source of \(table) is complete to \(completeTo), and the time at risk ends on "
                + neededTo
        }
    }
}

extension OutcomeDefinition {
    /// 1 for those who have the outcome, 0 for those who do not; dying or leaving first is 0 unless death counts.
    /// - Parameter persons: their numbers.
    /// - Throws: `OutcomeError` where the sources do not reach to the end of the time at risk.
    public func labels(_ followUps: FollowUps, persons: [Int32]) throws(OutcomeError) -> [UInt8] {
        let first = followUps.indexDay.adding(days: gapInDays)
        let end = within.after(followUps.indexDay)
        var labels = [UInt8](repeating: 0, count: persons.count)
        for event in events { try mark(event, followUps, persons, first..<end, &labels) }
        if countsDeath {
            try Self.checkComplete(followUps.persons.facts, "persons", end: end)
            for (row, person) in persons.enumerated() {
                let death = followUps.persons.deaths[Int(person)]
                if !death.isMissing, death >= PackedDay(clamping: first), death < PackedDay(clamping: end) {
                    labels[row] = 1
                }
            }
        }
        return labels
    }

    private func mark(
        _ event: Event, _ followUps: FollowUps, _ persons: [Int32], _ days: Range<Day>, _ labels: inout [UInt8]
    ) throws(OutcomeError) {
        guard let timeline = followUps.timeline(event.table) else { throw .noSource(table: event.table.rawValue) }
        let missing = (event.filter?.fields ?? []).filter { !timeline.facts.has($0) }.sorted()
        guard missing.isEmpty else { throw .missingFields(table: event.table.rawValue, fields: missing) }
        try Self.checkComplete(timeline.facts, event.table.rawValue, end: days.upperBound)
        let ifGiven = event.filterIfGiven.flatMap { $0.fields.allSatisfy(timeline.facts.has) ? $0 : nil }
        let tests = [event.filter, ifGiven].compactMap(\.self).map { RowTest($0, in: timeline) }
        let (first, end) = (PackedDay(clamping: days.lowerBound), PackedDay(clamping: days.upperBound))
        for (place, person) in persons.enumerated() {
            let rows = timeline.rows(of: Int(person))
            for row in 0..<rows.count where timeline.day(rows, row) >= first && timeline.day(rows, row) < end {
                if tests.allSatisfy({ $0.holds(rows, row) }) { labels[place] = 1 }
            }
        }
    }

    private static func checkComplete(_ facts: SourceFacts, _ table: String, end: Day) throws(OutcomeError) {
        guard let complete = facts.lastCompleteDay else { throw .completenessUnknown(table: table) }
        let needed = end.adding(days: -1)
        guard complete >= needed else {
            throw .incomplete(table: table, completeTo: complete.description, neededTo: needed.description)
        }
    }
}
