import Configuration
import Records

/// Reads a feature of a table of events.
struct EventMeasureReader {
    let catalogue: CatalogueReader
    let map: SettingMap
    let window: Window

    private var problems: Problems { catalogue.problems }

    init(catalogue: CatalogueReader, map: SettingMap, window: Window) {
        self.catalogue = catalogue
        self.map = map
        self.window = window
    }

    func read() -> EventMeasure? {
        guard let table = table() else { return nil }
        let (filter, filterIfGiven) = (condition("where", table), condition("where_given", table))
        guard let aggregate = aggregate(table) else { return nil }
        let measure = EventMeasure(
            table: table, filter: filter, filterIfGiven: filterIfGiven, window: window,
            state: map.choice("state") ?? .any, aggregate: aggregate, fallback: fallback(aggregate))
        checkState(measure)
        return measure
    }

    private func table() -> Table? {
        let names = Table.eventTables.map(\.rawValue)
        return map.parsed("table", expected: "one of: \(names.joined(separator: ", "))") { text in
            Table.eventTables.first { $0.rawValue == text }
        }
    }

    private func condition(_ key: String, _ table: Table) -> Condition? {
        let fields = Array(table.fields.dropFirst())
        return map[key].flatMap { setting in
            catalogue.condition(setting) { catalogue.check($0, table, fields: fields, at: $1) }
        }
    }

    private func fallback(_ aggregate: EventMeasure.Aggregate) -> Double {
        if let stated = map.number("default") { return stated }
        if case .daysSince(let most) = aggregate { return Double(most) }
        return 0
    }

    /// What is only known of a spell once it has ended must not be looked at before.
    private func checkState(_ measure: EventMeasure) {
        if measure.state != .any, measure.table.endField == nil {
            problems.add("rows of \(measure.table.rawValue) do not end: state must be any", at: map["state"]!)
        }
        if measure.state != .closed, let field = measure.table.fieldsKnownAtEnd.first(where: measure.fields.contains) {
            problems.add(
                "\"\(field)\" is only known of rows that have ended: state must be closed",
                at: map["state"] ?? map.setting)
        }
    }

    // MARK: Aggregations

    private func aggregate(_ table: Table) -> EventMeasure.Aggregate? {
        let stated: FeatureKind.Take? = map.choice("take")
        // Of a take that there is not, nothing else can be said.
        if stated == nil, map["take"] != nil { return nil }
        let take = stated ?? .rows
        for key in FeatureKind.Take.allKeys + ["default"] where !take.keys.contains(key) {
            if let setting = map[key] {
                problems.add("\"\(key)\" does not go with \"take: \(take.rawValue)\"", at: setting)
            }
        }
        switch take {
        case .rows: return .rows
        case .days: return .days
        case .any: return .any
        case .distinct: return distinct(table)
        case .sum: return field(table, .number).map { .sum(field: $0.name) }
        case .least: return field(table, .number).map { .least(field: $0.name) }
        case .greatest: return field(table, .number).map { .greatest(field: $0.name) }
        case .mean: return field(table, .number).map { .mean(field: $0.name) }
        case .latest:
            return dated(table, { .latest(field: $0, tie: $1) }, { .latestListed(list: $0, field: $1, tie: $2) })
        case .earliest:
            return dated(table, { .earliest(field: $0, tie: $1) }, { .earliestListed(list: $0, field: $1, tie: $2) })
        case .change:
            return field(table, .number).map { .change(field: $0.name, tie: map.choice("tie") ?? .greatest) }
        case .decayed: return decayed(table)
        case .daysSince: return count("at_most", from: 1).map { .daysSince(most: $0) }
        case .daysPast: return field(table, .day).map { .daysPast(field: $0.name) }
        case .nights: return ends(table, take) ? .nights : nil
        case .within: return ends(table, take) ? count("days", from: 0).map { .within(days: $0) } : nil
        }
    }

    private func ends(_ table: Table, _ take: FeatureKind.Take) -> Bool {
        if table.endField != nil { return true }
        problems.add(
            "rows of \(table.rawValue) do not end, so \"\(take.rawValue)\" cannot be taken", at: map["take"]!)
        return false
    }

    /// A whole number that the aggregation cannot do without.
    private func count(_ key: String, from least: Int) -> Int? {
        guard map.required(key) != nil else { return nil }
        return map.parsed(key, expected: "a whole number, \(least) or more") { Int($0) }.flatMap { number in
            guard number >= least else {
                problems.add("\"\(key)\" must be a whole number, \(least) or more", at: map[key]!)
                return nil
            }
            return number
        }
    }

    private func decayed(_ table: Table) -> EventMeasure.Aggregate? {
        guard let halfLife = count("half_life", from: 1) else { return nil }
        guard map["field"] != nil else { return .decayed(halfLife: halfLife, field: nil) }
        return field(table, .number).map { .decayed(halfLife: halfLife, field: $0.name) }
    }

    private func distinct(_ table: Table) -> EventMeasure.Aggregate? {
        guard let field = field(table, .code) else { return nil }
        guard map["characters"] != nil else { return .distinct(field: field.name, characters: nil) }
        return count("characters", from: 1).map { .distinct(field: field.name, characters: $0) }
    }

    /// The value of one day: of a field of numbers, or as a list gives it to a field's code.
    private func dated(
        _ table: Table, _ plain: (String, EventMeasure.Tie) -> EventMeasure.Aggregate,
        _ listed: (String, String, EventMeasure.Tie) -> EventMeasure.Aggregate
    ) -> EventMeasure.Aggregate? {
        let tie: EventMeasure.Tie = map.choice("tie") ?? .greatest
        guard let setting = map["list"] else {
            return field(table, .number).map { plain($0.name, tie) }
        }
        guard let (name, list) = catalogue.listNamed("list", map), let field = field(table, .code) else { return nil }
        if list.entries.contains(where: { $0.value == nil }) {
            problems.add("the code list \"\(name)\" does not give every code a value", at: setting)
        }
        catalogue.check(name, field, at: setting)
        return listed(name, field.name, tie)
    }

    private enum FieldKind {
        case code, number, day

        func fits(_ kind: Field.Kind) -> Bool {
            switch kind {
            case .number: self == .number
            case .code, .icd10, .oneOf: self == .code
            case .day, .dayOrMoment: self == .day
            default: false
            }
        }
    }

    private func field(_ table: Table, _ kind: FieldKind) -> Field? {
        // The day of a row and its end are what days_since and nights are counted from.
        let fitting = table.fields.filter {
            kind.fits($0.kind) && $0.name != table.dayField && $0.name != table.endField
        }
        if fitting.isEmpty {
            let what = kind == .day ? "other days" : "numbers"
            problems.add("\(table.rawValue) has no field of \(what) to take", at: map["take"] ?? map.setting)
            return nil
        }
        guard let name = map.text("field"), let field = fitting.first(where: { $0.name == name }) else {
            problems.add(
                "\"field\" must be one of: \(fitting.map(\.name).joined(separator: ", "))",
                at: map["field"] ?? map.setting)
            return nil
        }
        return field
    }
}
