/// A list of codes with one meaning, or several groups of them.
public struct CodeList: Sendable, Equatable {
    public struct Entry: Sendable, Equatable, Hashable {
        public let code: String
        /// The code system: `snomed`, `icd10`, `bnf`, `nhs-dd` or `text`.
        public let system: String
        /// Empty where the list has no groups.
        public let group: String
        /// A weight or level; nil where the list has none.
        public let value: Double?
        /// In words; empty where the list has none.
        public let term: String

        public init(code: String, system: String, group: String = "", value: Double? = nil, term: String = "") {
            self.code = code
            self.system = system
            self.group = group
            self.value = value
            self.term = term
        }

        /// ICD-10 and BNF entries are prefixes; the others are whole codes.
        public var isPrefix: Bool { system == "icd10" || system == "bnf" }

        public func matches(_ code: String) -> Bool { isPrefix ? code.hasPrefix(self.code) : code == self.code }
    }

    public let name: String
    public let entries: [Entry]

    public init(name: String, entries: [Entry]) {
        self.name = name
        self.entries = entries
    }

    /// The groups, in the order in which they first stand.
    public var groups: [String] {
        entries.reduce(into: []) { groups, entry in
            if !entry.group.isEmpty, !groups.contains(entry.group) { groups.append(entry.group) }
        }
    }

    public var systems: Set<String> { Set(entries.map(\.system)) }

    /// The part of the list that is of one group or one system.
    public func only(group: String? = nil, system: String? = nil) -> CodeList {
        CodeList(
            name: group.map { "\(name).\($0)" } ?? name,
            entries: entries.filter { (group == nil || $0.group == group) && (system == nil || $0.system == system) })
    }

    public func contains(_ code: String) -> Bool { !code.isEmpty && entries.contains { $0.matches(code) } }

    /// The value of the longest entry that a code matches.
    public func value(of code: String) -> Double? {
        code.isEmpty ? nil : entries.filter { $0.matches(code) }.max { $0.code.count < $1.code.count }?.value
    }
}
