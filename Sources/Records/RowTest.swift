import Configuration

/// What conditions can look at: a table's columns on one side of an index day, or those of the registrations.
public protocol FieldReaders {
    func codes(_ field: String) -> CodeReader?
    func codeLists(_ field: String) -> CodeListReader?
    func numbers(_ field: String) -> NumberReader?
    func days(_ field: String) -> DayReader?
}

extension Timeline: FieldReaders {}

extension Persons: FieldReaders {
    public func codes(_ field: String) -> CodeReader? {
        guard case .codes(let ids, let dictionary) = column(field) else { return nil }
        return CodeReader(ids: ids, dictionary: dictionary)
    }

    public func codeLists(_ field: String) -> CodeListReader? { nil }
    public func numbers(_ field: String) -> NumberReader? { nil }
    public func days(_ field: String) -> DayReader? { nil }

    /// A person's registration, as a row to test.
    public func row(of person: Int) -> Rows { Rows(first: person, count: 1) }
}

/// A condition tied to the columns that it looks at.
public indirect enum RowTest: Sendable {
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

    /// - Parameters:
    ///   - columns: have every field of the condition.
    ///   - lists: a code list by its name.
    public init(_ condition: Condition, in columns: some FieldReaders, lists: (String) -> CodeList? = { _ in nil }) {
        switch condition {
        case .all(let parts): self = .all(parts.map { RowTest($0, in: columns, lists: lists) })
        case .any(let parts): self = .any(parts.map { RowTest($0, in: columns, lists: lists) })
        case .not(let part): self = .not(RowTest(part, in: columns, lists: lists))
        case .isIn(let field, let values): self = Self.codes(field, columns) { values.contains($0) }
        case .isInList(let field, let name):
            let list = lists(name)
            self = Self.codes(field, columns) { list?.contains($0) == true }
        case .startsWith(let field, let prefixes):
            self = Self.codes(field, columns) { code in prefixes.contains { code.hasPrefix($0) } }
        case .isMissing(let field):
            if let numbers = columns.numbers(field) {
                self = .numberIsMissing(numbers)
            } else if let days = columns.days(field) {
                self = .dayIsMissing(days)
            } else if let lists = columns.codeLists(field) {
                self = .not(.lists(lists, accepted: lists.dictionary.map { !$0.isEmpty }))
            } else {
                self = Self.codes(field, columns) { $0.isEmpty }
            }
        case .compares(let field, let comparison, let value):
            if let numbers = columns.numbers(field), let number = Setting.number(value) {
                self = .number(numbers, comparison, number)
            } else {
                self = Self.codes(field, columns) { comparison.holds(code: $0, value) }
            }
        }
    }

    private static func codes(
        _ field: String, _ columns: some FieldReaders, _ accepts: (String) -> Bool
    ) -> RowTest {
        if let reader = columns.codes(field) { return .codes(reader, accepted: reader.dictionary.map(accepts)) }
        if let reader = columns.codeLists(field) { return .lists(reader, accepted: reader.dictionary.map(accepts)) }
        return .constant(false)
    }

    public func holds(_ rows: Rows, _ row: Int) -> Bool {
        switch self {
        case .codes(let reader, let accepted): return accepted[reader.id(rows, row)]
        case .lists(let reader, let accepted):
            var found = false
            reader.forEachID(rows, row) { if accepted[$0] { found = true } }
            return found
        case .number(let reader, let comparison, let number):
            return comparison.holds(number: reader.value(rows, row), number)
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
    fileprivate func holds(number: Double, _ value: Double) -> Bool { !number.isNaN && holds(number, value) }

    /// Codes are equal as text, and more or less as numbers where both are; a missing code is not equal to any other.
    fileprivate func holds(code: String, _ value: String) -> Bool {
        if self == .equal { return code == value }
        if self == .notEqual { return code != value }
        guard let left = Setting.number(code), let right = Setting.number(value) else { return false }
        return holds(left, right)
    }
}
