import Configuration
import Records

/// A feature's whole definition as one text, code lists included: what its fingerprint is taken of.
enum FeatureText {
    static func canonical(_ feature: FeatureDefinition, lists: CodeLists, among all: [FeatureDefinition]) -> String {
        var text = "\(feature.name)\n\(words(feature.measure))"
        for list in self.lists(named: feature.measure).sorted() {
            let entries: [CodeList.Entry] = lists[list]?.entries ?? []
            let lines = entries.map { "\($0.system) \($0.code) \($0.group) \($0.value.map(\.description) ?? "")" }
            text += "\nlist \(list)\n" + lines.sorted().joined(separator: "\n")
        }
        if case .sum(let names) = feature.measure {
            for part in all where names.contains(part.name) { text += "\n" + canonical(part, lists: lists, among: all) }
        }
        return text
    }

    private static func words(_ measure: Measure) -> String {
        switch measure {
        case .person(let person):
            "person \(words(person.value)) below \(words(person.below)) above \(words(person.above)) "
                + "default \(person.fallback)"
        case .events(let events):
            "\(events.table.rawValue) where \(words(events.filter)) if given \(words(events.filterIfGiven)) "
                + "\(words(events.window)) state \(events.state.rawValue) take \(words(events.aggregate)) "
                + "default \(events.fallback)"
        case .condition(let condition): "condition \(condition.list) \(words(condition.window))"
        case .groups(let groups):
            "groups \(groups.list) \(words(groups.window)) "
                + groups.supersedes.map { "\($0.group) over \($0.superseded)" }.joined(separator: ", ")
        case .sum(let names): "sum of " + names.joined(separator: " ")
        }
    }

    private static func words(_ value: PersonMeasure.Value) -> String {
        switch value {
        case .age: "age"
        case .field(let field): "field \(field)"
        case .test(let condition): "where \(condition)"
        }
    }

    private static func words(_ aggregate: EventMeasure.Aggregate) -> String {
        switch aggregate {
        case .rows: "rows"
        case .days: "days"
        case .distinct(let field, let characters): "distinct \(field) \(characters.map(String.init) ?? "whole")"
        case .any: "any"
        case .sum(let field): "sum \(field)"
        case .least(let field): "least \(field)"
        case .greatest(let field): "greatest \(field)"
        case .mean(let field): "mean \(field)"
        case .latest(let field, let tie): "latest \(field) \(tie.rawValue)"
        case .latestListed(let list, let field, let tie): "latest \(list) of \(field) \(tie.rawValue)"
        case .daysSince(let most): "days since, at most \(most)"
        case .nights: "nights"
        case .within(let days): "within \(days) days"
        }
    }

    private static func words(_ window: Window) -> String {
        "window \(Window.shortName(window.length)) to \(window.endsWhereComplete ? "complete" : "index")"
    }

    private static func words(_ condition: Condition?) -> String { condition?.description ?? "always" }

    private static func words(_ number: Double?) -> String { number?.description ?? "none" }

    static func lists(named measure: Measure) -> Set<String> {
        switch measure {
        case .person(let person):
            if case .test(let condition) = person.value { return condition.lists }
            return []
        case .events(let events):
            var lists = (events.filter?.lists ?? []).union(events.filterIfGiven?.lists ?? [])
            if case .latestListed(let list, _, _) = events.aggregate { lists.insert(list) }
            return lists
        case .condition(let condition): return [condition.list]
        case .groups(let groups): return [groups.list]
        case .sum: return []
        }
    }
}
