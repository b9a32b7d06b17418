/// Reads a column of codes by the rows of a history or follow-up.
public struct CodeReader: Sendable {
    @usableFromInline let ids: IDColumn
    /// What the ids stand for; id 0 is the missing value `""`.
    public let dictionary: [String]

    @inlinable
    public func id(_ rows: Rows, _ row: Int) -> Int { ids[rows.place(row)] }
}

/// Reads a column of lists of codes.
public struct CodeListReader: Sendable {
    @usableFromInline let starts: PackedArray<UInt32>
    @usableFromInline let ids: IDColumn
    public let dictionary: [String]

    @inlinable
    public func forEachID(_ rows: Rows, _ row: Int, _ body: (Int) -> Void) {
        let place = rows.place(row)
        for item in Int(starts[place])..<Int(starts[place &+ 1]) { body(ids[item]) }
    }
}

/// Reads a column of numbers; NaN is missing.
public struct NumberReader: Sendable {
    @usableFromInline let ids: IDColumn
    @usableFromInline let values: [Double]

    @inlinable
    public func value(_ rows: Rows, _ row: Int) -> Double { values[ids[rows.place(row)]] }
}

/// Reads a column of days as they were known on the index day: one on or after it is missing.
public struct DayReader: Sendable {
    @usableFromInline let days: PackedArray<PackedDay>
    @usableFromInline let cut: PackedDay

    @inlinable
    public func day(_ rows: Rows, _ row: Int) -> PackedDay {
        let day = days[rows.place(row)]
        return day < cut ? day : .missing
    }
}
