import Records

/// The features of the registration.
struct PersonProgram: Sendable {
    struct Item: Sendable {
        enum Value: Sendable {
            case age
            /// The same for everybody on the index date.
            case constant(Double)
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
}

/// The same without anything to count references of. A test of one field is a table of ones and zeros.
struct PersonKernel: BitwiseCopyable {
    struct Item: BitwiseCopyable {
        enum Source: UInt8 {
            case age, constant, field
        }

        let column: Int32
        let source: Source
        let constant: Double
        let view: CodeView
        /// By id of the field.
        let numbers: UnsafePointer<Double>
        let below: Double
        let above: Double
        let hasBelow: Bool
        let hasAbove: Bool
    }

    let items: UnsafePointer<Item>
    let itemCount: Int

    /// - Returns: the kernel, and the places of the items that it leaves to `PersonProgram`.
    static func make(_ program: PersonProgram, _ memory: KernelMemory) -> (PersonKernel, slow: [PersonProgram.Item]) {
        var items: [Item] = []
        var slow: [PersonProgram.Item] = []
        for item in program.items {
            var view = CodeView.none
            var numbers: [Double] = []
            var (source, constant) = (Item.Source.field, 0.0)
            switch item.value {
            case .age: source = .age
            case .constant(let value): (source, constant) = (.constant, value)
            case .number(let ids, let values):
                (view, numbers) = (ids.view, values.map { $0.isNaN ? item.fallback : $0 })
            case .test(.codes(let reader, let accepted)): (view, numbers) = (reader.view, accepted.map { $0 ? 1 : 0 })
            case .test:
                slow.append(item)
                continue
            }
            items.append(
                Item(
                    column: Int32(item.column), source: source, constant: constant, view: view,
                    numbers: memory.copy(numbers),
                    below: item.below ?? 0, above: item.above ?? 0, hasBelow: item.below != nil,
                    hasAbove: item.above != nil))
        }
        return (PersonKernel(items: UnsafePointer(memory.copy(items)), itemCount: items.count), slow)
    }

    @inline(__always)
    func evaluate(_ person: Int, age: Double, _ values: UnsafeMutablePointer<Double>) {
        for place in 0..<itemCount {
            let item = items[place]
            var value =
                switch item.source {
                case .age: age
                case .constant: item.constant
                case .field: item.numbers[item.view.id(at: person)]
                }
            if item.hasBelow { value = max(0, item.below - value) }
            if item.hasAbove { value = max(0, value - item.above) }
            values[Int(item.column)] = value
        }
    }
}
