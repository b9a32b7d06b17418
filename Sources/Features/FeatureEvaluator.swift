import FeatureData
import Records

/// Computes the features of persons, one after another, with memory of its own: one to a task.
public struct FeatureEvaluator {
    private let plan: FeaturePlan
    private var values: [Double]
    private var memory: Memory

    /// What the rows of the current person have shown so far, by operation. An entry counts only where its stamp is
    /// the current person's, so that nothing need be cleared between persons.
    private struct Memory {
        var stamp: UInt32 = 0
        var seen: [UInt32]
        var day: [PackedDay]
        var count: [Double]
        /// Of each `distinct` operation: the stamp of the last person who had each group.
        var groups: [[UInt32]]
        var order: [Int] = []
    }

    init(_ plan: FeaturePlan) {
        self.plan = plan
        values = plan.usual
        let operations = plan.tables.flatMap { $0.operations.joined() }
        let slots = (operations.map(\.slot).max() ?? -1) + 1
        memory = Memory(
            seen: Array(repeating: 0, count: slots), day: Array(repeating: .missing, count: slots),
            count: Array(repeating: 0, count: slots), groups: Array(repeating: [], count: slots))
        for operation in operations {
            if case .distinct(_, let groups) = operation.kind {
                memory.groups[operation.slot] = Array(repeating: 0, count: Int(groups.max() ?? 0) + 1)
            }
        }
    }

    /// Appends a row for each person.
    /// - Parameter persons: their numbers.
    public mutating func evaluate(_ persons: ArraySlice<Int32>, into matrix: inout FeatureMatrix) {
        for person in persons {
            compute(Int(person))
            values.withUnsafeBufferPointer { matrix.append(row: $0) }
        }
    }

    private mutating func compute(_ person: Int) {
        values.withUnsafeMutableBufferPointer { values in
            _ = values.update(fromContentsOf: plan.usual)
            memory.stamp &+= 1
            plan.persons.evaluate(person, values)
            for table in plan.tables { Self.run(table, person, values, &memory) }
            plan.diagnoses?.evaluate(person, values)
            for sum in plan.sums { values[sum.column] = sum.parts.reduce(0) { $0 + values[$1] } }
        }
    }

    private static func run(
        _ table: TableProgram, _ person: Int, _ values: UnsafeMutableBufferPointer<Double>, _ memory: inout Memory
    ) {
        let rows = table.timeline.rows(of: person)
        guard rows.count > 0 else { return }
        for row in 0..<rows.count {
            var bits = table.bits(rows, row)
            guard bits != 0 else { continue }
            let day = table.timeline.day(rows, row)
            while bits != 0 {
                let bit = bits.trailingZeroBitCount
                bits &= bits &- 1
                for operation in table.operations[bit] where day < operation.end {
                    apply(operation, table, rows, row, day, values, &memory)
                }
            }
        }
        if table.hasWithin { countWithin(table, rows, values, &memory) }
    }

    @inline(__always)
    private static func apply(
        _ operation: TableProgram.Operation, _ table: TableProgram, _ rows: Rows, _ row: Int, _ day: PackedDay,
        _ values: UnsafeMutableBufferPointer<Double>, _ memory: inout Memory
    ) {
        let column = operation.column
        let slot = operation.slot
        guard has(operation.state, table, rows, row) else { return }
        if case .nights = operation.kind {
            // A spell that began before the window counts its nights inside it.
            let end = table.ends?.day(rows, row) ?? .missing
            let stop = end.isMissing ? operation.end : min(end, operation.end)
            values[column] += Double(max(0, stop.days(since: max(day, operation.first))))
            return
        }
        guard day >= operation.first else { return }
        switch operation.kind {
        case .count: values[column] += 1
        case .any: values[column] = 1
        case .countDays:
            if memory.seen[slot] == memory.stamp, memory.day[slot] == day { return }
            values[column] += 1
        case .distinct(let reader, let groups):
            let group = Int(groups[reader.id(rows, row)])
            if group == 0 || memory.groups[slot][group] == memory.stamp { return }
            memory.groups[slot][group] = memory.stamp
            values[column] += 1
        case .daysSince(let most): values[column] = min(most, Double(table.indexDay.days(since: day.day)))
        case .latestListed(let reader, let listed, let tie):
            takeLatest(listed[reader.id(rows, row)], tie, operation, day, values, &memory)
            return
        case .latest(let reader, let tie):
            takeLatest(reader.value(rows, row), tie, operation, day, values, &memory)
            return
        case .sum(let reader):
            guard combine(reader.value(rows, row), operation, values, memory, { $0 + $1 }) else { return }
        case .least(let reader):
            guard combine(reader.value(rows, row), operation, values, memory, { min($0, $1) }) else { return }
        case .greatest(let reader):
            guard combine(reader.value(rows, row), operation, values, memory, { max($0, $1) }) else { return }
        case .mean(let reader):
            let value = reader.value(rows, row)
            guard !value.isNaN else { return }
            let count = memory.seen[slot] == memory.stamp ? memory.count[slot] + 1 : 1
            values[column] = count == 1 ? value : values[column] + (value - values[column]) / count
            memory.count[slot] = count
        case .nights, .within: return
        }
        memory.seen[slot] = memory.stamp
        memory.day[slot] = day
    }

