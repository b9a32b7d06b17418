import Yams

/// A node of a YAML file, with its place.
public struct Setting: Sendable {
    public enum Value: Sendable {
        case scalar(String)
        case list([Setting])
        case mapping([Entry])
    }

    public struct Entry: Sendable {
        public let key: String
        public let keyLine: Int
        public let keyColumn: Int
        public let value: Setting
    }

    public let file: String
    public let line: Int
    public let column: Int
    public let value: Value
    /// True for a scalar without quotes, which may be a null.
    let isPlain: Bool

    /// Reads a file's text as `parse` does.
    ///
    /// - Throws: its one problem as all that is wrong with the file.
    public static func whole(_ text: String, file: String) throws(SettingsRefused) -> Setting {
        do {
            return try parse(text, file: file)
        } catch {
            throw SettingsRefused(problems: [error])
        }
    }

    /// Reads YAML text.
    /// - Parameter file: the name to give in messages.
    /// - Throws: `SettingProblem` with the line and column at which the text stops being YAML.
    public static func parse(_ text: String, file: String) throws(SettingProblem) -> Setting {
        let node: Node?
        let parser: Parser
        do {
            parser = try Parser(yaml: text)
            node = try parser.singleRoot()
        } catch let error as YamlError {
            throw problem(error, file: file)
        } catch {
            throw SettingProblem(file: file, line: 0, column: 0, message: "this is not YAML: \(error)")
        }
        guard let node else {
            return Setting(file: file, line: 1, column: 1, value: .mapping([]), isPlain: true)
        }
        // Nodes know their anchors as long as the parser lives.
        defer { withExtendedLifetime(parser) {} }
        return try Setting(node, file: file, depth: 0)
    }

    private static func problem(_ error: YamlError, file: String) -> SettingProblem {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SettingProblem(file: file, line: mark.line, column: mark.column, message: "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            SettingProblem(
                file: file, line: context.mark.line, column: context.mark.column,
                message: "a key stands twice: "
                    + duplicates.sorted().joined(separator: ", "))
        default:
            SettingProblem(file: file, line: 0, column: 0, message: "this is not YAML")
        }
    }

    private init(file: String, line: Int, column: Int, value: Value, isPlain: Bool) {
        self.file = file
        self.line = line
        self.column = column
        self.value = value
        self.isPlain = isPlain
    }

    private static let deepest = 32

    private init(_ node: Node, file: String, depth: Int) throws(SettingProblem) {
        self.file = file
        line = node.mark?.line ?? 1
        column = node.mark?.column ?? 1
        guard depth < Self.deepest else {
            throw SettingProblem(
                file: file, line: line, column: column,
                message: "settings are nested more than \(Self.deepest) deep")
        }
        // An alias comes as the node that it names. A few of them in one another would be followed for ever, so a
        // node that has a name for them is refused, which stands before all that use it.
        guard !node.isNamed else { throw Self.named(file: file, line: line, column: column) }
        switch node {
        case .scalar(let scalar):
            value = .scalar(scalar.string)
            isPlain = scalar.style == .plain || scalar.style == .any
        case .sequence(let sequence):
            var items: [Setting] = []
            for item in sequence { items.append(try Setting(item, file: file, depth: depth + 1)) }
            value = .list(items)
            isPlain = false
        case .mapping(let mapping):
            var entries: [Entry] = []
            for (key, item) in mapping {
                let (keyLine, keyColumn) = (key.mark?.line ?? line, key.mark?.column ?? column)
                guard !key.isNamed else { throw Self.named(file: file, line: keyLine, column: keyColumn) }
                guard let name = key.string else {
                    throw SettingProblem(
                        file: file, line: keyLine, column: keyColumn, message: "a key must be a word")
                }
                entries.append(
                    Entry(
                        key: name, keyLine: keyLine, keyColumn: keyColumn,
                        value: try Setting(item, file: file, depth: depth + 1)))
            }
            value = .mapping(entries)
            isPlain = false
        case .alias: throw Self.named(file: file, line: line, column: column)
        }
    }

    private static func named(file: String, line: Int, column: Int) -> SettingProblem {
        SettingProblem(
            file: file, line: line, column: column,
            message: "anchors and aliases (&name, *name) are not allowed: write the value out")
    }

    /// The text of a scalar; nil for a list, a mapping or a null.
    public var text: String? {
        guard case .scalar(let text) = value else { return nil }
        return isPlain && ["", "~", "null"].contains(text) ? nil : text
    }

    /// True for an empty value or `null`.
    public var isNull: Bool {
        guard case .scalar = value else { return false }
        return text == nil
    }
}

extension Node {
    /// Whether an alias can name it, or is what it was.
    fileprivate var isNamed: Bool {
        switch self {
        case .scalar(let scalar): scalar.anchor != nil
        case .sequence(let sequence): sequence.anchor != nil
        case .mapping(let mapping): mapping.anchor != nil
        case .alias: true
        }
    }
}
