import Configuration
import FeatureData
import Records

/// Reads a catalogue's YAML. Everything that is wrong is gathered, by line.
struct CatalogueReader {
    let lists: CodeLists
    let problems: Problems
    private(set) var name = ""
    private(set) var features: [FeatureDefinition] = []
    private(set) var filters: [(name: String, condition: Condition)] = []
    /// What a reason says for a group whose name is not plain words.
    private(set) var groupWords: [String: String] = [:]

    /// The group that `{group}` stands for, within an item that stands for each of a list.
    private(set) var group: String?

    /// The most columns that a matrix has.
    static let mostFeatures = 60_000

    init(lists: CodeLists, problems: Problems) {
        self.lists = lists
        self.problems = problems
    }

    /// Goes on after a catalogue: what is added may name its filters, and its features as those before.
    init(after catalogue: Catalogue, problems: Problems) {
        lists = catalogue.lists
        self.problems = problems
        name = catalogue.name
        features = catalogue.features
        filters = catalogue.filters
        groupWords = catalogue.groupWords
        names = Set(catalogue.featureNames)
    }

    /// Reads items of features alone.
    mutating func read(more items: [Setting]) {
        let families = Set(features.map(\.family))
        for item in items {
            let count = features.count
            read(item)
            for feature in features[count...] where families.contains(feature.family) {
                problems.add(
                    "the family \"\(feature.family)\" is the catalogue's; name another for a feature of your own",
                    at: item)
            }
        }
    }

    mutating func read(_ text: String, file: String) {
        let setting: Setting
        do {
            setting = try Setting.parse(text, file: file)
        } catch {
            problems.add(error)
            return
        }
        let map = SettingMap(setting, allowed: ["catalogue", "filters", "group_words", "features"], problems: problems)
        name = map.requiredText("catalogue") ?? ""
        for entry in map.pairs("filters") {
            if let condition = condition(entry.value) { filters.append((entry.key, condition)) }
        }
        let groups = Set(lists.names.flatMap { lists[$0]?.groups ?? [] })
        for entry in map.pairs("group_words") {
            if !groups.contains(entry.key) { problems.add("no code list has a group \"\(entry.key)\"", at: entry) }
            groupWords[entry.key] = entry.value.text
        }
        for item in map.items("features") { read(item) }
        if features.isEmpty, problems.isEmpty { problems.add("a catalogue needs features", at: setting) }
        if features.count > Self.mostFeatures {
            problems.add("a catalogue has at most \(Self.mostFeatures) features", at: setting)
        }
    }

    // MARK: One item, which may stand for several features

    private mutating func read(_ item: Setting) {
        let map = SettingMap(item, allowed: FeatureKind.allKeys, problems: problems)
        let before = problems.all.count
        guard case .mapping(let entries) = item.value else { return }
        for entry in entries where entry.value.isNull { problems.add("\"\(entry.key)\" has no value", at: entry) }
        guard let name = map.requiredText("name"), let kind = kind(map), problems.all.count == before else { return }
        for group in groups(map) {
            self.group = group
            read(map, kind, name: filled(name))
        }
        group = nil
    }

    private mutating func read(_ map: SettingMap, _ kind: FeatureKind, name: String) {
        let before = problems.all.count
        let family = name
        for window in windows(map) {
            let measure = measure(map, kind, window: window ?? .ever)
            guard let measure, problems.all.count == before else { return }
            var name = name
            if let window { name = name.replacing("{window}", with: Window.shortName(window.length)) }
            add(
                // The windows of an item are one family.
                FeatureDefinition(
                    name: name, measure: measure, reason: words("reason", map, window),
                    detail: words("detail", map, window),
                    family: map.text("family").map { filled($0) } ?? family),
                at: map.setting)
        }
    }

    /// A reason's template with the window and the group in their places.
    private func words(_ key: String, _ map: SettingMap, _ window: Window?) -> String {
        var words = filled(map.text(key) ?? "", inWords: true)
        if let window { words = words.replacing("{window}", with: Window.words(window.length)) }
        if ReasonTemplate(words) == nil {
            problems.add(
                "a \(key) holds {value}, {one|many} for the word after it, {window} where there is one, and {group} with "
                    + "for_each; no other braces", at: map[key] ?? map.setting)
        }
        return words
    }

    private mutating func add(_ feature: FeatureDefinition, at setting: Setting) {
        let isName = feature.name.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
        if !isName || feature.name.isEmpty {
            problems.add(
                "a feature's name has lower-case letters, digits and _ only, {window} where there is one, and {group} "
                    + "with for_each", at: setting)
        } else if !names.insert(feature.name).inserted {
            problems.add("the feature \"\(feature.name)\" stands twice", at: setting)
        } else {
            features.append(feature)
        }
    }

