/// Everybody's records, as accepted: persons, practices and the tables of events.
public struct Population: Sendable {
    public let persons: Persons
    /// By code.
    public let practices: [String: Practice]
    let tables: [Table: EventTable]
    /// Why the run does not have a table that it has a source for.
    public let absences: [Table: String]

    public init(
        persons: Persons, practices: [String: Practice] = [:], tables: [EventTable], absences: [Table: String] = [:]
    ) {
        self.persons = persons
        self.practices = practices
        self.absences = absences
        self.tables = Dictionary(uniqueKeysWithValues: tables.map { ($0.table, $0) })
    }

    /// What is known of a table's source; nil where the run does not have it.
    public func facts(of table: Table) -> SourceFacts? {
        table == .persons ? persons.facts : tables[table]?.facts
    }

    /// The fields of persons that hold features which somebody else computed, sorted.
    public var readyFields: [String] { persons.facts.fields.keys.filter(Field.isReady).sorted() }

    public func rowCount(of table: Table) -> Int { tables[table]?.rowCount ?? 0 }

    /// The population's timelines before an index day.
    public func histories(at indexDay: Day) -> Histories { Histories(self, at: indexDay) }

    /// The population's timelines from an index day on.
    public func followUps(from indexDay: Day) -> FollowUps { FollowUps(self, from: indexDay) }
}
