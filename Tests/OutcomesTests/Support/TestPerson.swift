import Configuration
import Foundation
import Outcomes
import Records

/// A person of a test: rows of tables, and when they died or left.
struct TestPerson {
    struct Event {
        var day: String
        var end: String?
        var fields: [String: String] = [:]
    }

    var events: [Table: [Event]] = [:]
    var death: String?
    var departure: String?

    static func with(_ table: Table, _ day: String, end: String? = nil, _ fields: [String: String] = [:]) -> TestPerson
    {
        TestPerson(events: [table: [Event(day: day, end: end, fields: fields)]])
    }

    /// With a further row.
    func and(_ table: Table, _ day: String, end: String? = nil, _ fields: [String: String] = [:]) -> TestPerson {
        var more = self
        more.events[table, default: []].append(Event(day: day, end: end, fields: fields))
        return more
    }
}

/// What is known of a test's sources.
struct TestSources {
    var completeTo: String? = "2025-12-31"
    var tables = Table.eventTables
    var missingFields: Set<String> = []
    var systems: [String: String] = [:]

    func facts(_ table: Table) -> SourceFacts {
        var fields: [String: String?] = [:]
        for field in table.fields where !missingFields.contains(field.name) {
            fields.updateValue(systems[field.name] ?? field.usualSystem, forKey: field.name)
        }
        return SourceFacts(completeTo: completeTo.map { Day($0)! }, fields: fields)
    }
}

extension Population {
    init(_ people: [TestPerson], _ sources: TestSources = TestSources()) {
        func packed(_ day: String?) -> PackedDay { day.map { PackedDay(Day($0)!)! } ?? .missing }
        let none = PackedArray(people.map { _ in PackedDay.missing })
        self.init(
            persons: Persons(
                ids: PersonIDs(people.indices.map { "P\($0 + 100)" }), facts: sources.facts(.persons), columns: [:],
                lifeDays: .init(
                    birth: PackedArray(people.map { _ in packed("1950-01-01") }), registeredFrom: none,
                    registeredTo: PackedArray(people.map { packed($0.departure) }),
                    death: PackedArray(people.map { packed($0.death) })),
                barred: PackedArray(people.map { _ in 0 })),
            tables: sources.tables.map { EventTable($0, people, sources.facts($0)) })
    }
}

extension EventTable {
    fileprivate init(_ table: Table, _ people: [TestPerson], _ facts: SourceFacts) {
        func packed(_ day: String?) -> PackedDay { day.map { PackedDay(Day($0)!)! } ?? .missing }
        let rows = people.map { ($0.events[table] ?? []).sorted { $0.day < $1.day } }
        let all = rows.flatMap(\.self)
        var columns: [String: Column] = [:]
        for field in table.fields.dropFirst() where field.name != table.dayField && facts.has(field.name) {
            let texts = [.day, .dayOrMoment].contains(field.kind) ? [] : all.map { $0.fields[field.name] ?? "" }
            let dictionary = [""] + Set(texts.flatMap { $0.split(separator: ";").map(String.init) }).sorted()
            func id(_ text: some StringProtocol) -> UInt32 { UInt32(dictionary.firstIndex(of: String(text))!) }
            switch field.kind {
            case .day, .dayOrMoment:
                let days = all.map { $0.fields[field.name] ?? (field.name == table.endField ? $0.end : nil) }
                columns[field.name] = .days(PackedArray(days.map(packed)))
            case .number:
                columns[field.name] = .numbers(IDColumn(texts.map(id)), values: dictionary.map { Double($0) ?? .nan })
            case .icd10List:
                let lists = texts.map { $0.split(separator: ";").map(id) }
                columns[field.name] = .codeLists(
                    starts: PackedArray(lists.reduce(into: [UInt32(0)]) { $0.append($0.last! + UInt32($1.count)) }),
                    IDColumn(lists.flatMap(\.self)), dictionary: dictionary)
            default: columns[field.name] = .codes(IDColumn(texts.map(id)), dictionary: dictionary)
            }
        }
        self.init(
            table: table, facts: facts,
            starts: PackedArray(rows.reduce(into: [UInt32(0)]) { $0.append($0.last! + UInt32($1.count)) }),
            days: PackedArray(all.map { packed($0.day) }), columns: columns)
    }
}

extension OutcomeDefinition {
    /// Reads an outcome that stands in a test, with the code lists of the repository.
    static func read(_ yaml: String) throws -> OutcomeDefinition {
        let problems = Problems()
        let definition = OutcomeDefinition(
            try Setting.parse(yaml, file: "design.yaml"), lists: CodeLists(folder: codeLists, problems: problems),
            problems: problems)
        try problems.throwIfAny()
        guard let definition else { throw SettingsRefused(problems: []) }
        return definition
    }

    static let codeLists = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Models/codelists").path()
}
