import Configuration
import FeatureData
import Records

/// What a feature measures.
extension CatalogueReader {
    /// What the item is, where its keys agree with that.
    func kind(_ map: SettingMap) -> FeatureKind? {
        let kinds = FeatureKind.allCases.filter { map[$0.rawValue] != nil }
        guard kinds.count == 1 || (kinds.count == 2 && kinds.contains(.events) && kinds.contains(.test)) else {
            problems.add(
                "a feature needs exactly one of: table, value, condition, groups, sum_of, difference_of, ratio_of; or "
                    + "where alone, for a test of the registration", at: map.setting)
            return nil
        }
        let kind = kinds[0]
        for key in FeatureKind.allKeys where !kind.keys.contains(key) {
            if let setting = map[key] {
                problems.add("\"\(key)\" does not go with \"\(kind.rawValue)\"", at: setting)
            }
        }
        return kind
    }

    func measure(_ map: SettingMap, _ kind: FeatureKind, window: Window) -> Measure? {
        switch kind {
        case .events: EventMeasureReader(catalogue: self, map: map, window: window).read().map { .events($0) }
        case .value: personValue(map)
        case .condition: condition(map, window: window)
        case .groups: groups(map, window: window)
        case .sum: sum(map)
        case .difference: two(map, "difference_of").map { .difference(of: $0, $1) }
        case .ratio: two(map, "ratio_of").map { .ratio(of: $0, $1, fallback: map.number("default") ?? 0) }
        case .test: personTest(map)
        }
    }

    private static let personFields = ["sex", "ethnicity", "imd_decile", "care_home", "practice_code", "neighbourhood"]
        .compactMap { Table.persons.field($0) }
    private static let personNumbers = ["imd_decile", "sex", "care_home"]

    private func personTest(_ map: SettingMap) -> Measure? {
        guard let setting = map["where"],
            let condition = condition(setting, check: { check($0, .persons, fields: Self.personFields, at: $1) })
        else { return nil }
        return .person(PersonMeasure(value: .test(condition), below: nil, above: nil, fallback: 0))
    }

    private func personValue(_ map: SettingMap) -> Measure? {
        guard let field = map.text("value") else { return nil }
        let value: PersonMeasure.Value
        if field == "age" {
            value = .age
        } else if let season = Season(rawValue: field) {
            value = .season(season)
        } else if Self.personNumbers.contains(field) || Field.isReady(field) {
            value = .field(field)
        } else {
            let known = ["age"] + Season.allCases.map(\.rawValue) + Self.personNumbers + ["ready.COLUMN"]
            problems.add("\"value\" must be one of: \(known.joined(separator: ", "))", at: map["value"] ?? map.setting)
            return nil
        }
        if map["below"] != nil, let above = map["above"] {
            problems.add("\"below\" and \"above\" exclude each other", at: above)
        }
        return .person(
            PersonMeasure(
                value: value, below: map.number("below"), above: map.number("above"),
                fallback: map.number("default") ?? 0))
    }

    private func condition(_ map: SettingMap, window: Window) -> Measure? {
        guard let (name, list) = listNamed("condition", map) else { return nil }
        if list.systems.isDisjoint(with: ["snomed", "icd10"]) {
            problems.add("the code list \"\(name)\" has neither snomed nor icd10 codes", at: map["condition"]!)
        }
        return .condition(ConditionMeasure(list: name, window: window))
    }

    private func groups(_ map: SettingMap, window: Window) -> Measure? {
        guard let (name, list) = listNamed("groups", map) else { return nil }
        let (setting, groups) = (map["groups"]!, list.groups)
        if groups.isEmpty { problems.add("the code list \"\(name)\" has no groups", at: setting) }
        if groups.count > 64 { problems.add("the code list \"\(name)\" has more than 64 groups", at: setting) }
        if list.systems != ["icd10"] { problems.add("the code list \"\(name)\" must be of icd10 codes", at: setting) }
        for group in groups where Set(list.only(group: group).entries.map(\.value)).count > 1 {
            problems.add("the group \"\(group)\" of the code list \"\(name)\" has more than one value", at: setting)
        }
        var supersedes: [String: String] = [:]
        for entry in map.pairs("supersedes") {
            for (group, place) in [(entry.key, entry.value), (entry.value.text ?? "", entry.value)]
            where !groups.contains(group) {
                problems.add(
                    "the code list \"\(name)\" has no group \"\(group)\"; it has: \(groups.joined(separator: ", "))",
                    at: place)
            }
            supersedes[entry.key] = entry.value.text
        }
        return .groups(GroupMeasure(list: name, window: window, supersedes: supersedes))
    }

    /// Names, or a stem with `*`, of features before.
    private func sum(_ map: SettingMap) -> Measure? {
        var names: [String] = []
        for item in map.items("sum_of") {
            guard let text = item.text else {
                problems.add("\"sum_of\" must be a list of features' names, or of stems with *", at: item)
                continue
            }
            let found = features.map(\.name).filter { text.hasSuffix("*") ? $0.hasPrefix(text.dropLast()) : $0 == text }
            if found.isEmpty { problems.add("no feature before this one is called \"\(text)\"", at: item) }
            names += found.filter { !names.contains($0) }
        }
        if let setting = map["sum_of"], map.items("sum_of").isEmpty {
            problems.add("\"sum_of\" names no feature", at: setting)
        }
        return .sum(of: names)
    }

    /// Two features before.
    private func two(_ map: SettingMap, _ key: String) -> (String, String)? {
        let items = map.items(key)
        let names = items.compactMap { $0.text.map { filled($0) } }
        guard items.count == 2, names.count == 2, let setting = map[key] else {
            problems.add("\"\(key)\" must be a list of two features' names", at: map[key] ?? map.setting)
            return nil
        }
        for (item, name) in zip(items, names) where !features.contains(where: { $0.name == name }) {
            problems.add("no feature before this one is called \"\(name)\"", at: item)
        }
        if names[0] == names[1] { problems.add("\"\(key)\" names one feature twice", at: setting) }
        return (names[0], names[1])
    }
}
