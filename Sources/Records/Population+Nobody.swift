extension Population {
    /// A population of nobody, of which is known what its sources would give.
    public static func nobody(_ facts: [Table: SourceFacts]) -> Population {
        let noDays = PackedArray<PackedDay>([])
        let persons = Persons(
            ids: PersonIDs([]), facts: facts[.persons] ?? SourceFacts(fields: [:]), columns: [:],
            lifeDays: Persons.LifeDays(birth: noDays, registeredFrom: noDays, registeredTo: noDays, death: noDays),
            barred: PackedArray([]))
        return Population(
            persons: persons,
            tables: Table.eventTables.compactMap { table in
                facts[table].map {
                    EventTable(table: table, facts: $0, starts: PackedArray([0]), days: noDays, columns: [:])
                }
            })
    }
}
