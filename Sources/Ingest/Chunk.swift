import Records

/// What one block of a file became: the rows that passed every check of their own, field by field, and an
/// account of the others.
struct Chunk: Sendable {
    enum Values: Sendable {
        /// Numbers of the worker's dictionary of this field.
        case ids(PackedNumbers)
        case days([PackedDay])
        /// Row r has the ids at `starts[r] ..< starts[r + 1]`.
        case lists(starts: [UInt32], ids: [UInt32])
        /// A field that no later stage looks at.
        case none
    }

    /// The block's place in its file.
    let number: Int
    /// The worker whose dictionaries the ids are of.
    let worker: Int
    var lineCount = 0
    var read = 0
    var blankLines = 0
    var filtered = 0
    var setAside: [SetAsideRow] = []
    /// Whether a line is several records between lone carriage returns.
    var hasLoneReturns = false
    var ruleCounts = [Int](repeating: 0, count: Rule.allCases.count + 1)
    /// Rows whose fields were looked at: neither damaged as lines nor left out by the mapping.
    var looked = 0
    /// Of those the rows with a value, by field.
    var given: [Int] = []
    /// Of those the rows whose lookup found nothing, by field.
    var lookupMisses: [Int] = []

    /// Where row r is not on line r of the block: how far off, twice, plus one where the line comes before.
    private(set) var lineOffsets: PackedNumbers?
    /// Rows are the same where their hashes are.
    var hashes: [UInt64] = []
    /// Whether a row has a sensitive code; empty where none has.
    var sensitive: [Bool] = []
    /// Sensitive codes that were taken out of lists.
    var codesWithheld = 0
    /// Whom the rows are about. For tables that are not linked to persons, empty.
    var runs: [PersonRun] = []
    /// The ids' bytes, for the persons table only.
    var idBytes: [UInt8] = []
    var idEnds: [UInt32] = []
    /// Of the persons table: ids of refused registrations, since somebody is registered whose row could not be taken.
    /// Of the opt-outs: ids of objectors whom no registration names.
    var refusedIDs: [String] = []
    /// Persons of refused rows of other tables.
    var refusedPersons: [UInt32] = []
    /// By field of the mapping.
    var values: [Values] = []
    var received: [PackedDay] = []
    /// Of rows with versions: a hash of the key, and the version as `VersionText` has it.
    var keys: [VersionKey] = []
    var versions: [String] = []
    /// Keys and versions of rows that the mapping leaves out: they take the place of earlier ones all the same.
    var leftOutVersions: [(key: VersionKey, version: String)] = []
    /// Of rows that are episodes: what numbers them in their spell, where the source does.
    var episodes: [String] = []

    /// Rows that passed every check of their own.
    var count = 0

    /// Lines before the row in the block.
    func line(of row: Int) -> Int {
        guard let offset = lineOffsets.map({ Int($0[row]) }) else { return row }
        return offset & 1 == 0 ? row + offset >> 1 : row - offset >> 1
    }

    /// - Parameters:
    ///   - records: the block's record that each row is.
    ///   - lines: by record, the lines before it; empty where record r is on line r.
    mutating func setLines(_ records: [UInt32], _ lines: [UInt32]) {
        lineOffsets = PackedNumbers(
            records.indices.map { row in
                let record = records[row]
                let offset = (lines.isEmpty ? Int(record) : Int(lines[Int(record)])) &- row
                return UInt32(truncatingIfNeeded: offset.magnitude << 1 | (offset < 0 ? 1 : 0))
            })
    }

    mutating func forgetLines() { lineOffsets = nil }
}

/// Rows of one person that stand together in a chunk: from the end of the run before to its own.
struct PersonRun: Sendable, BitwiseCopyable {
    /// The person's number, or `PersonIndex.nobody`.
    var person: UInt32
    private var bits: UInt32

    private static let twins: UInt32 = 1 << 31

    init(person: UInt32, end: Int) {
        self.person = person
        bits = UInt32(truncatingIfNeeded: end)
    }

    var end: Int {
        get { Int(bits & ~Self.twins) }
        set { bits = UInt32(truncatingIfNeeded: newValue) | bits & Self.twins }
    }

    /// Whether two of its rows are the same.
    var hasTwins: Bool {
        get { bits & Self.twins != 0 }
        set { bits = newValue ? bits | Self.twins : bits & ~Self.twins }
    }
}

/// 128 bits that stand for the key columns of a row.
struct VersionKey: Hashable, Sendable {
    var low: UInt64
    var high: UInt64
}

/// A row that was not accepted, and where it stands.
struct SetAsideRow: Sendable {
    /// Lines before it, in the block while it is parsed, then in the file.
    var line: Int
    let rule: Rule
    /// The source's column, where one column is to blame.
    let column: String?
}
