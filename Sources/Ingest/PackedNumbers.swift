/// Small numbers, in one, two or four bytes each, as the largest of them needs.
struct PackedNumbers: Sendable {
    private enum Storage: Sendable {
        case one([UInt8])
        case two([UInt16])
        case four([UInt32])
    }

    private let storage: Storage

    init(_ numbers: [UInt32]) {
        let largest = numbers.max() ?? 0
        storage =
            if largest <= UInt8.max {
                .one(numbers.map { UInt8(truncatingIfNeeded: $0) })
            } else if largest <= UInt16.max {
                .two(numbers.map { UInt16(truncatingIfNeeded: $0) })
            } else {
                .four(numbers)
            }
    }

    /// The numbers that stand at some places, in their order.
    init(_ numbers: [UInt32], at places: RowSelection) {
        let largest = numbers.max() ?? 0
        storage =
            if largest <= UInt8.max {
                .one(places.map(numbers) { UInt8(truncatingIfNeeded: $0) })
            } else if largest <= UInt16.max {
                .two(places.map(numbers) { UInt16(truncatingIfNeeded: $0) })
            } else {
                .four(places.select(numbers))
            }
    }

    var count: Int {
        switch storage {
        case .one(let numbers): numbers.count
        case .two(let numbers): numbers.count
        case .four(let numbers): numbers.count
        }
    }

    subscript(place: Int) -> UInt32 {
        switch storage {
        case .one(let numbers): UInt32(numbers[place])
        case .two(let numbers): UInt32(numbers[place])
        case .four(let numbers): numbers[place]
        }
    }

    /// Gives a reader of the numbers to a loop over many of them; the loop is made for each width.
    @inline(__always)
    func withReader(_ loop: ((Int) -> Int) -> Void) {
        switch storage {
        case .one(let numbers): numbers.withUnsafeBufferPointer { numbers in loop { Int(numbers[$0]) } }
        case .two(let numbers): numbers.withUnsafeBufferPointer { numbers in loop { Int(numbers[$0]) } }
        case .four(let numbers): numbers.withUnsafeBufferPointer { numbers in loop { Int(numbers[$0]) } }
        }
    }
}
