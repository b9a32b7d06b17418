import Configuration
import Records

/// Reads a catalogue's YAML. Everything that is wrong is gathered, by line.
struct CatalogueReader {
    let lists: CodeLists
    let problems: Problems
    private(set) var name = ""
    private(set) var features: [FeatureDefinition] = []
    private var filters: [String: Condition] = [:]
    /// What a reason says for a group whose name is not plain words.
    private var groupWords: [String: String] = [:]

    static let topKeys = ["catalogue", "filters", "group_words", "features"]
    static let featureKeys = [
        "name", "for_each", "value", "below", "above", "default", "table", "where", "where_given", "window",
        "windows", "ends", "state", "take", "field", "characters", "list", "tie", "at_most", "days", "condition",
        "groups", "supersedes", "sum_of", "reason", "family",
    ]

    enum Take: String, CaseIterable {
        case rows, days, distinct, any, sum, least, greatest, mean, latest
        case daysSince = "days_since"
        case nights
        case within
    }

    /// The group that `{group}` stands for, within an item that stands for each of a list.
    private var group = ""

    init(lists: CodeLists, problems: Problems) {
        self.lists = lists
        self.problems = problems
    }

    mutating func read(_ text: String, file: String) {
        let setting: Setting
        do {
            setting = try Setting.parse(text, file: file)
        } catch {
            problems.add(error)
            return
        }
        let map = SettingMap(setting, allowed: Self.topKeys, problems: problems)
        name = map.requiredText("catalogue") ?? ""
        for entry in map.pairs("filters") {
            if let condition = condition(entry.value) { filters[entry.key] = condition }
        }
        for entry in map.pairs("group_words") { groupWords[entry.key] = entry.value.text }
        for item in map.items("features") { read(item) }
        if features.isEmpty, problems.isEmpty { problems.add("a catalogue needs features", at: setting) }
    }

    // MARK: One item, which may stand for several features

    private mutating func read(_ item: Setting) {
        let map = SettingMap(item, allowed: Self.featureKeys, problems: problems)
        guard let name = map.requiredText("name") else { return }
        for group in groups(map) {
            self.group = group
            read(map, name: name.replacing("{group}", with: group))
        }
        group = ""
    }

    private mutating func read(_ map: SettingMap, name: String) {
        let before = problems.all.count
        for (suffix, window) in windows(map) {
            guard let measure = measure(map, window: window), problems.all.count == before else { return }
            let reason = (map.text("reason") ?? "").replacing("{window}", with: Window.words(window.length))
                .replacing("{group}", with: groupWords[group] ?? group.replacing("_", with: " "))
            add(
                FeatureDefinition(
                    name: name.replacing("{window}", with: suffix), measure: measure, reason: reason,
                    // The windows of an item are one family.
                    family: map.text("family") ?? name, setting: map.setting))
        }
    }

    /// The groups that an item is repeated for; one without a name where it is not.
    private func groups(_ map: SettingMap) -> [String] {
        guard let name = map.text("for_each") else { return [""] }
        return list(name, map.setting)?.groups ?? []
    }

    private mutating func add(_ feature: FeatureDefinition) {
        let isName = feature.name.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
        if !isName || feature.name.isEmpty {
            problems.add("a feature's name has lower-case letters, digits and _ only", at: feature.setting)
        } else if features.contains(where: { $0.name == feature.name }) {
            problems.add("the feature \"\(feature.name)\" stands twice", at: feature.setting)
        } else {
            features.append(feature)
        }
    }

    /// The windows of an item, with what stands for each in the name.
    private func windows(_ map: SettingMap) -> [(String, Window)] {
        let endsWhereComplete =
            map.parsed("ends", expected: "index (the usual) or complete") { ["index": false, "complete": true][$0] }
            ?? false
        let texts = map.texts("windows") + map.texts("window")
        if texts.isEmpty { return [("", Window(length: .ever, endsWhereComplete: endsWhereComplete))] }
        return texts.compactMap { text in
            guard let length = Window.length(text) else {
                problems.add("a window must be such as \"12 months\", \"90 days\" or \"ever\"", at: map.setting)
                return nil
            }
            return (Window.shortName(length), Window(length: length, endsWhereComplete: endsWhereComplete))
        }
    }

