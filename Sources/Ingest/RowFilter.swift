import Configuration
import Tabular

/// A source's `where`, tied to the columns of a file and read on the bytes as they came.
///
/// `=`, `!=` and `in` compare as text; `<` and the like as numbers where the setting is one, else as text. What is not
/// there, and a word beside a number, is neither more nor less than it.
indirect enum RowFilter: Sendable {
    case all([RowFilter])
    case any([RowFilter])
    case not(RowFilter)
    case isIn(column: Int, [[UInt8]])
    case startsWith(column: Int, [[UInt8]])
    case compares(column: Int, Condition.Comparison, text: String, number: Double?)
    case isEmpty(column: Int)

    init(_ condition: Condition, column: (String) -> Int) {
        switch condition {
        case .all(let parts): self = .all(parts.map { RowFilter($0, column: column) })
        case .any(let parts): self = .any(parts.map { RowFilter($0, column: column) })
        case .not(let part): self = .not(RowFilter(part, column: column))
        case .isIn(let field, let values): self = .isIn(column: column(field), values.map { Array($0.utf8) })
        case .startsWith(let field, let values):
            self = .startsWith(column: column(field), values.map { Array($0.utf8) })
        case .compares(let field, .equal, let value): self = .isIn(column: column(field), [Array(value.utf8)])
        case .compares(let field, .notEqual, let value):
            self = .not(.isIn(column: column(field), [Array(value.utf8)]))
        case .compares(let field, let comparison, let value):
            self = .compares(column: column(field), comparison, text: value, number: Setting.number(value))
        case .isMissing(let field): self = .isEmpty(column: column(field))
        case .isInList: self = .any([])
        }
    }

    func accepts(_ fields: RecordBatch.Fields, _ record: Int) -> Bool {
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.accepts(fields, record) }
        case .any(let parts): return parts.contains { $0.accepts(fields, record) }
        case .not(let part): return !part.accepts(fields, record)
        case .isIn(let column, let values):
            let text = fields.text(record, column).buffer
            return values.contains { text.elementsEqual($0) }
        case .startsWith(let column, let values):
            let text = fields.text(record, column).buffer
            return values.contains { text.starts(with: $0) }
        case .isEmpty(let column): return fields.text(record, column).isEmpty
        case .compares(let column, let comparison, let text, let number):
            let own = fields.text(record, column).string
            guard let number else { return !own.isEmpty && comparison.holds(own, text) }
            return Setting.number(own).map { comparison.holds($0, number) } ?? false
        }
    }
}
