import Configuration
import Foundation
import Records

extension Source {
    static let allowedFieldKeys = [
        "column", "columns", "constant", "lookup", "map", "otherwise", "missing", "format", "system",
        "required",
    ]

    /// Most features that a source of persons brings: a row's fields are counted in a byte.
    private static let mostReady = 200

    /// Reads `ready:`, the columns of a source of persons that hold features which somebody else computed.
    static func ready(_ map: SettingMap, table: Table, _ problems: Problems) -> [FieldMapping] {
        guard let setting = map["ready"] else { return [] }
        let names = expanded(map.texts("ready"), setting, problems)
        if table != .persons { problems.add("only a source of persons has ready features", at: setting) }
        if Set(names).count < names.count { problems.add("\"ready\" names a column twice", at: setting) }
        if names.isEmpty || names.count > mostReady {
            problems.add("\"ready\" must be a list of 1 to \(mostReady) columns", at: setting)
        }
        return names.map { FieldMapping(field: .ready($0), columns: [$0]) }
    }

    /// Reads `fields:`. Where there is none, each canonical field is the column of its name.
    static func fields(_ map: SettingMap, table: Table, _ problems: Problems) -> [FieldMapping] {
        guard map["fields"] != nil else { return table.fields.map { FieldMapping(canonical: $0) } }
        var mappings: [FieldMapping] = []
        for entry in map.pairs("fields") {
            guard let field = table.field(entry.key) else {
                let known = table.fields.map(\.name).joined(separator: ", ")
                problems.add(
                    SettingProblem(
                        file: entry.value.file, line: entry.keyLine, column: entry.keyColumn,
                        message: "unknown field \"\(entry.key)\"; the fields of \(table.rawValue) are: \(known)"))
                continue
            }
            if let mapping = mapping(field, entry.value, problems) { mappings.append(mapping) }
        }
        // In canonical order, so that the first rule that a row breaks does not depend on the settings' order.
        let order = Dictionary(uniqueKeysWithValues: table.fields.enumerated().map { ($1.name, $0) })
        return mappings.sorted { order[$0.field.name]! < order[$1.field.name]! }
    }

    private static func mapping(_ field: Field, _ setting: Setting, _ problems: Problems) -> FieldMapping? {
        if let column = setting.text { return FieldMapping(field: field, columns: [column]) }
        if case .list(let items) = setting.value {
            return FieldMapping(field: field, columns: expanded(items.compactMap(\.text), setting, problems))
        }
        let map = SettingMap(setting, allowed: allowedFieldKeys, problems: problems)
        let columns = expanded(map.texts("column") + map.texts("columns"), setting, problems)
        let constant = map.text("constant")
        guard columns.isEmpty != (constant == nil) else {
            problems.add("a field needs either column(s) or a constant", at: setting)
            return nil
        }
        let besideConstant = ["lookup", "map", "missing", "otherwise", "format"].filter { map[$0] != nil }
        if constant != nil, let first = besideConstant.first {
            problems.add(
                "a constant is taken as it is: it has no \(besideConstant.joined(separator: ", "))",
                at: map[first] ?? setting)
        } else if let otherwise = map["otherwise"], map["map"] == nil {
            problems.add("otherwise needs map: it stands for the values that map does not name", at: otherwise)
        }
        checkCodes(of: field, map, problems)
        if columns.count > 1, field.kind != .icd10List {
            problems.add("only a list field can take several columns", at: setting)
        }
        return FieldMapping(
            field: field, columns: columns, constant: constant, lookup: lookup(map, problems),
            valueMap: valueMap(map, problems), otherwise: map.text("otherwise"), missing: Set(map.texts("missing")),
            dateFormat: dateFormat(map, field, problems), system: system(map), isRequired: map.flag("required") ?? false
        )
    }

    private static func lookup(_ map: SettingMap, _ problems: Problems) -> FieldMapping.LookupReference? {
        guard let inner = map.map("lookup", allowed: ["file", "key", "value", "delimiter", "encoding"]),
            let file = inner.requiredText("file"), let key = inner.requiredText("key"),
            let value = inner.requiredText("value")
        else { return nil }
        return FieldMapping.LookupReference(
            file: file, key: key, value: value, delimiter: delimiter(inner), encoding: encoding(inner))
    }

    private static func valueMap(_ map: SettingMap, _ problems: Problems) -> [String: String] {
        var values: [String: String] = [:]
        for entry in map.pairs("map") {
            // A null says that the value stands for none.
            guard entry.value.isNull || entry.value.text != nil else {
                problems.add("a mapped value must be a single value", at: entry.value)
                continue
            }
            values[entry.key] = entry.value.text ?? ""
        }
        return values
    }

    /// `DIAG_02..DIAG_20` stands for each column between, the digits' width kept.
    private static func expanded(_ columns: [String], _ setting: Setting, _ problems: Problems) -> [String] {
        columns.flatMap { column -> [String] in
            guard let dots = column.range(of: "..") else { return [column] }
            let (first, last) = (String(column[..<dots.lowerBound]), String(column[dots.upperBound...]))
            let digits = { (text: String) in String(text.reversed().prefix { $0.isNumber }.reversed()) }
            let (from, to) = (digits(first), digits(last))
            let (stem, otherStem) = (first.dropLast(from.count), last.dropLast(to.count))
            guard let low = Int(from), let high = Int(to), low <= high, high - low < 1000, stem == otherStem else {
                problems.add("a range of columns must be such as DIAG_02..DIAG_20", at: setting)
                return []
            }
            return (low...high).map { number in
                let text = String(number)
                return stem + String(repeating: "0", count: max(0, from.count - text.count)) + text
            }
        }
    }
}
