import Records

/// The order of spell ids, where two spells of a person begin on one day: numbers first, by value; then the others,
/// bytewise.
enum SpellOrder {
    /// The field that has spell ids, for the table that has spells.
    static func field(of table: Table) -> String? { table == .admissions ? "spell_id" : nil }

    static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        NaturalOrder(String(decoding: left, as: UTF8.self)) < NaturalOrder(String(decoding: right, as: UTF8.self))
    }
}
