import Configuration
import Identity
import Records
import Tabular

extension Source {
    static let allowedKeys = [
        "table", "name", "files", "command", "extracted_on", "extracted_on_in_name", "every", "too_old_after_days",
        "when_too_old", "complete_to", "optional", "may_be_empty", "delimiter", "encoding", "header", "where",
        "fields", "ignore", "multiline", "duplicates", "quarantine_limit", "rule_limits", "lag_days",
        "received_on_column", "merge", "latest_by", "gzip_cap_bytes", "lacks", "ready", "person_id", "legal_basis",
        "review_on",
    ]

    /// Reads one item of `sources:`. Nil, with problems told, where it cannot stand.
    public init?(_ setting: Setting, problems: Problems) {
        let map = SettingMap(setting, allowed: Self.allowedKeys, problems: problems)
        guard let tableName = map.requiredText("table") else { return nil }
        guard let table = Table(rawValue: tableName) else {
            let known = Table.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add("unknown table \"\(tableName)\"; the canonical tables are: \(known)", at: setting)
            return nil
        }
        self.setting = setting
        self.table = table
        name = map.text("name") ?? tableName
        idKind = map.choice("person_id")
        guard let input = Self.input(map, problems) else { return nil }
        self.input = input
        extraction = Self.extraction(map, problems)
        every = map.text("every")
        legalBasis = map.text("legal_basis")
        reviewOn = map.parsed("review_on", expected: "a date as YYYY-MM-DD") { Day($0) }
        maximumAgeInDays = map.integer("too_old_after_days", in: 0...Self.mostDaysOld)
        tooOld = map.choice("when_too_old") ?? .warn
        completeTo = map.parsed("complete_to", expected: "a date as YYYY-MM-DD") { Day($0) }
        isOptional = map.flag("optional") ?? false
        mayBeEmpty = map.flag("may_be_empty") ?? false
        delimiter =
            map.parsed("delimiter", expected: "one character such as \",\", \";\", \"|\" or \"\\t\", or: tab") {
                Self.delimiter($0)
            } ?? UInt8(ascii: ",")
        encoding = map.choice("encoding") ?? .utf8
        columns = Self.columns(map, problems)
        filter = map["where"].flatMap { Self.condition($0, problems) }
        fields = Self.fields(map, table: table, problems) + Self.ready(map, table: table, problems)
        ignored = Self.ignored(map)
        multiline = map.flag("multiline") ?? false
        keepsDuplicates =
            map.parsed("duplicates", expected: "keep or drop") { ["keep": true, "drop": false][$0] } ?? false
        quarantineLimit =
            map.parsed("quarantine_limit", expected: "a share such as 0.5%") { Self.share($0) }
            ?? (table == .optOuts ? 0 : 0.005)
        ruleLimits = Self.ruleLimits(map, problems)
        lagInDays = map.integer("lag_days", in: 0...Self.mostLagInDays)
        receivedColumn = map.text("received_on_column")
        merge = Self.merge(map, problems)
        versions = Self.versions(map, problems)
        gzipCap = map.integer("gzip_cap_bytes", in: 1...Self.largestGzipCap) ?? 1 << 34
        lacks = Set(map.texts("lacks"))
        checkDays(map, problems)
        checkTogether(problems)
    }

    private static let mostDaysOld = 36_600
    private static let mostLagInDays = 3_660
    private static let largestGzipCap = 1 << 50

    /// Tells of days that could never be enforced, or never have been.
    private func checkDays(_ map: SettingMap, _ problems: Problems) {
        if let setting = map["too_old_after_days"], case .notStated = extraction {
            problems.add(
                "too_old_after_days needs extracted_on or extracted_on_in_name: nothing else tells how old the source is",
                at: setting)
        }
        if let setting = map["when_too_old"], map["too_old_after_days"] == nil {
            problems.add("when_too_old needs too_old_after_days: nothing else tells when that is", at: setting)
        }
        if let setting = map["complete_to"], let completeTo, case .on(let day) = extraction, completeTo > day {
            problems.add(
                "complete_to must not be after extracted_on: what had not happened was not extracted", at: setting)
        }
    }

    /// Tells of code lists in `lacks` that nobody knows.
    public func checkLists(_ isKnown: (String) -> Bool, problems: Problems) {
        for list in lacks.sorted() where !isKnown(list) {
            problems.add("\(name): lacks: there is no code list \"\(list)\"", at: setting)
        }
    }

    /// Tells what keeps the source from being used for real people on a day: no legal basis, or one whose review is due.
    public func checkGovernance(on day: Day, _ problems: Problems) {
        if legalBasis?.isEmpty != false {
            problems.add("\(name): legal_basis is missing: say which law lets these data be used here", at: setting)
        }
        guard let reviewOn else {
            problems.add(
                "\(name): review_on is missing: the day by which its legal basis is looked at again", at: setting)
            return
        }
        if reviewOn < day {
            problems.add(
                "\(name): its legal basis was to be reviewed by \(reviewOn), before the run date \(day)", at: setting)
        }
    }

    /// Tells where sources of one table differ in what is done with the rows of the whole table.
    public static func checkTogether(_ sources: [Source], _ problems: Problems) {
        for source in sources {
            guard let first = sources.first(where: { $0.table == source.table }) else { continue }
            let agree =
                source.versions == first.versions && (source.merge == nil) == (first.merge == nil)
                && source.keepsDuplicates == first.keepsDuplicates
            if !agree {
                problems.add(
                    "the sources of one table must agree in latest_by, merge and duplicates; \(source.name) and "
                        + "\(first.name) do not", at: source.setting)
            }
        }
    }

