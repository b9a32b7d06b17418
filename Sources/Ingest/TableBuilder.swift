import Accounts
import Records

/// Makes a table of events from the checked rows of its files: drops what was sent twice or replaced, sorts by
/// person and day, and keeps the fields and rows that later stages look at.
struct TableBuilder {
    let table: Table
    let facts: SourceFacts
    let persons: Persons
    let retention: Retention
    let source: Source
    /// By person: the number of their practice.
    let practiceOf: IDColumn
    let practiceCount: Int

    /// Why a row is not one of its own any more.
    private enum Mark {
        static let none: UInt8 = 0
        static let gone: UInt8 = 1
    }

    func build(_ flat: inout FlatColumns) -> BuiltTable {
        var rows = SortableRows(&flat, table: table)
        var fates = RowFates(files: max(flat.files.count, 1), places: FlatPlaces(fileStarts: flat.fileStarts))
        var gone = [UInt8]()
        if let versions = source.versions { markSuperseded(&flat, rows, versions.unit, &gone, &fates) }
        var spells = SpellMerger(persons)
        if source.mergesSpells { spells.merge(&flat, &rows, &gone, &fates, keepsDuplicates: source.keepsDuplicates) }
        let received = facts.arrival == .received ? flat.take(\.received, missing: .missing) : nil
        let order = sorted(rows, gone: gone)
        return assemble(&flat, rows, order, received: received, spells, &fates)
    }

    // MARK: Versions

