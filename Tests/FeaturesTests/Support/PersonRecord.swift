import Records

/// A person with everything that was ever written of them, as simple as it can be.
struct PersonRecord {
    var id: String
    var birth: Day
    var registeredFrom: Day?
    var registeredTo: Day?
    var death: Day?
    var bar = Persons.Bar.none
    /// Of the registration, by canonical name; a field that is not here is empty.
    var fields: [String: String] = [:]
    var events: [Table: [EventRecord]] = [:]
}

/// A row of a table of events.
struct EventRecord: Equatable {
    var day: Day
    /// Where the table has one.
    var end: Day?
    var received: Day?
    var fields: [String: String] = [:]

    func text(_ field: String) -> String { fields[field] ?? "" }
}

extension Day {
    /// A date that the test knows to exist.
    static func on(_ text: String) -> Day { Day(text)! }
}
