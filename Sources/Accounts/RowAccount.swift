/// Where the rows of one file went, for one table that it feeds. Rows are conserved: what was read adds up.
public struct RowAccount: Sendable, Equatable {
    /// The file as its source names it, never a full path; for a command, its label.
    public let file: String
    public let table: String
    /// Data rows, without the header and without blank lines.
    public internal(set) var read = 0
    public internal(set) var blankLines = 0
    public private(set) var counts = [Int](repeating: 0, count: Disposition.allCases.count)
    /// Set-aside rows by rule.
    public private(set) var rules: [String: Int] = [:]

    public init(file: String, table: String) {
        self.file = file
        self.table = table
    }

    /// An account as it was told.
    public init(
        file: String, table: String, read: Int, blankLines: Int, dispositions: [Disposition: Int],
        rules: [String: Int]
    ) {
        self.init(file: file, table: table)
        self.read = read
        self.blankLines = blankLines
        for (disposition, rows) in dispositions { count(disposition, rows) }
        self.rules = rules
    }

    public subscript(disposition: Disposition) -> Int { counts[disposition.place] }

    public mutating func countRead(_ rows: Int, blankLines: Int = 0) {
        read += rows
        self.blankLines += blankLines
    }

    public mutating func count(_ disposition: Disposition, _ rows: Int = 1) {
        counts[disposition.place] += rows
    }

    public mutating func countQuarantined(rule: String, _ rows: Int = 1) {
        count(.quarantined, rows)
        rules[rule, default: 0] += rows
    }

    /// Rows that were read and are under no disposition; anything but 0 is a broken invariant.
    public var difference: Int { read - counts.reduce(0, +) }
}
