/// Rows by a property: age band, sex, practice, whether a condition is recorded.
public struct Grouping: Sendable {
    public let name: String
    public let levels: [String]
    /// The level of each row, as a place in `levels`; -1 for a row that is in none.
    public let codes: [Int32]

    public init(name: String, levels: [String], codes: [Int32]) {
        precondition(codes.allSatisfy { (-1..<Int32(levels.count)).contains($0) })
        self.name = name
        self.levels = levels
        self.codes = codes
    }
}