    @inline(__always)
    private static func has(_ state: EventMeasure.State, _ table: TableProgram, _ rows: Rows, _ row: Int) -> Bool {
        if state == .any { return true }
        return (table.ends?.day(rows, row).isMissing ?? true) == (state == .open)
    }

    /// Rows come oldest first: a later day replaces, the same day is decided by the tie.
    @inline(__always)
    private static func takeLatest(
        _ value: Double, _ tie: EventMeasure.Tie, _ operation: TableProgram.Operation, _ day: PackedDay,
        _ values: UnsafeMutableBufferPointer<Double>, _ memory: inout Memory
    ) {
        guard !value.isNaN else { return }
        let column = operation.column
        let isSameDay = memory.seen[operation.slot] == memory.stamp && memory.day[operation.slot] == day
        if !isSameDay {
            values[column] = value
        } else {
            values[column] = tie == .least ? min(values[column], value) : max(values[column], value)
        }
        memory.seen[operation.slot] = memory.stamp
        memory.day[operation.slot] = day
    }

    /// Whether there was a value to join to those before it.
    @inline(__always)
    private static func combine(
        _ value: Double, _ operation: TableProgram.Operation, _ values: UnsafeMutableBufferPointer<Double>,
        _ memory: borrowing Memory, _ join: (Double, Double) -> Double
    ) -> Bool {
        guard !value.isNaN else { return false }
        let isFirst = memory.seen[operation.slot] != memory.stamp
        values[operation.column] = isFirst ? value : join(values[operation.column], value)
        return true
    }

    /// Counts the rows that begin soon after the row before them ended.
    ///
    /// Rows of one day stand by the end that was known on the index day, those without one last.
    private static func countWithin(
        _ table: TableProgram, _ rows: Rows, _ values: UnsafeMutableBufferPointer<Double>, _ memory: inout Memory
    ) {
        guard rows.count > 1, let ends = table.ends else { return }
        sortByKnownEnd(table, ends, rows, &memory.order)
        for place in 1..<rows.count {
            let (row, before) = (memory.order[place], memory.order[place - 1])
            let lastEnd = ends.day(rows, before)
            guard !lastEnd.isMissing else { continue }
            let day = table.timeline.day(rows, row)
            let gap = day.days(since: lastEnd)
            guard gap >= 0 else { continue }
            var bits = table.bits(rows, row)
            while bits != 0 {
                let bit = bits.trailingZeroBitCount
                bits &= bits &- 1
                for operation in table.operations[bit] {
                    guard case .within(let days) = operation.kind, gap <= days, day >= operation.first,
                        day < operation.end, has(operation.state, table, rows, row)
                    else { continue }
                    values[operation.column] += 1
                }
            }
        }
    }

    private static func sortByKnownEnd(_ table: TableProgram, _ ends: DayReader, _ rows: Rows, _ order: inout [Int]) {
        order.removeAll(keepingCapacity: true)
        for row in 0..<rows.count {
            let (day, end) = (table.timeline.day(rows, row), ends.day(rows, row))
            order.append(row)
            var place = order.count - 1
            while place > 0, table.timeline.day(rows, order[place - 1]) == day,
                !end.isMissing, ends.day(rows, order[place - 1]).isMissing || end < ends.day(rows, order[place - 1])
            {
                order.swapAt(place, place - 1)
                place -= 1
            }
        }
    }
}

extension PackedDay {
    /// Days from another day to this one; both are given.
    @inline(__always)
    fileprivate func days(since other: PackedDay) -> Int { Int(day.number - other.day.number) }
}
