import Configuration
import Records

/// A table, and which of its rows count as the outcome. An event's day is the day of its row.
public struct OutcomeEvent: Sendable {
    public let table: Table
    let filter: Condition?
    /// Holds where its fields are given; where the run does not have them, it is left out.
    let filterIfGiven: Condition?
    /// The row must last so many nights: of a table whose rows end. Nights after the time at risk do not count, so
    /// that it is known at its end who has the outcome.
    let leastNights: Int?
    /// Instead of a row of its own, what came of one that is open on the index day; nil for the others.
    let delay: Delay?
    /// Whether it is a diagnosis, which is made known by the end of the spell that it is of.
    let isDiagnosis: Bool

    /// What is open on the index day goes on for so many days past the day that a field gives. The event's day is the
    /// day on which that is so.
    struct Delay: Sendable, Equatable {
        let field: String
        let leastDays: Int
    }

    private static let allowedKeys = [
        "table", "where", "where_given", "least_nights", "past", "least_days", "condition",
    ]

    /// Reads an item of `any_of`: one event, or the two that a condition stands for.
    static func read(_ setting: Setting, lists: CodeLists, problems: Problems) -> [OutcomeEvent] {
        let map = SettingMap(setting, allowed: allowedKeys, problems: problems)
        guard let condition = map["condition"] else {
            return OutcomeEvent(map, lists: lists, problems: problems).map { [$0] } ?? []
        }
        for key in allowedKeys where key != "condition" {
            if let other = map[key] { problems.add("\"\(key)\" does not go with \"condition\"", at: other) }
        }
        guard let list = map.text("condition") else { return [] }
        if let fault = lists.fault(of: list) { problems.add(fault, at: condition) }
        return diagnoses(in: list)
    }

    private init?(_ map: SettingMap, lists: CodeLists, problems: Problems) {
        let names = Table.eventTables.map(\.rawValue)
        guard map.required("table") != nil,
            let table = map.parsed("table", expected: "one of: \(names.joined(separator: ", "))", Table.init(event:))
        else { return nil }
        self.table = table
        filter = map["where"].flatMap { Condition($0, of: table, lists: lists, problems: problems) }
        filterIfGiven = map["where_given"].flatMap { Condition($0, of: table, lists: lists, problems: problems) }
        leastNights = map.integer("least_nights")
        delay = Self.delay(map, table, problems)
        isDiagnosis = false
        guard let setting = map["least_nights"], let nights = leastNights else { return }
        if nights < 1 { problems.add("\"least_nights\" must be a whole number, 1 or more", at: setting) }
        if table.endField == nil { problems.add("rows of \(table.rawValue) do not end", at: setting) }
    }

    private static func delay(_ map: SettingMap, _ table: Table, _ problems: Problems) -> Delay? {
        guard let setting = map["past"] else {
            if let days = map["least_days"] { problems.add("\"least_days\" needs past: a day of the row", at: days) }
            return nil
        }
        if let nights = map["least_nights"] { problems.add("\"least_nights\" does not go with \"past\"", at: nights) }
        guard let end = table.endField else {
            problems.add("rows of \(table.rawValue) do not end", at: setting)
            return nil
        }
        let days = table.fields.filter {
            [.day, .dayOrMoment].contains($0.kind) && ![table.dayField, end].contains($0.name)
        }
        guard let field = map.text("past"), days.contains(where: { $0.name == field }) else {
            problems.add("\"past\" must be one of: \(days.map(\.name).joined(separator: ", "))", at: setting)
            return nil
        }
        return Delay(field: field, leastDays: map.integer("least_days", in: 1...366) ?? 1)
    }

    private init(table: Table, filter: Condition) {
        self.table = table
        self.filter = filter
        filterIfGiven = nil
        leastNights = nil
        delay = nil
        isDiagnosis = true
    }

    /// What the catalogue's `condition` is met by: a code in the GP record, or a diagnosis of a hospital spell.
    private static func diagnoses(in list: String) -> [OutcomeEvent] {
        [
            OutcomeEvent(table: .gpEvents, filter: .isInList(field: "code", list: list)),
            OutcomeEvent(
                table: .admissions,
                filter: .any([
                    .isInList(field: "primary_diagnosis", list: list),
                    .isInList(field: "secondary_diagnoses", list: list),
                ])),
        ]
    }

    /// The fields without which there is no outcome.
    var neededFields: Set<String> {
        var fields = filter?.fields ?? []
        if leastNights != nil || delay != nil || isKnownAtEnd, let end = table.endField { fields.insert(end) }
        if let delay { fields.insert(delay.field) }
        return fields
    }

    var fields: Set<String> { neededFields.union(filterIfGiven?.fields ?? []) }

    /// Whether a row tells what it is only once what it began has ended: until then nobody has had such an event.
    var isKnownAtEnd: Bool {
        !(filter?.fields ?? []).union(filterIfGiven?.fields ?? []).isDisjoint(with: table.fieldsKnownAtEnd)
    }
}

extension Table {
    /// A table of events by its name.
    init?(event name: String) {
        guard let table = Table.eventTables.first(where: { $0.rawValue == name }) else { return nil }
        self = table
    }
}

extension Condition {
    /// Reads a condition on a table's rows, or a list of conditions that must all hold. Nil where it cannot stand.
    init?(_ setting: Setting, of table: Table, lists: CodeLists, problems: Problems) {
        var items = [setting]
        if case .list(let listed) = setting.value, !listed.isEmpty { items = listed }
        let parts = items.compactMap { Self.single($0, of: table, lists: lists, problems: problems) }
        guard parts.count == items.count else { return nil }
        self = parts.count == 1 ? parts[0] : .all(parts)
    }

    private static func single(
        _ setting: Setting, of table: Table, lists: CodeLists, problems: Problems
    ) -> Condition? {
        do {
            let condition = try Condition(setting)
            let missing = condition.lists.sorted().compactMap { lists.fault(of: $0) }
            for fault in missing + condition.faults(table: table, fields: Array(table.fields.dropFirst()), lists: lists)
            {
                problems.add(fault, at: setting)
            }
            return condition
        } catch {
            problems.add(error)
            return nil
        }
    }
}
