import Tabular

/// What a mapping does to a value before it is read: missing values, lookup, value map, several columns into one.
/// Each distinct value is worked out once.
final class ValueTransform {
    enum Result {
        case text(FieldText)
        case unmatched
    }

    private let field: BoundMapping.BoundField
    /// Whether blanks around a value are no part of it: nothing would be found under them.
    private let takesBlanksOff: Bool
    private var seen = ByteDictionary()
    /// By number of the distinct value; nil where its lookup found nothing. Each can be read 16 bytes past its end.
    private var results: [UnsafeMutableBufferPointer<UInt8>?] = []
    private var joined: [UInt8] = []

    init(_ field: BoundMapping.BoundField) {
        self.field = field
        takesBlanksOff =
            switch field.field.kind {
            case .day, .dayOrMoment, .moment, .number: false
            default: true
            }
        results = [store(transformed(""))]
    }

    deinit {
        for result in results { result?.deallocate() }
    }

    func apply(_ fields: RecordBatch.Fields, _ record: Int) -> Result {
        switch field.columns.count {
        case 0: return result(0)
        case 1: return apply(fields.text(record, field.columns[0]))
        default: return join(fields, record)
        }
    }

    private func apply(_ text: FieldText) -> Result {
        let id = Int(seen.intern(text.bytes, text.count))
        if id == results.count { results.append(store(transformed(text.string))) }
        return result(id)
    }

    private func result(_ id: Int) -> Result {
        guard let bytes = results[id] else { return .unmatched }
        return .text(FieldText(bytes: UnsafePointer(bytes.baseAddress!), count: bytes.count - 16))
    }

    /// Joins the columns that have a value with `;`, each transformed by itself.
    private func join(_ fields: RecordBatch.Fields, _ record: Int) -> Result {
        joined.removeAll(keepingCapacity: true)
        for column in field.columns {
            guard case .text(let text) = apply(fields.text(record, column)), !text.isEmpty else { continue }
            if !joined.isEmpty { joined.append(UInt8(ascii: ";")) }
            joined.append(contentsOf: text.buffer)
        }
        let count = joined.count
        joined.append(contentsOf: repeatElement(0, count: 16))
        // The buffer is not touched until the next record is asked for.
        return joined.withUnsafeBufferPointer { .text(FieldText(bytes: $0.baseAddress!, count: count)) }
    }

    /// Nil where the lookup finds nothing.
    func transformed(_ text: String) -> String? {
        let mapping = field.mapping
        var value = mapping.constant ?? (takesBlanksOff ? Self.withoutBlanks(text) : text)
        if mapping.missing.contains(value) { value = "" }
        if let lookup = field.lookup, !value.isEmpty {
            guard let found = lookup[value] else { return nil }
            value = found
        }
        if let mapped = mapping.valueMap[value] { return mapped }
        return value.isEmpty ? value : mapping.otherwise ?? value
    }

    private static func withoutBlanks(_ text: String) -> String {
        let text = text.drop { $0 == " " }
        return text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? ""
    }

    private func store(_ text: String?) -> UnsafeMutableBufferPointer<UInt8>? {
        guard let text else { return nil }
        let bytes = Array(text.utf8)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count + 16)
        _ = buffer.initialize(from: bytes + [UInt8](repeating: 0, count: 16))
        return buffer
    }
}
