import Records

/// What puts a table's rows in an order that the files' order does not change.
struct SortableRows {
    let persons: [UInt32]
    let days: [PackedDay]
    /// The end of what a row began; nil for tables without one.
    var ends: [PackedDay]?
    let hashes: [UInt64]
    /// The rank of each row's spell id; empty for other tables.
    private let spellRanks: [UInt32]

    var count: Int { hashes.count }

    init(_ flat: inout FlatColumns, table: Table) {
        persons = flat.take(\.persons, missing: PersonIndex.nobody)
        days = flat.takeDays(table.dayField!)
        ends = table.endField.map { flat.takeDays($0) }
        hashes = flat.take(\.hashes, missing: 0)
        spellRanks = table == .admissions ? Self.spellRanks(&flat) : []
    }

    /// Spell ids in their order: numbers first, by value; then the others, bytewise.
    private static func spellRanks(_ flat: inout FlatColumns) -> [UInt32] {
        let (ids, dictionary) = flat.peekIDs("spell_id")
        let texts = dictionary.strings
        let keys = texts.map { NaturalOrder($0) }
        var ranks = [UInt32](repeating: 0, count: texts.count)
        for (rank, id) in texts.indices.sorted(by: { keys[$0] < keys[$1] }).enumerated() { ranks[id] = UInt32(rank) }
        return ids.map { ranks[Int($0)] }
    }

    /// Whether two rows of one person are the same bytes.
    @inline(__always)
    func areSame(_ left: Int, _ right: Int) -> Bool { hashes[left] == hashes[right] && days[left] == days[right] }

    /// Sorts one person's rows: by day, by spell id, and where both are equal by content.
    @inline(__always)
    func sort(_ rows: UnsafeMutableBufferPointer<UInt32>) {
        if rows.count > 24 {
            var rows = rows
            rows.sort { precedes(Int($0), Int($1)) }
            return
        }
        for place in 1..<rows.count {
            let row = rows[place]
            var hole = place
            while hole > 0, precedes(Int(row), Int(rows[hole &- 1])) {
                rows[hole] = rows[hole &- 1]
                hole &-= 1
            }
            rows[hole] = row
        }
    }

    @inline(__always)
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        if days[left] != days[right] { return days[left] < days[right] }
        if !spellRanks.isEmpty, spellRanks[left] != spellRanks[right] { return spellRanks[left] < spellRanks[right] }
        if hashes[left] != hashes[right] { return hashes[left] < hashes[right] }
        return left < right
    }
}
