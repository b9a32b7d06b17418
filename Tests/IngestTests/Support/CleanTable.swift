import Records

/// Clean rows of any canonical table, made from what its fields may hold.
enum CleanTable {
    static func header(_ table: Table) -> String { table.fields.map(\.name).joined(separator: ",") }

    static func id(_ person: Int) -> String { "PSN-\(10_000 + person)" }

    /// Row n of a table: of person n, unless it is said of whom.
    static func row(_ table: Table, _ number: Int, person: Int? = nil) -> [String] {
        table.fields.map { value(table, $0, number, person ?? number) }
    }

    /// A header and so many rows, of so many persons in turn.
    static func text(_ table: Table, rows: Int, persons: Int) -> String {
        let lines = (0..<rows).map { row(table, $0, person: $0 % persons).joined(separator: ",") }
        return ([header(table)] + lines).joined(separator: "\n") + "\n"
    }

    private static func value(_ table: Table, _ field: Field, _ number: Int, _ person: Int) -> String {
        switch (field.name, field.kind) {
        case (_, .personID): id(person)
        case ("date_of_birth", _): Day(year: 1940 + person % 60, month: 5, day: 17).description
        case ("registered_from", _): "2010-01-01"
        case ("registered_to", _), ("date_of_death", _): ""
        case ("spell_id", _): String(number)
        case (let name, .day), (let name, .dayOrMoment):
            Day(year: 2022, month: 1, day: 1).adding(days: number % 700 + (name == table.dayField ? 0 : 3)).description
        case (_, .moment):
            Day(year: 2022, month: 1, day: 1).adding(days: number % 700).description + "T10:\(10 + number % 50)"
        case (_, .oneOf(let codes)): codes[number % codes.count]
        case (_, .icd10): "J449"
        case (_, .icd10List): "E119;I10"
        case (_, .number), (_, .ready): "\(number % 90).5"
        case (_, .practiceCode): table == .practices ? "A\(81_000 + number)" : "A81001"
        case (let name, .code), (let name, .text): "\(name.prefix(3))\(number)"
        }
    }
}
