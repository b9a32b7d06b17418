import Records
import Tabular

/// How a source feeds one canonical field.
public struct FieldMapping: Sendable {
    /// A table of a CSV file that turns one value into another.
    public struct LookupReference: Sendable, Hashable {
        public let file: String
        public let key: String
        public let value: String
        public let delimiter: UInt8
        public let encoding: TextEncoding
    }

    public let field: Field
    /// The source's columns; several are joined into one list. Empty for a constant.
    public let columns: [String]
    public let constant: String?
    public let lookup: LookupReference?
    /// Values of the source and what they stand for.
    public let valueMap: [String: String]
    /// What every value outside `valueMap` stands for; nil leaves it as it is.
    public let otherwise: String?
    /// Values that stand for none.
    public let missing: Set<String>
    public let dateFormat: DateFormat?
    /// The code system, one of `CodeSystems.all`; nil where the field has no usual one.
    public let system: String?
    /// Whether a row must have a value, beyond what the table asks.
    public let isRequired: Bool

    /// The column of the same name, as it is.
    init(canonical field: Field) {
        self.init(field: field, columns: [field.name])
    }

    init(
        field: Field, columns: [String], constant: String? = nil, lookup: LookupReference? = nil,
        valueMap: [String: String] = [:], otherwise: String? = nil, missing: Set<String> = [],
        dateFormat: DateFormat? = nil, system: String? = nil, isRequired: Bool = false
    ) {
        self.field = field
        self.columns = columns
        self.constant = constant
        self.lookup = lookup
        self.valueMap = valueMap
        self.otherwise = otherwise
        self.missing = missing
        self.dateFormat = dateFormat
        self.system = system ?? field.usualSystem
        self.isRequired = isRequired || (field.isRequired && !field.mayBeEmpty)
    }

    /// True where a row must have a value and the mapping's constant is none: a draft's question, not answered yet.
    var isBlank: Bool { isRequired && constant == "" }

    /// True where the column's bytes are the field's, with nothing between.
    var isDirect: Bool {
        columns.count == 1 && constant == nil && lookup == nil && valueMap.isEmpty && otherwise == nil
            && missing.isEmpty && dateFormat == nil
    }

    /// A text that two mappings share only where they make the same of the same bytes.
    var identity: String {
        let map = valueMap.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(field.name) \(constant ?? "") \(lookup.map { "\($0)" } ?? "") \(map) \(otherwise ?? "") "
            + "\(missing.sorted()) \(dateFormat.map { "\($0)" } ?? "")"
    }
}
