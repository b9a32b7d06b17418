/// A table of events on one side of an index day. Nothing of the other side can be reached through it.
public struct Timeline: Sendable {
    public let table: Table
    public let facts: SourceFacts
    @usableFromInline let starts: PackedArray<UInt32>
    @usableFromInline let days: PackedArray<PackedDay>
    /// The first day that is no longer seen in a history, and the first that is in a follow-up.
    @usableFromInline let cut: PackedDay
    @usableFromInline let isHistory: Bool
    /// Whether days on or after the cut can be read of a history's rows.
    private let seesWhatCame: Bool
    private let columns: [String: Column]

    init(_ events: EventTable, cut: Day, isHistory: Bool, seesWhatCame: Bool = false) {
        self.seesWhatCame = seesWhatCame
        table = events.table
        facts = events.facts
        starts = events.starts
        days = events.days
        columns = events.columns
        self.cut = PackedDay(clamping: cut)
        self.isHistory = isHistory
    }

    /// The rows of a person on this side of the cut.
    @inlinable
    public func rows(of person: Int) -> Rows {
        let (first, end) = (Int(starts[person]), Int(starts[person &+ 1]))
        var boundary = end
        while boundary > first, days[boundary &- 1] >= cut { boundary &-= 1 }
        return isHistory
            ? Rows(first: first, count: boundary &- first)
            : Rows(first: boundary, count: end &- boundary)
    }

    @inlinable
    public func day(_ rows: Rows, _ row: Int) -> PackedDay { days[rows.place(row)] }

    public func codes(_ field: String) -> CodeReader? {
        guard case .codes(let ids, let dictionary) = columns[field] else { return nil }
        return CodeReader(ids: ids, dictionary: dictionary)
    }

    public func codeLists(_ field: String) -> CodeListReader? {
        guard case .codeLists(let starts, let ids, let dictionary) = columns[field] else { return nil }
        return CodeListReader(starts: starts, ids: ids, dictionary: dictionary)
    }

    public func numbers(_ field: String) -> NumberReader? {
        guard case .numbers(let ids, let values) = columns[field] else { return nil }
        return NumberReader(ids: ids, values: values)
    }

    public func days(_ field: String) -> DayReader? {
        guard case .days(let days) = columns[field] else { return nil }
        return DayReader(days: days, cut: isHistory && !seesWhatCame ? cut : PackedDay(clamping: PackedDay.latest))
    }
}