    private func checkTogether(_ problems: Problems) {
        if lagInDays != nil, receivedColumn != nil {
            problems.add("lag_days and received_on_column exclude each other", at: setting)
        }
        if merge != nil, table != .admissions {
            problems.add("merge: spells is for the admissions table only", at: setting)
        }
        if merge != nil, !fields.contains(where: { $0.field.name == "spell_id" }) {
            problems.add("merge: spells needs the field spell_id", at: setting)
        }
        if isOptional, table == .persons || table == .optOuts {
            problems.add("a run cannot do without \(table.rawValue): it cannot be optional", at: setting)
        }
        if idKind != nil, table == .persons || table == .practices {
            problems.add("person_id of \(table.rawValue) is the run's own: say it once, at the top", at: setting)
        }
        if versions != nil, table.dayField == nil {
            problems.add("latest_by is for tables of events; of a person the latest registration holds", at: setting)
        }
        for field in table.fields where field.isRequired && !fields.contains(where: { $0.field == field }) {
            problems.add("\(name): the required field \"\(field.name)\" is not mapped", at: setting)
        }
        for mapping in fields where mapping.isBlank {
            problems.add("\(name): the constant of \"\(mapping.field.name)\" is left to complete", at: setting)
        }
    }

    private static func input(_ map: SettingMap, _ problems: Problems) -> Input? {
        switch (map["files"] != nil, map["command"] != nil) {
        case (true, false) where !map.texts("files").isEmpty: return .files(map.texts("files"))
        case (false, true) where !map.texts("command").isEmpty: return .command(map.texts("command"))
        default:
            problems.add("a source needs either files or a command", at: map.setting)
            return nil
        }
    }

    private static func extraction(_ map: SettingMap, _ problems: Problems) -> Extraction {
        if let day = map.parsed("extracted_on", expected: "a date as YYYY-MM-DD", { Day($0) }) { return .on(day) }
        let pattern = map.parsed(
            "extracted_on_in_name", expected: "a pattern with YYYY, MM and DD, such as spells_YYYYMMDD.csv"
        ) { FileNameDate($0) }
        return pattern.map { .inFileName($0) } ?? .notStated
    }

    private static func delimiter(_ text: String) -> UInt8? {
        if text == "tab" || text == "\\t" { return 9 }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, ![0x22, 0x0A, 0x0D].contains(byte) else {
            return nil
        }
        return byte
    }

    private static func columns(_ map: SettingMap, _ problems: Problems) -> Columns {
        guard let header = map["header"] else { return .header }
        if header.text == "true" { return .header }
        if case .list = header.value { return .named(map.texts("header")) }
        problems.add("\"header\" must be true, or the list of the columns of a file without one", at: header)
        return .header
    }

    private static func condition(_ setting: Setting, _ problems: Problems) -> Condition? {
        do {
            let condition = try Condition(setting)
            for list in condition.lists.sorted() {
                problems.add("a source's where cannot use the code list \"\(list)\"; name the values", at: setting)
            }
            return condition
        } catch {
            problems.add(error)
            return nil
        }
    }

    private static func ignored(_ map: SettingMap) -> Ignored {
        let names = map.texts("ignore")
        return names == ["rest"] ? .rest : .named(names)
    }

    private static func ruleLimits(_ map: SettingMap, _ problems: Problems) -> [Rule: Double] {
        var limits: [Rule: Double] = [:]
        for entry in map.pairs("rule_limits") {
            guard let rule = Rule(rawValue: entry.key) else {
                let rules = Rule.allCases.map(\.rawValue).joined(separator: ", ")
                problems.add("unknown rule \"\(entry.key)\"; the rules are: \(rules)", at: entry.value)
                continue
            }
            guard let share = entry.value.text.flatMap(Self.share) else {
                problems.add("a limit must be a share such as 2%", at: entry.value)
                continue
            }
            limits[rule] = share
        }
        return limits
    }

    private static func share(_ text: String) -> Double? {
        let isPercent = text.hasSuffix("%")
        guard let number = Setting.number(isPercent ? String(text.dropLast()) : text) else { return nil }
        let share = isPercent ? number / 100 : number
        return (0...1).contains(share) ? share : nil
    }

    /// Reads `merge: spells`, or the same with the column that numbers a spell's episodes.
    private static func merge(_ map: SettingMap, _ problems: Problems) -> Merge? {
        guard let setting = map["merge"] else { return nil }
        if setting.text == "spells" { return Merge(order: nil) }
        guard case .mapping = setting.value else {
            problems.add(
                "\"merge\" must be spells, or { spells: true, order: the column that numbers them }", at: setting)
            return nil
        }
        let inner = SettingMap(setting, allowed: ["spells", "order"], problems: problems)
        if inner.flag("spells") != true { problems.add("\"merge\" must say spells: true", at: setting) }
        return Merge(order: inner.text("order"))
    }

    private static func versions(_ map: SettingMap, _ problems: Problems) -> Versions? {
        guard let inner = map.map("latest_by", allowed: ["key", "version", "unit", "format"]) else { return nil }
        let key = inner.texts("key")
        guard !key.isEmpty, let version = inner.requiredText("version") else {
            problems.add("latest_by needs key (columns) and version (a column)", at: inner.setting)
            return nil
        }
        return Versions(
            key: key, version: version, unit: inner.choice("unit") ?? .row,
            format: inner.parsed("format", expected: "a date format such as DD/MM/YYYY or YYYY-MM-DD hh:mm:ss") {
                DateFormat($0)
            })
    }
}
