/// What happened to the population on an index day and after it. Outcomes are computed from this; features cannot be.
public struct FollowUps: Sendable {
    public let indexDay: Day
    public let persons: Persons
    private let timelines: [Table: Timeline]
    private let begun: [Table: Timeline]

    init(_ population: Population, from indexDay: Day) {
        self.indexDay = indexDay
        persons = population.persons
        timelines = population.tables.mapValues { Timeline($0, cut: indexDay, isHistory: false) }
        begun = population.tables.mapValues { Timeline($0, cut: indexDay, isHistory: true, seesWhatCame: true) }
    }

    public func timeline(_ table: Table) -> Timeline? { timelines[table] }

    /// What had begun before the index day, with what came of it after: ends and other days as they were written in
    /// the end.
    public func begun(_ table: Table) -> Timeline? { begun[table] }
}
