import Configuration
import Identity
import Records
import Tabular

extension Source {
    static let allowedKeys = [
        "table", "name", "files", "command", "extracted_on", "extracted_on_in_name", "take", "every",
        "too_old_after_days", "when_too_old", "complete_to", "optional", "may_be_empty", "delimiter", "encoding",
        "header",
        "where", "fields", "ignore", "multiline", "duplicates", "quarantine_limit", "rule_limits", "lag_days",
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
        take = map.choice("take")
        every = map.parsed("every", expected: Frequency.expected) { Frequency($0) }
        legalBasis = map.text("legal_basis")
        reviewOn = map.parsed("review_on", expected: "a date as YYYY-MM-DD") { Day($0) }
        maximumAgeInDays = map.integer("too_old_after_days", in: 0...Self.mostDaysOld)
        tooOld = map.choice("when_too_old") ?? .warn
        completeTo = map.parsed("complete_to", expected: "a date as YYYY-MM-DD") { Day($0) }
        isOptional = map.flag("optional") ?? false
        mayBeEmpty = map.flag("may_be_empty") ?? false
        delimiter = Self.delimiter(map)
        encoding = Self.encoding(map)
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
        received = Self.received(map, problems)
        merge = Self.merge(map, problems)
        versions = Self.versions(map, problems)
        gzipCap = map.integer("gzip_cap_bytes", in: 1...Self.largestGzipCap) ?? 1 << 34
        lacks = Set(map.texts("lacks"))
        checkDays(map, problems)
        checkNames(map, problems)
        checkTogether(problems)
    }

    private static let mostDaysOld = 36_600
    private static let mostLagInDays = 3_660
    private static let largestGzipCap = 1 << 50

    private static func input(_ map: SettingMap, _ problems: Problems) -> Input? {
        switch (map["files"] != nil, map["command"] != nil) {
        case (true, false) where !map.texts("files").isEmpty: return .files(map.texts("files"))
        case (false, true) where !map.texts("command").isEmpty:
            checkCommand(map, problems)
            return .command(map.texts("command"))
        default:
            problems.add("a source needs either files or a command", at: map.setting)
            return nil
        }
    }

    /// One text with blanks would be the name of a program: whoever writes it means a program and its arguments.
    private static func checkCommand(_ map: SettingMap, _ problems: Problems) {
        guard let setting = map["command"], let text = setting.text, text.contains(where: \.isWhitespace) else {
            return
        }
        problems.add(
            "\"command\" must be a list of the program and each of its arguments, such as [gunzip, -c, a.csv.gz]: no shell "
                + "takes a text apart", at: setting)
    }

    private static func extraction(_ map: SettingMap, _ problems: Problems) -> Extraction {
        if let day = map.parsed("extracted_on", expected: "a date as YYYY-MM-DD", { Day($0) }) { return .on(day) }
        let pattern = map.parsed(
            "extracted_on_in_name", expected: "a pattern with YYYY, MM and DD, such as spells_YYYYMMDD.csv"
        ) { FileNameDate($0) }
        return pattern.map { .inFileName($0) } ?? .notStated
    }

    /// What stands between columns: a comma where nothing is said.
    static func delimiter(_ map: SettingMap) -> UInt8 {
        map.parsed("delimiter", expected: "one character such as \",\", \";\", \"|\" or \"\\t\", or: tab") {
            delimiter($0)
        } ?? UInt8(ascii: ",")
    }

    static func encoding(_ map: SettingMap) -> TextEncoding {
        map.parsed("encoding", expected: "one of: \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))") {
            TextEncoding(named: $0)
        } ?? .utf8
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
            problems.add("latest_by needs key (columns) and version (a column, or extracted_on)", at: inner.setting)
            return nil
        }
        return Versions(
            key: key, version: version == "extracted_on" ? .extractionDay : .column(version),
            unit: inner.choice("unit") ?? .row, format: dateFormat(inner))
    }

    /// Reads `received_on_column`: a column, or `{ column: X, format: DD/MM/YYYY }`.
    private static func received(_ map: SettingMap, _ problems: Problems) -> Receipt? {
        guard let setting = map["received_on_column"] else { return nil }
        if let column = setting.text { return Receipt(column: column, format: nil) }
        let inner = SettingMap(setting, allowed: ["column", "format"], problems: problems)
        return inner.requiredText("column").map { Receipt(column: $0, format: dateFormat(inner)) }
    }

    static func dateFormat(_ map: SettingMap) -> DateFormat? {
        map.parsed("format", expected: DateFormat.expected) { DateFormat($0) }
    }
}
