import Configuration
import Records

/// What is known of the sources of a test's tables.
struct Sources {
    /// The run has no others.
    var tables = Table.eventTables
    var missingFields: [Table: Set<String>] = [:]
    /// By field, instead of the usual one.
    var systems: [Table: [String: String]] = [:]
    var arrivals: [Table: SourceFacts.Arrival] = [:]
    var completeTo: [Table: Day] = [:]
    var extractedOn: Day?
    /// Columns of persons beside the canonical ones, with features that somebody else computed.
    var ready: [String] = []

    func facts(_ table: Table) -> SourceFacts {
        var fields: [String: String?] = [:]
        for field in table.fields where missingFields[table]?.contains(field.name) != true {
            fields.updateValue(systems[table]?[field.name] ?? field.usualSystem, forKey: field.name)
        }
        if table == .persons { for name in ready { fields.updateValue(nil, forKey: Field.ready(name).name) } }
        return SourceFacts(
            extractedOn: extractedOn, completeTo: completeTo[table], arrival: arrivals[table] ?? .sameDay,
            fields: fields)
    }
}

extension Population {
    /// Packs records as Ingest does: by person, day, and spell id, numbers first.
    init(_ people: [PersonRecord], sources: Sources = Sources()) {
        let people = people.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        self.init(
            persons: Persons(people, facts: sources.facts(.persons)),
            tables: sources.tables.map { EventTable($0, people, facts: sources.facts($0)) })
    }
}

extension Persons {
    fileprivate init(_ people: [PersonRecord], facts: SourceFacts) {
        func days(_ day: (PersonRecord) -> Day?) -> PackedArray<PackedDay> {
            PackedArray(people.map { day($0).map { PackedDay($0)! } ?? .missing })
        }
        var columns: [String: Column] = [:]
        for field in ["sex", "ethnicity", "imd_decile", "care_home", "practice_code", "neighbourhood"]
        where facts.has(field) { columns[field] = .codes(people.map { $0.fields[field] ?? "" }) }
        for field in facts.fields.keys.filter(Field.isReady) {
            columns[field] = .codes(people.map { $0.fields[field] ?? "" })
        }
        self.init(
            ids: PersonIDs(people.map(\.id)), facts: facts, columns: columns,
            lifeDays: LifeDays(
                birth: days(\.birth), registeredFrom: days(\.registeredFrom), registeredTo: days(\.registeredTo),
                death: days(\.death)),
            barred: PackedArray(people.map(\.bar.rawValue)))
    }
}

extension EventTable {
    fileprivate init(_ table: Table, _ people: [PersonRecord], facts: SourceFacts) {
        var rows: [EventRecord] = []
        var starts: [UInt32] = [0]
        for person in people {
            rows += (person.events[table] ?? []).sorted { $0.precedes($1) }
            starts.append(UInt32(rows.count))
        }
        func days(_ day: (EventRecord) -> Day?) -> PackedArray<PackedDay> {
            PackedArray(rows.map { day($0).map { PackedDay($0)! } ?? .missing })
        }
        var columns: [String: Column] = ["received_on": .days(days(\.received))]
        for field in table.fields.dropFirst() where field.name != table.dayField && facts.has(field.name) {
            let texts = rows.map { $0.text(field.name) }
            switch field.kind {
            case .day, .dayOrMoment:
                columns[field.name] = .days(days(field.name == table.endField ? \.end : { Day($0.text(field.name)) }))
            case .number: columns[field.name] = .numbers(texts)
            case .icd10List: columns[field.name] = .codeLists(texts.map { $0.split(separator: ";").map(String.init) })
            default: columns[field.name] = .codes(texts)
            }
        }
        self.init(
            table: table, facts: facts, starts: PackedArray(starts), days: days(\.day), columns: columns)
    }
}

extension EventRecord {
    fileprivate func precedes(_ other: EventRecord) -> Bool {
        if day != other.day { return day < other.day }
        let (left, right) = (text("spell_id"), other.text("spell_id"))
        if left != right { return SlowEngine.spell(left, precedes: right) }
        return fields.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .lexicographicallyPrecedes(other.fields.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
    }
}

extension Column {
    /// Ids into the texts in the order in which they come; 0 is the empty one.
    fileprivate static func codes(_ texts: [String]) -> Column {
        let (ids, dictionary) = coded(texts)
        return .codes(IDColumn(ids), dictionary: dictionary)
    }

    fileprivate static func numbers(_ texts: [String]) -> Column {
        let (ids, dictionary) = coded(texts)
        return .numbers(IDColumn(ids), values: dictionary.map { Double($0) ?? .nan })
    }

    fileprivate static func codeLists(_ lists: [[String]]) -> Column {
        let (ids, dictionary) = coded(lists.flatMap(\.self))
        let starts = lists.reduce(into: [UInt32(0)]) { $0.append($0.last! + UInt32($1.count)) }
        return .codeLists(starts: PackedArray(starts), IDColumn(ids), dictionary: dictionary)
    }

    private static func coded(_ texts: [String]) -> (ids: [UInt32], dictionary: [String]) {
        var dictionary = [""]
        var places: [String: UInt32] = ["": 0]
        let ids = texts.map { text in
            if let place = places[text] { return place }
            places[text] = UInt32(dictionary.count)
            dictionary.append(text)
            return places[text]!
        }
        return (ids, dictionary)
    }
}
