import Configuration
import Records

/// A feature's whole definition as one text, code lists included: what its fingerprint is taken of.
///
/// The text is written out here, rather than printed from the types, so that it stays the same when they are renamed.
enum FeatureText {
    static func canonical(_ feature: FeatureDefinition, lists: CodeLists, among all: [FeatureDefinition]) -> String {
        var text = "\(feature.name)\n\(feature.measure.canonical)"
        for list in feature.measure.lists.sorted() {
            let entries: [CodeList.Entry] = lists[list]?.entries ?? []
            let lines = entries.map { "\($0.system) \($0.code) \($0.group) \($0.value.map(\.description) ?? "")" }
            text += "\nlist \(list)\n" + lines.sorted().joined(separator: "\n")
        }
        let parts = all.filter { feature.measure.parts.contains($0.name) }
        for part in feature.measure.inOrder(parts) { text += "\n" + canonical(part, lists: lists, among: all) }
        return text
    }
}

extension Measure {
    /// The features that it is computed from: of a sum as they stand in the catalogue, otherwise as they are named.
    fileprivate func inOrder(_ found: [FeatureDefinition]) -> [FeatureDefinition] {
        if case .sum = self { return found }
        return parts.compactMap { name in found.first { $0.name == name } }
    }

    /// The code lists that it names.
    fileprivate var lists: Set<String> {
        switch self {
        case .person(let person):
            if case .test(let condition) = person.value { return condition.lists }
            return []
        case .events(let events):
            var lists = (events.filter?.lists ?? []).union(events.filterIfGiven?.lists ?? [])
            if let list = events.aggregate.listed?.list { lists.insert(list) }
            return lists
        case .condition(let condition): return [condition.list]
        case .groups(let groups): return [groups.list]
        case .sum, .difference, .ratio: return []
        }
    }

    fileprivate var canonical: String {
        switch self {
        case .person(let person):
            "person \(person.value.canonical) below \(text(person.below)) above \(text(person.above)) "
                + "default \(person.fallback)"
        case .events(let events):
            "events \(events.table.rawValue) where \(text(events.filter)) given \(text(events.filterIfGiven)) "
                + "\(events.window.canonical) state \(events.state.rawValue) take \(events.aggregate.canonical) "
                + "default \(events.fallback)"
        case .condition(let condition): "condition \(condition.list) \(condition.window.canonical)"
        case .groups(let groups):
            "groups \(groups.list) \(groups.window.canonical) supersedes "
                + groups.supersedes.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
        case .sum(let names): "sum \(names.joined(separator: " "))"
        case .difference(let first, let second): "difference \(first) \(second)"
        case .ratio(let first, let second, let fallback): "ratio \(first) \(second) default \(fallback)"
        }
    }

    private func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "none" }

    private func text(_ condition: Condition?) -> String { condition.map(\.canonical) ?? "none" }
}

extension PersonMeasure.Value {
    fileprivate var canonical: String {
        switch self {
        case .age: "age"
        case .season(.sine): "season sine"
        case .season(.cosine): "season cosine"
        case .field(let field): "field \(field)"
        case .test(let condition): "test \(condition.canonical)"
        }
    }
}

extension Window {
    fileprivate var canonical: String {
        "window \(Self.shortName(length)) ends \(endsWhereComplete ? "complete" : "index")"
            + (gap.map { " gap \(Self.shortName($0))" } ?? "")
    }
}

extension EventMeasure.Aggregate {
    fileprivate var canonical: String {
        switch self {
        case .rows: "rows"
        case .days: "days"
        case .distinct(let field, let characters): "distinct \(field) \(characters.map { "\($0)" } ?? "whole")"
        case .any: "any"
        case .sum(let field): "sum \(field)"
        case .least(let field): "least \(field)"
        case .greatest(let field): "greatest \(field)"
        case .mean(let field): "mean \(field)"
        case .latest(let field, let tie): "latest \(field) \(tie.rawValue)"
        case .latestListed(let list, let field, let tie): "latest \(list) \(field) \(tie.rawValue)"
        case .earliest(let field, let tie): "earliest \(field) \(tie.rawValue)"
        case .earliestListed(let list, let field, let tie): "earliest \(list) \(field) \(tie.rawValue)"
        case .decayed(let halfLife, let field): "decayed \(halfLife) \(field ?? "rows")"
        case .change(let field, let tie): "change \(field) \(tie.rawValue)"
        case .daysSince(let most): "days_since \(most)"
        case .daysPast(let field): "days_past \(field)"
        case .nights: "nights"
        case .within(let days): "within \(days)"
        }
    }
}

extension Condition {
    /// In brackets throughout, with every value quoted.
    fileprivate var canonical: String {
        func quoted(_ values: [String]) -> String { values.map { String(reflecting: $0) }.joined(separator: " ") }
        return switch self {
        case .all(let parts): "(all \(parts.map(\.canonical).joined(separator: " ")))"
        case .any(let parts): "(any \(parts.map(\.canonical).joined(separator: " ")))"
        case .not(let part): "(not \(part.canonical))"
        case .isIn(let field, let values): "(\(field) in \(quoted(values)))"
        case .isInList(let field, let list): "(\(field) in list \(list))"
        case .startsWith(let field, let stems): "(\(field) starts \(quoted(stems)))"
        case .compares(let field, let comparison, let value): "(\(field) \(comparison.rawValue) \(quoted([value])))"
        case .isMissing(let field): "(\(field) missing)"
        }
    }
}
