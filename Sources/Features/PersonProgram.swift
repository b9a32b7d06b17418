import Records

/// The features of the registration.
struct PersonProgram: Sendable {
    struct Item: Sendable {
        enum Value: Sendable {
            case age
            /// By id of the field's value; NaN is missing.
            case number(IDColumn, [Double])
            case test(RowTest)
        }

        let column: Int
        let value: Value
        let below: Double?
        let above: Double?
        let fallback: Double
    }

    var items: [Item] = []
    let persons: Persons
    let indexDay: Day

    @inline(__always)
    func evaluate(_ person: Int, _ values: UnsafeMutableBufferPointer<Double>) {
        let age = Double(persons.births[person].day.age(on: indexDay))
        for item in items {
            var value: Double
            switch item.value {
            case .age: value = age
            case .number(let ids, let numbers):
                value = numbers[ids[person]]
                if value.isNaN { value = item.fallback }
            case .test(let test): value = test.holds(persons.row(of: person), 0) ? 1 : 0
            }
            if let knot = item.below { value = max(0, knot - value) }
            if let knot = item.above { value = max(0, value - knot) }
            values[item.column] = value
        }
    }
}
