import Records
import Tabular

/// What remains of a block: the refused rows are set aside, the others put in order.
extension BlockParser {
    func settle(
        _ chunk: inout Chunk, _ batch: RecordBatch, _ fields: RecordBatch.Fields, _ values: [ReadValues],
        _ verdicts: Verdicts
    ) {
        if verdicts.hasAny { setAside(&chunk, batch, verdicts) }
        let rows = RowSelection(orderedRows(&chunk.runs, batch.count, fields, values, verdicts), of: batch.count)
        let kept = values.enumerated().map { place, values in
            mapping.fields[place].isKept || isStructural(place) ? values : .none
        }
        chunk.keep(rows, kept, lines: batch.lines)
        // Rows are the same where their bytes and what is made of them are the same.
        chunk.hashes = [UInt64](unsafeUninitializedCapacity: rows.rows.count) { hashes, count in
            for place in rows.rows.indices { hashes[place] = fields.hash(Int(rows.rows[place])) ^ mapping.salt }
            count = rows.rows.count
        }
    }

    private func setAside(_ chunk: inout Chunk, _ batch: RecordBatch, _ verdicts: Verdicts) {
        var refused: [Int] = []
        for record in 0..<batch.count where verdicts.rules[record] != 0 {
            guard let rule = Rule(code: verdicts.rules[record]) else {
                chunk.filtered += 1
                if !chunk.versions.isEmpty {
                    chunk.leftOutVersions.append((chunk.keys[record], chunk.versions[record]))
                }
                continue
            }
            let place = Int(verdicts.fields[record])
            // Of the columns that feed no field, the day of receipt and the version are checked.
            let other = place == Verdicts.version ? mapping.source.versions?.column : mapping.source.received?.column
            let column = place < mapping.fields.count ? mapping.fields[place].columnName : other
            chunk.setAside(line: batch.line(of: record), rule, column: column)
            refused.append(record)
        }
        chunk.noteRefused(refused)
    }

    /// The records that are kept: those of a run in the order of events, the others in the order of the file.
    private func orderedRows(
        _ runs: inout [PersonRun], _ count: Int, _ fields: RecordBatch.Fields, _ values: [ReadValues],
        _ verdicts: Verdicts
    ) -> [UInt32] {
        var rows: [UInt32] = []
        rows.reserveCapacity(count)
        guard let order = EventOrder(mapping, values, dictionaries, fields) else {
            for record in 0..<count where verdicts.rules[record] == 0 { rows.append(UInt32(record)) }
            keep(rows, &runs)
            return rows
        }
        var start = 0
        for run in runs.indices {
            let first = rows.count
            for record in start..<runs[run].end where !verdicts.hasAny || verdicts.rules[record] == 0 {
                rows.append(UInt32(truncatingIfNeeded: record))
            }
            start = runs[run].end
            runs[run].end = rows.count
            guard rows.count - first > 1, runs[run].person != PersonIndex.nobody else { continue }
            rows.withUnsafeMutableBufferPointer { rows in
                runs[run].hasTwins = order.sort(UnsafeMutableBufferPointer(rebasing: rows[first...]))
            }
        }
        return rows
    }

    /// Counts the ends of runs in kept rows.
    private func keep(_ rows: [UInt32], _ runs: inout [PersonRun]) {
        var next = 0
        for run in runs.indices {
            while next < rows.count, Int(rows[next]) < runs[run].end { next += 1 }
            runs[run].end = next
        }
    }

    /// Days and ends are needed to put rows in order, whoever looks at them later.
    private func isStructural(_ place: Int) -> Bool {
        let name = mapping.fields[place].field.name
        let table = mapping.source.table
        return table == .persons || name == table.dayField || name == table.endField
    }
}

/// The order of a person's events: by day, by spell id, and where both are equal by content, which the order of the
/// file does not change.
private struct EventOrder {
    private let days: [PackedDay]
    private let fields: RecordBatch.Fields
    /// Of admissions, else empty.
    private let spells: [UInt32]
    private let spellIDs: ByteDictionary?

    /// Nil for a table that has no days.
    init?(
        _ mapping: BoundMapping, _ values: [ReadValues], _ dictionaries: [ByteDictionary], _ fields: RecordBatch.Fields
    ) {
        let table = mapping.source.table
        guard let place = mapping.place(of: table.dayField), case .days(let days) = values[place] else { return nil }
        self.days = days
        self.fields = fields
        if let place = mapping.place(of: SpellOrder.field(of: table)), case .ids(let spells) = values[place] {
            self.spells = spells
            spellIDs = dictionaries[place]
        } else {
            spells = []
            spellIDs = nil
        }
    }

    /// Puts records in order.
    /// - Returns: whether two of them are the same.
    func sort(_ records: UnsafeMutableBufferPointer<UInt32>) -> Bool {
        days.withUnsafeBufferPointer { days in
            var isAscending = true
            for place in 1..<records.count where days[Int(records[place])] <= days[Int(records[place &- 1])] {
                isAscending = false
                break
            }
            // Days that differ need no look at what else there is.
            if isAscending { return false }
            insertionSort(records, days)
            return (1..<records.count).contains { place in
                let (left, right) = (Int(records[place &- 1]), Int(records[place]))
                return days[left] == days[right] && fields.hash(left) == fields.hash(right)
            }
        }
    }

    private func insertionSort(
        _ records: UnsafeMutableBufferPointer<UInt32>, _ days: UnsafeBufferPointer<PackedDay>
    ) {
        if records.count > 32 {
            var records = records
            return records.sort { precedes($0, $1, days) }
        }
        for place in 1..<records.count {
            let record = records[place]
            var hole = place
            while hole > 0, precedes(record, records[hole &- 1], days) {
                records[hole] = records[hole &- 1]
                hole &-= 1
            }
            records[hole] = record
        }
    }

    @inline(__always)
    private func precedes(_ left: UInt32, _ right: UInt32, _ days: UnsafeBufferPointer<PackedDay>) -> Bool {
        let (left, right) = (Int(left), Int(right))
        if days[left] != days[right] { return days[left] < days[right] }
        if let spellIDs, spells[left] != spells[right] {
            return SpellOrder.precedes(spellIDs.bytes(Int(spells[left])), spellIDs.bytes(Int(spells[right])))
        }
        if fields.hash(left) != fields.hash(right) { return fields.hash(left) < fields.hash(right) }
        return left < right
    }
}
