import Records

/// What each row of a table adds to the features.
///
/// The table's filters, 64 at most, are bits. A column that filters test has, for each of its distinct codes, the
/// bits that accept it; a row's bits are the AND of its columns'. Each bit has a run of operations.
struct TableProgram: Sendable {
    struct CodeMask: Sendable {
        let field: String
        let reader: CodeReader
        /// By id of the code.
        let bits: [UInt64]
    }

    /// A filter that is more than tests of single codes joined by `and`.
    struct SlowTest: Sendable {
        let bit: UInt64
        let test: RowTest
    }

    struct Operation: Sendable {
        enum Kind: Sendable {
            case count
            case any
            case countDays
            /// By id of the code: the number of its group; 0 counts for nothing.
            case distinct(CodeReader, groups: [UInt32])
            case sum(NumberReader)
            case least(NumberReader)
            case greatest(NumberReader)
            case mean(NumberReader)
            /// Of the field, or of 1 a row where there is none; the half-life in days.
            case decayed(NumberReader?, halfLife: Int)
            case change(NumberReader, EventMeasure.Tie)
            case latest(NumberReader, EventMeasure.Tie)
            /// By id of the code: the value that the list gives it.
            case latestListed(CodeReader, values: [Double], EventMeasure.Tie)
            case earliest(NumberReader, EventMeasure.Tie)
            case earliestListed(CodeReader, values: [Double], EventMeasure.Tie)
            case daysSince(most: Double)
            case daysPast(DayReader)
            case nights
            /// Done for all rows of a person at once.
            case within(days: Int)
        }

        let kind: Kind
        let column: Int
        /// Its place in the evaluator's memory of what a person's rows have shown; a change has the next one as well.
        let slot: Int
        let first: PackedDay
        /// The first day that is not in the window.
        let end: PackedDay
        /// The day that days since an event are counted to.
        let reckonedFrom: PackedDay
        let state: EventMeasure.State

        /// The first day of a row that can count: what began before the window may still have nights in it.
        var firstUseful: PackedDay {
            if case .nights = kind { return PackedDay(clamping: PackedDay.earliest) }
            return first
        }
    }

    let timeline: Timeline
    let ends: DayReader?
    var masks: [CodeMask] = []
    var slow: [SlowTest] = []
    var all: UInt64 = 0
    /// By bit.
    var operations: [[Operation]] = []
    /// Whether an operation counts rows by the row before them.
    var hasWithin = false

    /// Takes away the bits whose slow tests a row does not meet.
    func withoutFailed(_ bits: UInt64, _ rows: Rows, _ row: Int) -> UInt64 {
        slow.reduce(bits) { bits, test in
            bits & test.bit != 0 && !test.test.holds(rows, row) ? bits & ~test.bit : bits
        }
    }
}
