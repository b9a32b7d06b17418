import Configuration
import Records

/// The features of the registration.
struct PersonProgram: Sendable {
    struct Item: Sendable {
        enum Value: Sendable {
            case age
            /// By id of the field's value; NaN is missing.
            case number(IDColumn, [Double])
            case test(PersonTest)
        }

        let column: Int
        let value: Value
        let below: Double?
        let above: Double?
        let fallback: Double
    }

    var items: [Item] = []
    let births: PackedArray<PackedDay>
    let indexDay: Day

    @inline(__always)
    func evaluate(_ person: Int, _ values: UnsafeMutableBufferPointer<Double>) {
        let age = Double(births[person].day.age(on: indexDay))
        for item in items {
            var value: Double
            switch item.value {
            case .age: value = age
            case .number(let ids, let numbers):
                value = numbers[ids[person]]
                if value.isNaN { value = item.fallback }
            case .test(let test): value = test.holds(person) ? 1 : 0
            }
            if let knot = item.below { value = max(0, knot - value) }
            if let knot = item.above { value = max(0, value - knot) }
            values[item.column] = value
        }
    }
}

/// A condition on the registration.
indirect enum PersonTest: Sendable {
    case codes(IDColumn, accepted: [Bool])
    case all([PersonTest])
    case any([PersonTest])
    case not(PersonTest)
    case constant(Bool)

    init(_ condition: Condition, _ persons: Persons, _ lists: CodeLists) {
        func codes(_ field: String, _ accepts: (String) -> Bool) -> PersonTest {
            guard case .codes(let ids, let dictionary)? = persons.column(field) else { return .constant(false) }
            return .codes(ids, accepted: dictionary.map(accepts))
        }
        switch condition {
        case .all(let parts): self = .all(parts.map { PersonTest($0, persons, lists) })
        case .any(let parts): self = .any(parts.map { PersonTest($0, persons, lists) })
        case .not(let part): self = .not(PersonTest(part, persons, lists))
        case .isIn(let field, let values): self = codes(field) { values.contains($0) }
        case .isInList(let field, let name):
            let list = lists[name]
            self = codes(field) { list?.contains($0) == true }
        case .startsWith(let field, let prefixes):
            self = codes(field) { code in prefixes.contains { code.hasPrefix($0) } }
        case .isMissing(let field): self = codes(field) { $0.isEmpty }
        case .compares(let field, let comparison, let value): self = codes(field) { comparison.holds(code: $0, value) }
        }
    }

    func holds(_ person: Int) -> Bool {
        switch self {
        case .codes(let ids, let accepted): accepted[ids[person]]
        case .all(let parts): parts.allSatisfy { $0.holds(person) }
        case .any(let parts): parts.contains { $0.holds(person) }
        case .not(let part): !part.holds(person)
        case .constant(let holds): holds
        }
    }
}
