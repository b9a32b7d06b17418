import Configuration
import Records

/// A feature's whole definition as one text, code lists included: what its fingerprint is taken of.
enum FeatureText {
    static func canonical(_ feature: FeatureDefinition, lists: CodeLists, among all: [FeatureDefinition]) -> String {
        var text = "\(feature.name)\n\(String(describing: feature.measure))"
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
