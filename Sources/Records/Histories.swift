/// The population as it could be seen at 00:00 on an index day: nothing dated on or after it, and
/// nothing that had not yet arrived. Features are computed from this and from nothing else.
public struct Histories: Sendable {
    public let indexDay: Day
    public let persons: Persons
    private let timelines: [Table: Timeline]
    /// Why the run does not have a table that it has a source for.
    public let absences: [Table: String]

    init(_ population: Population, at indexDay: Day) {
        self.indexDay = indexDay
        persons = population.persons
        absences = population.absences
        timelines = population.tables.mapValues { $0.seen(before: indexDay) }
    }

    /// What had been seen of a table; nil where the run does not have it.
    public func timeline(_ table: Table) -> Timeline? { timelines[table] }
}

extension EventTable {
    /// The table as it could be seen at 00:00 on a day.
    fileprivate func seen(before day: Day) -> Timeline {
        switch facts.arrival {
        case .sameDay: Timeline(self, cut: day, isHistory: true)
        case .lag(let days): Timeline(self, cut: day.adding(days: -days), isHistory: true)
        case .received: Timeline(keepingRowsReceived(before: day), cut: day, isHistory: true)
        }
    }

    /// A copy without the rows that were received on a day or after it. A row without the day counts as received.
    private func keepingRowsReceived(before day: Day) -> EventTable {
        guard case .days(let received) = columns["received_on"] else { return self }
        let cut = PackedDay(clamping: day)
        // Tonight everything has been received: nothing need be copied.
        guard received.elements.contains(where: { $0 >= cut }) else { return self }
        let kept = (0..<rowCount).filter { received[$0] < cut }
        return selecting(kept)
    }

    private func selecting(_ rows: [Int]) -> EventTable {
        var newStarts: [UInt32] = [0]
        var next = 0
        for person in 1..<starts.count {
            while next < rows.count, rows[next] < Int(starts[person]) { next += 1 }
            newStarts.append(UInt32(next))
        }
        return EventTable(
            table: table, facts: facts, starts: PackedArray(newStarts),
            days: PackedArray(rows.map { days[$0] }), columns: columns.mapValues { $0.selecting(rows) })
    }
}

extension Column {
    fileprivate func selecting(_ rows: [Int]) -> Column {
        switch self {
        case .codes(let ids, let dictionary):
            return .codes(IDColumn(rows.map { UInt32(ids[$0]) }), dictionary: dictionary)
        case .numbers(let ids, let values):
            return .numbers(IDColumn(rows.map { UInt32(ids[$0]) }), values: values)
        case .days(let days):
            return .days(PackedArray(rows.map { days[$0] }))
        case .codeLists(let starts, let ids, let dictionary):
            var newStarts: [UInt32] = [0]
            var items: [UInt32] = []
            for row in rows {
                for item in Int(starts[row])..<Int(starts[row + 1]) { items.append(UInt32(ids[item])) }
                newStarts.append(UInt32(items.count))
            }
            return .codeLists(starts: PackedArray(newStarts), IDColumn(items), dictionary: dictionary)
        }
    }
}
