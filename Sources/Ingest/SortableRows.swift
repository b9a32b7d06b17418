import Records

/// What puts a table's rows in an order that the files' order does not change.
struct SortableRows {
    let persons: [UInt32]
    let days: [PackedDay]
    /// The end of what a row began; nil for tables without one.
    var ends: [PackedDay]?
    let hashes: [UInt64]
    /// The spell id of each row, looked at only where days are equal; empty for other tables.
    private let spells: [UInt32]
    private let spellDictionary: ByteDictionary

    var count: Int { hashes.count }

    init(_ flat: inout FlatColumns, table: Table) {
        persons = flat.takePersons()
        days = flat.takeDays(table.dayField!)
        ends = table.endField.map { flat.takeDays($0) }
        hashes = flat.take(\.hashes, missing: 0)
        (spells, spellDictionary) = table == .admissions ? flat.peekIDs("spell_id") : ([], ByteDictionary())
    }

    /// Whether two rows of one person are the same bytes.
    @inline(__always)
    func areSame(_ left: Int, _ right: Int) -> Bool { days[left] == days[right] && hashes[left] == hashes[right] }

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
        if !spells.isEmpty, spells[left] != spells[right] { return spellPrecedes(left, right) }
        if hashes[left] != hashes[right] { return hashes[left] < hashes[right] }
        return left < right
    }
}

extension SortableRows {
    /// Spell ids in their order: numbers first, by value; then the others, bytewise.
    private func spellPrecedes(_ left: Int, _ right: Int) -> Bool {
        let (leftKey, rightKey) = (
            NaturalOrder(spellDictionary.string(Int(spells[left]))),
            NaturalOrder(spellDictionary.string(Int(spells[right])))
        )
        if leftKey < rightKey { return true }
        return !(rightKey < leftKey) && (hashes[left], left) < (hashes[right], right)
    }
}
