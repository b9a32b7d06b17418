import Records

/// Codes or numbers, over one dictionary for all workers and files.
struct NumberFilling: ColumnFilling {
    let name: String
    private let dictionary: CommonDictionary
    private let isDecimal: Bool
    private let rows: Int
    /// Bytes that hold the dictionary's largest number.
    private let width: Int
    private let room: ColumnRoom<UInt8>

    init(_ name: String, _ flat: FlatColumns, rows: Int, isDecimal: Bool) {
        self.name = name
        self.rows = rows
        self.isDecimal = isDecimal
        dictionary = CommonDictionary(name, flat)
        width = IDColumn.width(largest: UInt32(dictionary.entries.count - 1))
        room = ColumnRoom(rows * width)
    }

    func fill(_ chunk: Int, _ flat: FlatColumns, _ moves: UnsafeBufferPointer<TableAssembly.Move>) {
        switch width {
        case 1: fill(chunk, flat, moves, UInt8.self)
        case 2: fill(chunk, flat, moves, UInt16.self)
        default: fill(chunk, flat, moves, UInt32.self)
        }
    }

    private func fill<Number: FixedWidthInteger>(
        _ chunk: Int, _ flat: FlatColumns, _ moves: UnsafeBufferPointer<TableAssembly.Move>, _: Number.Type
    ) {
        let place = flat.chunks[chunk]
        room.elements.withMemoryRebound(to: Number.self) { target in
            guard case .ids(let ids) = flat.values(name, place), let numbers = dictionary.numbers(of: place, flat)
            else {
                for move in moves { target[Int(move.to)] = 0 }
                return
            }
            numbers.withUnsafeBufferPointer { numbers in
                ids.withReader { id in
                    for move in moves {
                        target[Int(move.to)] = Number(truncatingIfNeeded: numbers[id(Int(move.from))])
                    }
                }
            }
        }
    }

    func column() -> Column {
        let ids = IDColumn(room.packed(), width: width, count: rows)
        return isDecimal
            ? .numbers(ids, values: dictionary.entries.numbers) : .codes(ids, dictionary: dictionary.entries.strings)
    }
}

extension ByteDictionary {
    /// The entries read as the 8 bytes of a double; the missing value is NaN.
    fileprivate var numbers: [Double] {
        (0..<count).map { id in
            let bytes = bytes(id)
            guard bytes.count == 8 else { return .nan }
            return Double(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
        }
    }
}
