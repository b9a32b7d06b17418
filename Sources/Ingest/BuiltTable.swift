import Records

/// A table as later stages see it, and what its making found.
struct BuiltTable {
    let events: EventTable
    let fates: RowFates
    /// Accepted rows by number of the practice in the persons' column.
    let acceptedByPractice: [Int]
    let firstDay: PackedDay?
    let lastDay: PackedDay?
    /// Spells of which nothing but the day of discharge, or the file, tells which episode came first.
    let spellsWithoutOrder: Int
}