    private func measure(_ map: SettingMap, window: Window) -> Measure? {
        let kinds = ["table", "value", "condition", "groups", "sum_of"].filter { map[$0] != nil }
        if kinds.isEmpty, map["where"] != nil { return personTest(map) }
        guard kinds.count == 1 else {
            problems.add(
                "a feature needs exactly one of: table, value, condition, groups, sum_of; or where alone, for a "
                    + "test of the registration", at: map.setting)
            return nil
        }
        switch kinds[0] {
        case "table": return events(map, window: window)
        case "value": return personValue(map)
        case "condition":
            return listName("condition", map).map { .condition(ConditionMeasure(list: $0, window: window)) }
        case "groups": return groups(map, window: window)
        default: return sum(map)
        }
    }

    // MARK: Kinds of measures

    private func personTest(_ map: SettingMap) -> Measure? {
        guard let condition = map["where"].flatMap(condition) else { return nil }
        for field in condition.fields.sorted() where !isPersonField(field) {
            problems.add(
                "persons have no field \"\(field)\" to test; there are: \(Self.personFields.joined(separator: ", "))",
                at: map.setting)
        }
        return .person(PersonMeasure(value: .test(condition), below: nil, above: nil, fallback: 0))
    }

    private func personValue(_ map: SettingMap) -> Measure? {
        guard let field = map.text("value") else { return nil }
        guard field == "age" || isPersonField(field) else {
            problems.add(
                "persons have no value \"\(field)\"; there are: age, \(Self.personFields.joined(separator: ", "))",
                at: map.setting)
            return nil
        }
        return .person(
            PersonMeasure(
                value: field == "age" ? .age : .field(field), below: map.number("below"), above: map.number("above"),
                fallback: map.number("default") ?? 0))
    }

    private static let personFields = ["sex", "ethnicity", "imd_decile", "care_home", "practice_code", "neighbourhood"]

    private func isPersonField(_ field: String) -> Bool { Self.personFields.contains(field) }

    private func groups(_ map: SettingMap, window: Window) -> Measure? {
        guard let list = listName("groups", map) else { return nil }
        let supersedes = map.pairs("supersedes").compactMap { entry in
            entry.value.text.map { GroupMeasure.Superseding(group: entry.key, superseded: $0) }
        }
        return .groups(
            GroupMeasure(list: list, window: window, supersedes: supersedes.sorted { $0.group < $1.group }))
    }

    /// Names, or a stem with `*`, of features before.
    private func sum(_ map: SettingMap) -> Measure? {
        var names: [String] = []
        for text in map.texts("sum_of") {
            let found = features.map(\.name).filter { text.hasSuffix("*") ? $0.hasPrefix(text.dropLast()) : $0 == text }
            if found.isEmpty { problems.add("no feature before this one is called \"\(text)\"", at: map.setting) }
            names += found
        }
        return .sum(of: names)
    }

    private func events(_ map: SettingMap, window: Window) -> Measure? {
        guard let table = table(map) else { return nil }
        let filter = map["where"].flatMap(condition)
        let filterIfGiven = map["where_given"].flatMap(condition)
        for condition in [filter, filterIfGiven].compactMap(\.self) { check(condition, table, map.setting) }
        guard let aggregate = aggregate(map, table, filter) else { return nil }
        let state: EventMeasure.State = map.choice("state") ?? .any
        if state != .any, table.endField == nil {
            problems.add("rows of \(table.rawValue) do not end: state must be any", at: map.setting)
        }
        return .events(
            EventMeasure(
                table: table, filter: filter, filterIfGiven: filterIfGiven, window: window, state: state,
                aggregate: aggregate, fallback: fallback(map, aggregate)))
    }

    private func table(_ map: SettingMap) -> Table? {
        let names = Table.eventTables.map(\.rawValue)
        return map.parsed("table", expected: "one of: \(names.joined(separator: ", "))") { text in
            Table.eventTables.first { $0.rawValue == text }
        }
    }

    private func fallback(_ map: SettingMap, _ aggregate: EventMeasure.Aggregate) -> Double {
        if let stated = map.number("default") { return stated }
        if case .daysSince(let most) = aggregate { return Double(most) }
        return 0
    }