    private var names: Set<String> = []

    /// The groups that an item is repeated for; nil once where it is not.
    private func groups(_ map: SettingMap) -> [String?] {
        guard let name = map.text("for_each") else { return [nil] }
        guard let list = list(name, map["for_each"] ?? map.setting) else { return [] }
        if list.groups.isEmpty { problems.add("the code list \"\(name)\" has no groups", at: map["for_each"]!) }
        return list.groups
    }

    /// The text with the group in its place.
    func filled(_ text: String, inWords: Bool = false) -> String {
        guard let group else { return text }
        return text.replacing("{group}", with: inWords ? groupWords[group] ?? group.replacing("_", with: " ") : group)
    }

    /// The windows of an item; nil once where it states none.
    private func windows(_ map: SettingMap) -> [Window?] {
        let endsWhereComplete =
            map.parsed("ends", expected: "index (the usual) or complete") { ["index": false, "complete": true][$0] }
            ?? false
        let gap = gap(map)
        guard let setting = map["windows"] ?? map["window"] else {
            let isPlain = map["ends"] == nil && gap == nil
            return [isPlain ? nil : Window(length: .ever, endsWhereComplete: endsWhereComplete, gap: gap)]
        }
        if map["window"] != nil, map["windows"] != nil {
            problems.add("\"window\" and \"windows\" exclude each other", at: setting)
        }
        let items = map["windows"] == nil ? [setting] : map.items("windows")
        if items.isEmpty { problems.add("\"windows\" must be a list of windows", at: setting) }
        return items.compactMap { item in
            guard let length = item.text.flatMap(Window.length) else {
                problems.add("a window must be such as \"12 months\", \"90 days\" or \"ever\"", at: item)
                return nil
            }
            return Window(length: length, endsWhereComplete: endsWhereComplete, gap: gap)
        }
    }

    /// How long before its end a window stops looking.
    private func gap(_ map: SettingMap) -> Window.Length? {
        map.parsed("gap", expected: "a time such as \"30 days\" or \"1 month\"") { text in
            Window.length(text).flatMap { $0 == .ever ? nil : $0 }
        }
    }

    // MARK: Conditions

    /// A condition, or the name of one of the catalogue's filters; or a list of them, which must all hold.
    /// - Parameter check: is given each with its place.
    func condition(_ setting: Setting, check: (Condition, Setting) -> Void = { _, _ in }) -> Condition? {
        var items = [setting]
        if case .list(let listed) = setting.value, !listed.isEmpty { items = listed }
        var parts: [Condition] = []
        for item in items {
            guard let part = singleCondition(item) else { continue }
            check(part, item)
            parts.append(part)
        }
        return parts.count < items.count ? nil : parts.count == 1 ? parts[0] : .all(parts)
    }

    private func singleCondition(_ setting: Setting) -> Condition? {
        guard let text = setting.text else {
            problems.add("expected a condition, or the name of a filter", at: setting)
            return nil
        }
        if let named = filters.first(where: { $0.name == text }) { return named.condition }
        do throws(ConditionParser.Failure) {
            let condition = try Condition(filled(text))
            for name in condition.lists.sorted() where list(name, setting) == nil { return nil }
            return condition
        } catch {
            let names = filters.isEmpty ? "" : "; or name a filter: " + filters.map(\.name).joined(separator: ", ")
            problems.add(error.message + names, at: setting)
            return nil
        }
    }

    /// Tells what the rows of a table cannot answer.
    func check(_ condition: Condition, _ table: Table, fields: [Field], at setting: Setting) {
        for fault in condition.faults(table: table, fields: fields, lists: lists) { problems.add(fault, at: setting) }
    }

    /// A list of one code system has nothing in common with a field of another.
    func check(_ name: String, _ field: Field, at setting: Setting) {
        if let fault = lists.fault(of: name, against: field) { problems.add(fault, at: setting) }
    }

    // MARK: Code lists

    func listNamed(_ key: String, _ map: SettingMap) -> (name: String, list: CodeList)? {
        guard let name = map.text(key).map({ filled($0) }), let list = list(name, map[key]!) else { return nil }
        return (name, list)
    }

    /// A list by its name, or by its name and group; a problem where there is none.
    private func list(_ name: String, _ setting: Setting) -> CodeList? {
        if let fault = lists.fault(of: name) { problems.add(fault, at: setting) }
        return lists[name]
    }
}

extension Problems {
    fileprivate func add(_ message: String, at entry: Setting.Entry) {
        add(
            SettingProblem(
                file: entry.value.file, line: entry.keyLine, column: entry.keyColumn, message: message))
    }
}
