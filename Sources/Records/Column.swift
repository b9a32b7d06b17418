/// One field of a table, packed, a value a row.
public enum Column: Sendable {
    /// Codes and flags: an id a row into `dictionary`. Id 0 is the missing value, written `""`.
    case codes(IDColumn, dictionary: [String])

    /// Lists of codes: row r has the ids at `starts[r] ..< starts[r + 1]`.
    case codeLists(starts: PackedArray<UInt32>, IDColumn, dictionary: [String])

    case days(PackedArray<PackedDay>)

    /// Numbers: an id a row into `values`, because few are distinct. Id 0 is missing (NaN in `values`).
    case numbers(IDColumn, values: [Double])
}
