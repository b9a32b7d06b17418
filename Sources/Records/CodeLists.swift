import Configuration
import Foundation

/// The code lists of a folder, by file name; `name.group` names one group of a list.
///
/// Features and outcomes name the same lists in the same way.
public struct CodeLists: Sendable {
    private var lists: [String: CodeList] = [:]

    private static let columns = ["code", "system", "group", "value", "term"]
    /// The code systems that lists are of.
    public static let systems = ["snomed", "icd10", "bnf", "nhs-dd", "text"]

    /// Reads every list of a folder. Where there is no folder there is no list, which a catalogue need not have.
    public init(folder: String, problems: Problems) {
        guard FileManager.default.fileExists(atPath: folder) else { return }
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            problems.add(
                SettingProblem(file: "codelists", line: 0, column: 0, message: "the folder cannot be read"))
            return
        }
        for file in files.sorted() where file.hasSuffix(".csv") {
            guard let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) else {
                problems.add(
                    SettingProblem(file: "codelists/\(file)", line: 0, column: 0, message: "cannot be read as UTF-8"))
                continue
            }
            let name = String(file.dropLast(4))
            let before = problems.all.count
            let entries = Self.entries(text, file: "codelists/\(file)", problems: problems)
            if entries.isEmpty, problems.all.count == before {
                problems.add(SettingProblem(file: "codelists/\(file)", line: 0, column: 0, message: "it has no codes"))
            }
            lists[name] = CodeList(name: name, entries: entries)
        }
    }

    private static func entries(_ text: String, file: String, problems: Problems) -> [CodeList.Entry] {
        var seen = Set<[String]>()
        return CSVText.rows(text, file: file, allowed: columns, problems: problems).compactMap { row in
            func problem(_ message: String) {
                problems.add(SettingProblem(file: file, line: row.line, column: 1, message: message))
            }
            guard systems.contains(row["system"]) else {
                problem("the system must be one of: \(systems.joined(separator: ", "))")
                return nil
            }
            if let fault = fault(ofPrefix: row["code"], system: row["system"]) { problem(fault) }
            if !seen.insert([row["code"], row["system"], row["group"]]).inserted { problem("the code stands twice") }
            let value = row["value"].isEmpty ? nil : Setting.number(row["value"])
            if !row["value"].isEmpty, value == nil { problem("the value must be a number") }
            return CodeList.Entry(
                code: row["code"], system: row["system"], group: row["group"], value: value, term: row["term"])
        }
    }

    /// What is wrong with a code that stands for all that begin with it; nil of a code of another system.
    private static func fault(ofPrefix code: String, system: String) -> String? {
        guard let name = ["icd10": "an ICD-10", "bnf": "a BNF"][system] else { return nil }
        if system == "icd10", code.contains(".") { return "an ICD-10 code stands without its dot" }
        let isPlain = code.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        return isPlain && !code.isEmpty
            ? nil : "\(name) code has capital letters and digits alone; it stands for all that begin with it"
    }

    /// Reads one list that lies elsewhere; nil, with problems told, where there is none.
    public static func list(path: String, problems: Problems) -> CodeList? {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            problems.add(SettingProblem(file: file, line: 0, column: 0, message: "there is no such code list"))
            return nil
        }
        let entries = entries(text, file: file, problems: problems)
        if entries.isEmpty {
            problems.add(SettingProblem(file: file, line: 0, column: 0, message: "it has no codes"))
        }
        return CodeList(name: file, entries: entries)
    }

    private static func stem(_ name: String) -> String { String(name.prefix { $0 != "." }) }

    /// The list, or one group of it; nil where there is none.
    public subscript(name: String) -> CodeList? {
        guard let list = lists[Self.stem(name)] else { return nil }
        guard let dot = name.firstIndex(of: ".") else { return list }
        let group = String(name[name.index(after: dot)...])
        return list.groups.contains(group) ? list.only(group: group) : nil
    }

    public var names: [String] { lists.keys.sorted() }

    /// What is wrong with the name of a list, or of a list and its group, in a sentence; nil where there is one.
    public func fault(of name: String) -> String? {
        guard self[name] == nil else { return nil }
        let stem = Self.stem(name)
        guard let list = lists[stem] else {
            let others = names.isEmpty ? "there are none" : "there are: \(names.joined(separator: ", "))"
            return "there is no code list \"\(stem)\"; \(others)"
        }
        return "the code list \"\(stem)\" has no group \"\(name.dropFirst(stem.count + 1))\"; it has: "
            + list.groups.joined(separator: ", ")
    }

    /// What a list has that a field's values cannot be, in a sentence; nil where they can be held against each other.
    public func fault(of name: String, against field: Field) -> String? {
        guard let systems = self[name]?.systems, let wanted = field.listSystems, systems.isDisjoint(with: wanted)
        else { return nil }
        return "the code list \"\(name)\" is of \(systems.sorted().joined(separator: ", ")) codes, and the field "
            + "\"\(field.name)\" of \(wanted[0]) codes"
    }
}

extension Field {
    /// The systems of code lists that can hold the field's values, the usual one first; nil where any may. A mapping
    /// may feed a field of codes with words of its own, which stand in lists as `text`.
    fileprivate var listSystems: [String]? {
        switch kind {
        case .icd10, .icd10List: ["icd10"]
        case .oneOf: ["nhs-dd", "text"]
        default: usualSystem.map { [$0, "text"] }
        }
    }
}
