import Configuration
import Records

/// What a model is to foresee: a kind of event within a time from the index date.
public struct OutcomeDefinition: Sendable {
    /// A table, and which of its rows count.
    public struct Event: Sendable {
        public let table: Table
        let filter: Condition?
        let filterIfGiven: Condition?
    }

    public enum Length: Sendable, Equatable {
        case months(Int)
        case days(Int)

        /// As a design writes it: `12 months`, `30 days`.
        init?(_ text: String) {
            let parts = text.split(separator: " ")
            guard parts.count == 2, let count = Int(parts[0]), (1...1200).contains(count) else { return nil }
            switch parts[1] {
            case "month", "months": self = .months(count)
            case "day", "days": self = .days(count)
            default: return nil
            }
        }

        /// The days that it has at least, whichever day it begins on.
        var leastDays: Int {
            (1...12).map { Day(year: 2025, month: $0, day: 1) }.map { after($0).days(since: $0) }.min()!
        }

        func after(_ day: Day) -> Day {
            switch self {
            case .months(let count): day.adding(months: count)
            case .days(let count): day.adding(days: count)
            }
        }
    }

    /// In plain words, for the model card.
    public let words: String
    /// Any of these.
    public let events: [Event]
    /// Whether dying counts.
    public let countsDeath: Bool
    public let within: Length
    /// Days from the index date that do not count yet.
    public let gapInDays: Int

    /// Reads `outcome:`. Nil, with problems told, where it cannot stand.
    public init?(_ setting: Setting, problems: Problems) {
        let before = problems.all.count
        let map = SettingMap(setting, allowed: ["words", "any_of", "within", "gap_days"], problems: problems)
        words = map.requiredText("words") ?? ""
        within =
            map.parsed("within", expected: "a time such as \"12 months\" or \"30 days\"") { Length($0) } ?? .months(12)
        if map.required("within") == nil { return nil }
        gapInDays = map.integer("gap_days") ?? 0
        if let setting = map["gap_days"], gapInDays < 0 || gapInDays >= within.leastDays {
            problems.add("\"gap_days\" must be from 0 to less than the time within", at: setting)
        }
        var events: [Event] = []
        var countsDeath = false
        for item in map.items("any_of") {
            if item.text == "death" {
                countsDeath = true
            } else if let event = Event(item, problems: problems) {
                events.append(event)
            }
        }
        self.events = events
        self.countsDeath = countsDeath
        if events.isEmpty, !countsDeath { problems.add("an outcome needs any_of: events, or death", at: setting) }
        guard problems.all.count == before else { return nil }
    }

    /// What Ingest must keep to tell it.
    public var retention: Retention {
        var retention = Retention()
        for event in events {
            let fields = (event.filter?.fields ?? []).union(event.filterIfGiven?.fields ?? [])
            retention.fields[event.table, default: []].formUnion(fields)
        }
        return retention
    }
}

extension OutcomeDefinition.Event {
    init?(_ setting: Setting, problems: Problems) {
        let map = SettingMap(setting, allowed: ["table", "where", "where_given"], problems: problems)
        let names = Table.eventTables.map(\.rawValue)
        let table = map.parsed("table", expected: "one of: \(names.joined(separator: ", "))") { text in
            Table.eventTables.first { $0.rawValue == text }
        }
        guard let table else { return nil }
        self.table = table
        filter = Self.condition(map["where"], table, problems)
        filterIfGiven = Self.condition(map["where_given"], table, problems)
    }

    private static func condition(_ setting: Setting?, _ table: Table, _ problems: Problems) -> Condition? {
        guard let setting else { return nil }
        do {
            let condition = try Condition(setting)
            for fault in condition.faults(table: table, fields: Array(table.fields.dropFirst())) {
                problems.add(fault, at: setting)
            }
            for list in condition.lists.sorted() {
                problems.add("an outcome names its codes; the code list \"\(list)\" cannot stand here", at: setting)
            }
            return condition
        } catch {
            problems.add(error)
            return nil
        }
    }
}