    private func markSuperseded(
        _ flat: inout FlatColumns, _ rows: SortableRows, _ unit: Source.Versions.Unit, _ gone: inout [UInt8],
        _ fates: inout RowFates
    ) {
        let keys = flat.take(\.keys, missing: VersionKey(low: 0, high: 0))
        var latest: [VersionKey: NaturalOrder] = [:]
        let versions = flat.takeVersions()
        for row in 0..<rows.count {
            if let known = latest[keys[row]], known >= versions[row] { continue }
            latest[keys[row]] = versions[row]
        }
        gone = [UInt8](repeating: Mark.none, count: rows.count)
        var holders: [VersionKey: [Int]] = [:]
        for row in 0..<rows.count {
            if latest[keys[row]] != versions[row] {
                gone[row] = Mark.gone
                fates.lose(row, .superseded, .laterVersion)
            } else if unit == .row {
                holders[keys[row], default: []].append(row)
            }
        }
        // One key, one version, two contents: nothing tells which holds.
        for group in holders.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] })
        where Set(group.map { rows.hashes[$0] }).count > 1 {
            for row in group {
                gone[row] = Mark.gone
                fates.lose(row, .quarantined, .sameVersionTwice)
            }
        }
    }

    // MARK: Order

    /// The rows that are left, by person and then by day; those of nobody last.
    private func sorted(_ rows: SortableRows, gone: [UInt8]) -> SortedRows {
        let nobody = persons.count
        var starts = [UInt32](repeating: 0, count: persons.count + 2)
        for row in 0..<rows.count where gone.isEmpty || gone[row] == Mark.none {
            starts[min(Int(rows.persons[row]), nobody) + 1] += 1
        }
        for person in 1..<starts.count { starts[person] += starts[person - 1] }
        var next = starts
        let total = Int(starts[persons.count + 1])
        var order = [UInt32](unsafeUninitializedCapacity: total) { order, count in
            rows.persons.withUnsafeBufferPointer { owners in
                next.withUnsafeMutableBufferPointer { next in
                    for row in 0..<rows.count where gone.isEmpty || gone[row] == Mark.none {
                        let owner = min(Int(owners[row]), nobody)
                        order[Int(next[owner])] = UInt32(truncatingIfNeeded: row)
                        next[owner] &+= 1
                    }
                }
            }
            count = total
        }
        order.withUnsafeMutableBufferPointer { order in
            for person in 0..<persons.count {
                let (start, end) = (Int(starts[person]), Int(starts[person + 1]))
                if end - start > 1 { rows.sort(UnsafeMutableBufferPointer(rebasing: order[start..<end])) }
            }
        }
        return SortedRows(order: order, starts: starts)
    }

    private struct SortedRows {
        var order: [UInt32]
        /// By person, then those of nobody, then the end.
        let starts: [UInt32]
    }

    // MARK: Assembly

    private func assemble(
        _ flat: inout FlatColumns, _ rows: SortableRows, _ sorted: SortedRows, received: [PackedDay]?,
        _ spells: SpellMerger, _ fates: inout RowFates
    ) -> BuiltTable {
        var taken = spells.taken
        var interest = RowInterest()
        if let codes = retention.rows[table] {
            let (ids, dictionary) = flat.takeIDs(codes.field)
            taken[codes.field] = (ids, dictionary)
            interest = RowInterest(codes, ids: ids, dictionary: dictionary)
        }
        let kept = keep(rows, sorted, interest, &fates)
        countUnlinked(rows, sorted.order[Int(sorted.starts[persons.count])...], &fates)
        let events = EventTable(
            table: table, facts: facts, starts: PackedArray(kept.starts),
            days: PackedArray(kept.rows.map { rows.days[Int($0)] }),
            columns: columns(&flat, rows, kept.rows, received: received, taken, spells))
        return BuiltTable(
            events: events, fates: fates, acceptedByPractice: kept.byPractice, firstDay: kept.firstDay,
            lastDay: kept.lastDay)
    }

    /// The accepted rows that later stages look at.
    private struct KeptRows {
        var rows: [UInt32]
        var starts: [UInt32]
        var byPractice: [Int]
        var firstDay: PackedDay?
        var lastDay: PackedDay?
    }

    private func keep(
        _ rows: SortableRows, _ sorted: SortedRows, _ interest: RowInterest, _ fates: inout RowFates
    ) -> KeptRows {
        var kept = KeptRows(
            rows: [], starts: [0], byPractice: Array(repeating: 0, count: practiceCount), firstDay: nil, lastDay: nil)
        kept.rows.reserveCapacity(Int(sorted.starts[persons.count]))
        kept.starts.reserveCapacity(persons.count + 1)
        var (first, last) = (PackedDay(clamping: PackedDay.latest), PackedDay.missing)
        rows.days.withUnsafeBufferPointer { days in
            sorted.order.withUnsafeBufferPointer { order in
                for person in 0..<persons.count {
                    let range = Int(sorted.starts[person])..<Int(sorted.starts[person + 1])
                    if !range.isEmpty {
                        let bar = persons.bar(of: person)
                        var accepted = 0
                        for place in range {
                            let row = Int(order[place])
                            if place > range.lowerBound, !source.keepsDuplicates,
                                rows.areSame(row, Int(order[place - 1]))
                            {
                                fates.lose(row, .duplicate, .sameBytes)
                            } else if bar == .none {
                                fates.count(.accepted, row: row)
                                accepted &+= 1
                                first = min(first, days[row])
                                last = max(last, days[row])
                                if interest.accepts(row) { kept.rows.append(UInt32(truncatingIfNeeded: row)) }
                            } else if bar == .objected {
                                fates.count(.withheld, row: row)
                            } else {
                                fates.lose(row, .unlinked, .nobody)
                            }
                        }
                        kept.byPractice[practiceOf[person]] += accepted
                    }
                    kept.starts.append(UInt32(kept.rows.count))
                }
            }
        }
        if !last.isMissing { (kept.firstDay, kept.lastDay) = (first, last) }
        return kept
    }

    /// Rows of nobody; of those with the same bytes, all but the first are duplicates.
    private func countUnlinked(_ rows: SortableRows, _ order: ArraySlice<UInt32>, _ fates: inout RowFates) {
        var seen = Set<UInt64>()
        for row in order.map(Int.init) {
            if seen.insert(rows.hashes[row]).inserted || source.keepsDuplicates {
                fates.lose(row, .unlinked, .nobody)
            } else {
                fates.lose(row, .duplicate, .sameBytes)
            }
        }
    }

    private func columns(
        _ flat: inout FlatColumns, _ rows: SortableRows, _ kept: [UInt32], received: [PackedDay]?,
        _ taken: [String: (ids: [UInt32], dictionary: ByteDictionary)], _ spells: SpellMerger
    ) -> [String: Column] {
        var columns: [String: Column] = [:]
        for name in retention.fields[table] ?? [] where name != table.dayField {
            guard facts.has(name), let field = table.field(name) else { continue }
            columns[name] = column(field, &flat, rows, kept, taken[name], spells)
        }
        if let received { columns["received_on"] = .days(PackedArray(kept.map { received[Int($0)] })) }
        return columns
    }

    private func column(
        _ field: Field, _ flat: inout FlatColumns, _ rows: SortableRows, _ kept: [UInt32],
        _ taken: (ids: [UInt32], dictionary: ByteDictionary)?, _ spells: SpellMerger
    ) -> Column? {
        switch field.kind {
        case .personID: return nil
        case .day, .dayOrMoment:
            let days = field.name == table.endField ? rows.ends ?? [] : flat.takeDays(field.name)
            return .days(PackedArray(kept.map { days[Int($0)] }))
        case .number:
            let (ids, dictionary) = flat.takeIDs(field.name)
            return .numbers(gather(ids, kept), values: dictionary.numbers)
        case .icd10List:
            let (starts, ids, dictionary) = spells.lists ?? flat.takeLists(field.name)
            return gatherLists(starts, ids, dictionary, kept, spells)
        default:
            let (ids, dictionary) = taken ?? flat.takeIDs(field.name)
            return .codes(gather(ids, kept), dictionary: dictionary.strings)
        }
    }

    private func gather(_ ids: [UInt32], _ kept: [UInt32]) -> IDColumn {
        let gathered = [UInt32](unsafeUninitializedCapacity: kept.count) { target, count in
            ids.withUnsafeBufferPointer { ids in
                for place in 0..<kept.count { target[place] = ids[Int(kept[place])] }
            }
            count = kept.count
        }
        return IDColumn(gathered)
    }

    private func gatherLists(
        _ starts: [UInt32], _ ids: [UInt32], _ dictionary: ByteDictionary, _ kept: [UInt32], _ spells: SpellMerger
    ) -> Column {
        var newStarts: [UInt32] = [0]
        var items: [UInt32] = []
        newStarts.reserveCapacity(kept.count + 1)
        for row in kept.map(Int.init) {
            if let union = spells.secondaries[row] {
                items += union
            } else {
                items += ids[Int(starts[row])..<Int(starts[row + 1])]
            }
            newStarts.append(UInt32(items.count))
        }
        return .codeLists(starts: PackedArray(newStarts), IDColumn(items), dictionary: dictionary.strings)
    }
}

extension ByteDictionary {
    /// The entries read as the 8 bytes of a double; the missing value is NaN.
    fileprivate var numbers: [Double] {
        (0..<count).map { id in
            let bytes = bytes(id)
            guard bytes.count == 8 else { return .nan }
            return Double(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }
    }
}

extension FlatColumns {
    fileprivate func takeVersions() -> [NaturalOrder] {
        files.flatMap(\.chunks).flatMap { chunk in
            let texts = chunk.versions.isEmpty ? Array(repeating: "", count: chunk.count) : chunk.versions
            return texts.map { NaturalOrder($0, emptyIsFirst: true) }
        }
    }
}
