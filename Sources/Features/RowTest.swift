import Configuration
import Records

/// A condition tied to the columns of a table.
indirect enum RowTest: Sendable {
    /// The code's place in `accepted`, by id.
    case codes(CodeReader, accepted: [Bool])
    /// Whether any code of a list is accepted.
    case lists(CodeListReader, accepted: [Bool])
    case number(NumberReader, Condition.Comparison, Double)
    case numberIsMissing(NumberReader)
    case dayIsMissing(DayReader)
    case all([RowTest])
    case any([RowTest])
    case not(RowTest)
    case constant(Bool)

    /// - Parameter timeline: has every field of the condition.
    init(_ condition: Condition, _ timeline: Timeline, _ lists: CodeLists) {
        switch condition {
        case .all(let parts): self = .all(parts.map { RowTest($0, timeline, lists) })
        case .any(let parts): self = .any(parts.map { RowTest($0, timeline, lists) })
        case .not(let part): self = .not(RowTest(part, timeline, lists))
        case .isIn(let field, let values): self = Self.codes(field, timeline) { values.contains($0) }
        case .isInList(let field, let name):
            let list = lists[name]
            self = Self.codes(field, timeline) { list?.contains($0) == true }
        case .startsWith(let field, let prefixes):
            self = Self.codes(field, timeline) { code in prefixes.contains { code.hasPrefix($0) } }
        case .isMissing(let field):
            if let numbers = timeline.numbers(field) {
                self = .numberIsMissing(numbers)
            } else if let days = timeline.days(field) {
                self = .dayIsMissing(days)
            } else {
                self = Self.codes(field, timeline) { $0.isEmpty }
            }
        case .compares(let field, let comparison, let value):
            if let numbers = timeline.numbers(field), let number = Setting.number(value) {
                self = .number(numbers, comparison, number)
            } else {
                self = Self.codes(field, timeline) { comparison.holds(code: $0, value) }
            }
        }
    }

    private static func codes(_ field: String, _ timeline: Timeline, _ accepts: (String) -> Bool) -> RowTest {
        if let reader = timeline.codes(field) { return .codes(reader, accepted: reader.dictionary.map(accepts)) }
        if let reader = timeline.codeLists(field) { return .lists(reader, accepted: reader.dictionary.map(accepts)) }
        return .constant(false)
    }

    func holds(_ rows: Rows, _ row: Int) -> Bool {
        switch self {
        case .codes(let reader, let accepted): return accepted[reader.id(rows, row)]
        case .lists(let reader, let accepted):
            var found = false
            reader.forEachID(rows, row) { if accepted[$0] { found = true } }
            return found
        case .number(let reader, let comparison, let number): return comparison.holds(reader.value(rows, row), number)
        case .numberIsMissing(let reader): return reader.value(rows, row).isNaN
        case .dayIsMissing(let reader): return reader.day(rows, row).isMissing
        case .all(let parts): return parts.allSatisfy { $0.holds(rows, row) }
        case .any(let parts): return parts.contains { $0.holds(rows, row) }
        case .not(let part): return !part.holds(rows, row)
        case .constant(let holds): return holds
        }
    }
}

extension Condition.Comparison {
    /// A missing number (NaN) compares with nothing.
    func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right && !left.isNaN
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }

    /// Codes are compared as numbers where both are; as text otherwise. A missing code compares with nothing but `=` ''.
    func holds(code: String, _ value: String) -> Bool {
        if self == .equal { return code == value }
        if self == .notEqual { return code != value }
        guard let left = Setting.number(code), let right = Setting.number(value) else { return false }
        return holds(left, right)
    }
}
