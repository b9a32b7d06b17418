import Glibc
import Records

/// A table's program without anything to count references of: what the inner loop runs.
struct TableKernel: BitwiseCopyable {
    struct Mask: BitwiseCopyable {
        let view: CodeView
        let bits: UnsafePointer<UInt64>
    }

    struct Operation: BitwiseCopyable {
        enum Kind: UInt8 {
            case count, any, countDays, distinct, sum, least, greatest, mean, latestLeast, latestGreatest
            case earliestLeast, earliestGreatest, daysSince, daysPast, nights, within
            case decayedRows, decayedSum, changeLeast, changeGreatest
        }

        let kind: Kind
        let state: EventMeasure.State
        let first: PackedDay
        let end: PackedDay
        let reckonedFrom: PackedDay
        let column: Int32
        let slot: Int32
        /// The column that the operation reads, where it reads one.
        let view: CodeView
        /// The same of days.
        let dayView: DayView
        /// By id of that column.
        let values: UnsafePointer<Double>
        let groups: UnsafePointer<UInt32>
        let most: Double
        let days: Int
        /// By days before `reckonedFrom`: what is left of 1.
        let decay: UnsafePointer<Double>
    }

    let timeline: TimelineView
    let hasEnds: Bool
    let ends: DayView
    let masks: UnsafePointer<Mask>
    let maskCount: Int
    let all: UInt64
    /// The bits whose filters have tests that are not in the masks.
    let slow: UInt64
    let operations: UnsafePointer<Operation>
    /// By bit: where its operations start; one entry more than there are bits.
    let firstOperations: UnsafePointer<Int32>
    let hasWithin: Bool
    /// The first day that any operation has a use for; rows before it are passed over.
    let earliest: PackedDay

    init(_ program: TableProgram, _ memory: KernelMemory) {
        timeline = program.timeline.view
        hasEnds = program.ends != nil
        // Where there is no end, nothing reads it.
        ends = program.ends?.view ?? DayView.none
        let masks = program.masks.map { Mask(view: $0.reader.view, bits: memory.copy($0.bits)) }
        self.masks = UnsafePointer(memory.copy(masks))
        maskCount = masks.count
        all = program.all
        slow = program.slow.reduce(0) { $0 | $1.bit }
        operations = UnsafePointer(memory.copy(program.operations.joined().map { Operation($0, memory) }))
        var firsts: [Int32] = [0]
        for some in program.operations { firsts.append(firsts.last! + Int32(some.count)) }
        firstOperations = UnsafePointer(memory.copy(firsts))
        hasWithin = program.hasWithin
        earliest = program.operations.joined().map(\.firstUseful).min() ?? PackedDay(clamping: PackedDay.earliest)
    }

    /// The first of a person's rows that is not before `earliest`.
    @inline(__always)
    func firstUseful(_ rows: Rows) -> Int {
        var row = 0
        while row < rows.count, timeline.day(rows, row) < earliest { row &+= 1 }
        return row
    }

    /// Whether what a row began has ended, or has not, as an operation asks.
    @inline(__always)
    func has(_ state: EventMeasure.State, _ rows: Rows, _ row: Int) -> Bool {
        if state == .any { return true }
        return (!hasEnds || ends.day(rows, row).isMissing) == (state == .open)
    }

    /// The bits of the filters that a row meets, but for the slow tests.
    @inline(__always)
    func bits(_ rows: Rows, _ row: Int) -> UInt64 {
        var bits = all
        for mask in 0..<maskCount { bits &= masks[mask].bits[masks[mask].view.id(rows, row)] }
        return bits
    }
}

extension TableKernel.Operation {
    init(_ operation: TableProgram.Operation, _ memory: KernelMemory) {
        var view = CodeView.none
        var dayView = DayView.none
        var values: [Double] = []
        var groups: [UInt32] = []
        var (most, days) = (0.0, 0)
        var decay: [Double] = []
        switch operation.kind {
        case .count: kind = .count
        case .any: kind = .any
        case .countDays: kind = .countDays
        case .nights: kind = .nights
        case .distinct(let reader, let numbers):
            kind = .distinct
            view = reader.view
            groups = numbers
        case .sum(let reader): (kind, view, values) = (.sum, reader.view, reader.distinctValues)
        case .least(let reader): (kind, view, values) = (.least, reader.view, reader.distinctValues)
        case .greatest(let reader): (kind, view, values) = (.greatest, reader.view, reader.distinctValues)
        case .mean(let reader): (kind, view, values) = (.mean, reader.view, reader.distinctValues)
        case .decayed(let reader, let halfLife):
            kind = reader == nil ? .decayedRows : .decayedSum
            if let reader { (view, values) = (reader.view, reader.distinctValues) }
            decay = operation.decay(halfLife: halfLife)
        case .change(let reader, let tie):
            kind = tie == .least ? .changeLeast : .changeGreatest
            (view, values) = (reader.view, reader.distinctValues)
        case .latest(let reader, let tie):
            kind = tie == .least ? .latestLeast : .latestGreatest
            (view, values) = (reader.view, reader.distinctValues)
        case .latestListed(let reader, let listed, let tie):
            kind = tie == .least ? .latestLeast : .latestGreatest
            (view, values) = (reader.view, listed)
        case .earliest(let reader, let tie):
            kind = tie == .least ? .earliestLeast : .earliestGreatest
            (view, values) = (reader.view, reader.distinctValues)
        case .earliestListed(let reader, let listed, let tie):
            kind = tie == .least ? .earliestLeast : .earliestGreatest
            (view, values) = (reader.view, listed)
        case .daysSince(let limit):
            kind = .daysSince
            most = limit
        case .daysPast(let reader):
            kind = .daysPast
            dayView = reader.view
        case .within(let limit):
            kind = .within
            days = limit
        }
        state = operation.state
        first = operation.first
        end = operation.end
        reckonedFrom = operation.reckonedFrom
        column = Int32(operation.column)
        slot = Int32(operation.slot)
        self.view = view
        self.dayView = dayView
        self.values = UnsafePointer(memory.copy(values))
        self.groups = UnsafePointer(memory.copy(groups))
        self.most = most
        self.days = days
        self.decay = UnsafePointer(memory.copy(decay))
    }
}

extension TableProgram.Operation {
    /// By days before the day that is counted from: 2 to the power of minus the days over the half-life.
    fileprivate func decay(halfLife: Int) -> [Double] {
        (0...max(0, reckonedFrom.days(since: first))).map { exp2(-Double($0) / Double(halfLife)) }
    }
}