    private func aggregate(_ map: SettingMap, _ table: Table, _ filter: Condition?) -> EventMeasure.Aggregate? {
        let take: Take = map.choice("take") ?? .rows
        switch take {
        case .rows: return .rows
        case .days: return .days
        case .any: return .any
        case .distinct:
            return field(map, table, of: [.code]).map { .distinct(field: $0, characters: map.integer("characters")) }
        case .sum: return field(map, table, of: [.number]).map { .sum(field: $0) }
        case .least: return field(map, table, of: [.number]).map { .least(field: $0) }
        case .greatest: return field(map, table, of: [.number]).map { .greatest(field: $0) }
        case .mean: return field(map, table, of: [.number]).map { .mean(field: $0) }
        case .latest:
            let tie: EventMeasure.Tie = map.choice("tie") ?? .greatest
            if map["list"] != nil {
                guard let list = listName("list", map) else { return nil }
                return field(map, table, of: [.code]).map { .latestListed(list: list, field: $0, tie: tie) }
            }
            return field(map, table, of: [.number]).map { .latest(field: $0, tie: tie) }
        case .daysSince: return map.integer("at_most").map { .daysSince(most: $0) } ?? missing("at_most", map)
        case .nights, .within:
            guard table.endField != nil else {
                problems.add("rows of \(table.rawValue) do not end, so \"\(take.rawValue)\" cannot be taken", at: map.setting)
                return nil
            }
            if take == .nights { return .nights }
            return map.integer("days").map { .within(days: $0) } ?? missing("days", map)
        }
    }

    private func missing(_ key: String, _ map: SettingMap) -> EventMeasure.Aggregate? {
        problems.add("\"\(key)\" is missing", at: map.setting)
        return nil
    }

    private enum FieldKind {
        case code, number

        func fits(_ kind: Field.Kind) -> Bool {
            switch kind {
            case .number: self == .number
            case .code, .icd10, .oneOf: self == .code
            default: false
            }
        }
    }

    private func field(_ map: SettingMap, _ table: Table, of kinds: [FieldKind]) -> String? {
        let fitting = table.fields.filter { field in kinds.contains { $0.fits(field.kind) } }.map(\.name)
        guard let name = map.text("field"), fitting.contains(name) else {
            problems.add("\"field\" must be one of: \(fitting.joined(separator: ", "))", at: map["field"] ?? map.setting)
            return nil
        }
        return name
    }

    // MARK: Conditions

    /// A condition, or the name of one of the catalogue's filters.
    private func condition(_ setting: Setting) -> Condition? {
        guard let text = setting.text else {
            problems.add("expected a condition, or the name of a filter", at: setting)
            return nil
        }
        if let named = filters[text] { return named }
        do throws(ConditionParser.Failure) {
            let condition = try Condition(text.replacing("{group}", with: group))
            for name in condition.lists.sorted() where list(name, setting) == nil { return nil }
            return condition
        } catch {
            problems.add(error.message, at: setting)
            return nil
        }
    }

    private func check(_ condition: Condition, _ table: Table, _ setting: Setting) {
        for field in condition.fields.sorted() where table.field(field) == nil {
            let known = table.fields.dropFirst().map(\.name).joined(separator: ", ")
            problems.add("\(table.rawValue) has no field \"\(field)\"; it has: \(known)", at: setting)
        }
        for case .codesOnly(let field) in condition.tests(of: table) {
            problems.add("the field \"\(field)\" holds numbers: compare it, or test that it is given", at: setting)
        }
    }

    // MARK: Code lists

    private func listName(_ key: String, _ map: SettingMap) -> String? {
        guard let name = map.text(key)?.replacing("{group}", with: group) else { return nil }
        return list(name, map.setting) == nil ? nil : name
    }

    /// A list by its name, or by its name and group; a problem where there is none.
    private func list(_ name: String, _ setting: Setting) -> CodeList? {
        if let list = lists[name] { return list }
        let stem = CodeLists.stem(name)
        if let list = lists[stem] {
            problems.add(
                "the code list \"\(stem)\" has no group \"\(name.dropFirst(stem.count + 1))\"; it has: "
                    + list.groups.joined(separator: ", "), at: setting)
        } else {
            problems.add(
                "there is no code list \"\(stem)\"; there are: \(lists.names.joined(separator: ", "))", at: setting)
        }
        return nil
    }
}

/// What a condition does that its table cannot answer.
private enum ConditionMisuse {
    case codesOnly(String)
}

extension Condition {
    fileprivate func tests(of table: Table) -> [ConditionMisuse] {
        switch self {
        case .all(let parts), .any(let parts): return parts.flatMap { $0.tests(of: table) }
        case .not(let part): return part.tests(of: table)
        case .isIn(let field, _), .isInList(let field, _), .startsWith(let field, _):
            return table.field(field)?.kind == .number ? [.codesOnly(field)] : []
        case .compares, .isMissing: return []
        }
    }
}
