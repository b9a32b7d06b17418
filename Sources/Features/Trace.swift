import Records

/// What the rows of the current person have shown so far, by operation. An entry counts only where its stamp is the
/// current person's, so that nothing need be cleared between persons.
struct Trace {
    var stamp: UInt32 = 0
    private(set) var order: [Int] = []
    private let seen: UnsafeMutablePointer<UInt32>
    private let days: UnsafeMutablePointer<PackedDay>
    private let counts: UnsafeMutablePointer<Double>
    /// Of each `distinct` operation: the stamp of the last person who had each group.
    private let groups: UnsafeMutablePointer<UnsafeMutablePointer<UInt32>>

    init(_ operations: [TableProgram.Operation], _ memory: KernelMemory) {
        let slots = (operations.map(\.slot).max() ?? -1) + 2
        seen = memory.copy(Array(repeating: 0, count: slots))
        days = memory.copy(Array(repeating: .missing, count: slots))
        counts = memory.copy(Array(repeating: 0, count: slots))
        var groups = Array(repeating: memory.copy([UInt32(0)]), count: slots)
        for operation in operations {
            if case .distinct(_, let numbers) = operation.kind {
                groups[operation.slot] = memory.copy(Array(repeating: 0, count: Int(numbers.max() ?? 0) + 1))
            }
        }
        self.groups = memory.copy(groups)
    }

    @inline(__always)
    mutating func apply(
        _ operation: TableKernel.Operation, _ table: TableKernel, _ rows: Rows, _ row: Int, _ day: PackedDay,
        _ values: UnsafeMutablePointer<Double>
    ) {
        let column = Int(operation.column)
        guard table.has(operation.state, rows, row) else { return }
        if operation.kind == .nights {
            // A spell that began before the window counts its nights inside it.
            let end = table.ends.day(rows, row)
            let stop = end.isMissing ? operation.end : min(end, operation.end)
            values[column] += Double(max(0, stop.days(since: max(day, operation.first))))
            return
        }
        guard day >= operation.first else { return }
        switch operation.kind {
        case .count: values[column] += 1
        case .any: values[column] = 1
        case .decayedRows: values[column] += operation.decay[operation.reckonedFrom.days(since: day)]
        case .decayedSum:
            let own = operation.values[operation.view.id(rows, row)]
            if !own.isNaN { values[column] += own * operation.decay[operation.reckonedFrom.days(since: day)] }
        case .daysSince: values[column] = min(operation.most, Double(operation.reckonedFrom.days(since: day)))
        case .daysPast:
            let from = operation.dayView.day(rows, row)
            if !from.isMissing {
                values[column] = max(values[column], Double(operation.reckonedFrom.days(since: from)))
            }
        case .nights, .within: return
        default: applyRemembering(operation, rows, row, day, &values[column])
        }
    }

    /// Operations that need to know what the person's rows before have shown.
    private mutating func applyRemembering(
        _ operation: TableKernel.Operation, _ rows: Rows, _ row: Int, _ day: PackedDay, _ value: inout Double
    ) {
        let slot = Int(operation.slot)
        let isFirst = seen[slot] != stamp
        switch operation.kind {
        case .countDays: if isFirst || days[slot] != day { value += 1 }
        case .distinct:
            let group = Int(operation.groups[operation.view.id(rows, row)])
            if group == 0 || groups[slot][group] == stamp { return }
            groups[slot][group] = stamp
            value += 1
        default:
            let own = operation.values[operation.view.id(rows, row)]
            if own.isNaN { return }
            if operation.kind.isChange {
                combineChange(operation.kind, own, isFirst: isFirst, day, slot, &value)
            } else {
                combine(operation.kind, own, isFirst: isFirst, isSameDay: !isFirst && days[slot] == day, slot, &value)
            }
        }
        seen[slot] = stamp
        if isFirst || !operation.kind.isOfEarliestDay { days[slot] = day }
    }

    /// Rows come oldest first: for the latest, a later day replaces; for the earliest, only rows of the first day
    /// count. Rows of one day are decided by the tie.
    private func combine(
        _ kind: TableKernel.Operation.Kind, _ own: Double, isFirst: Bool, isSameDay: Bool, _ slot: Int,
        _ value: inout Double
    ) {
        counts[slot] = isFirst ? 1 : counts[slot] + 1
        if isFirst {
            value = own
            return
        }
        switch kind {
        case .sum: value += own
        case .least: value = min(value, own)
        case .greatest: value = max(value, own)
        case .mean: value += (own - value) / counts[slot]
        case .latestLeast: value = isSameDay ? min(value, own) : own
        case .earliestLeast: if isSameDay { value = min(value, own) }
        case .earliestGreatest: if isSameDay { value = max(value, own) }
        default: value = isSameDay ? max(value, own) : own
        }
    }

    /// The latest value stands in the slot, the earliest in the next one; rows of one day are decided by the tie.
    private func combineChange(
        _ kind: TableKernel.Operation.Kind, _ own: Double, isFirst: Bool, _ day: PackedDay, _ slot: Int,
        _ value: inout Double
    ) {
        let earliest = slot &+ 1
        func decided(_ one: Double) -> Double { kind == .changeLeast ? min(one, own) : max(one, own) }
        if isFirst {
            days[earliest] = day
            (counts[slot], counts[earliest]) = (own, own)
        } else {
            if days[earliest] == day { counts[earliest] = decided(counts[earliest]) }
            counts[slot] = days[slot] == day ? decided(counts[slot]) : own
        }
        value = counts[slot] - counts[earliest]
    }

    /// The rows by day, then by the end that was known, those without one last.
    mutating func sortByKnownEnd(_ table: TableKernel, _ rows: Rows) {
        order.removeAll(keepingCapacity: true)
        for row in 0..<rows.count {
            let (day, end) = (table.timeline.day(rows, row), table.ends.day(rows, row))
            order.append(row)
            var place = order.count - 1
            while place > 0, !end.isMissing, table.timeline.day(rows, order[place - 1]) == day {
                let before = table.ends.day(rows, order[place - 1])
                guard before.isMissing || end < before else { break }
                order.swapAt(place, place - 1)
                place -= 1
            }
        }
    }
}

extension PackedDay {
    /// Days from another day to this one; both are given.
    @inline(__always)
    func days(since other: PackedDay) -> Int { Int(day.number - other.day.number) }
}

extension TableKernel.Operation.Kind {
    /// Whether rows after the first day with a value change nothing.
    fileprivate var isOfEarliestDay: Bool { self == .earliestLeast || self == .earliestGreatest }
    fileprivate var isChange: Bool { self == .changeLeast || self == .changeGreatest }
}
