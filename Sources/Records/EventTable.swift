/// The accepted rows of a table of events, packed, by person and then by day.
///
/// Rows of one person and day stand in an order that the file's order does not change: by spell id
/// (numbers first, by value), then by content. What they hold is only seen through `Histories` and
/// `FollowUps`, which cut it at an index day.
public struct EventTable: Sendable {
    public let table: Table
    public let facts: SourceFacts
    /// Person p's rows are those at `starts[p] ..< starts[p + 1]`; one entry more than there are persons.
    let starts: PackedArray<UInt32>
    let days: PackedArray<PackedDay>
    let columns: [String: Column]

    /// - Parameter columns: by canonical field name; `received_on` where `facts.arrival` is `.received`.
    public init(
        table: Table, facts: SourceFacts, starts: PackedArray<UInt32>, days: PackedArray<PackedDay>,
        columns: [String: Column]
    ) {
        precondition(Int(starts[starts.count - 1]) == days.count)
        self.table = table
        self.facts = facts
        self.starts = starts
        self.days = days
        self.columns = columns
    }

    public var rowCount: Int { days.count }
}
