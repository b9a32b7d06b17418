import Records

/// A column of a table while chunks are laid into it, on several threads, each row at its own place.
protocol ColumnFilling: Sendable {
    /// The canonical name of its field.
    var name: String { get }

    /// Takes rows of a chunk.
    func fill(_ chunk: Int, _ flat: FlatColumns, _ moves: UnsafeBufferPointer<TableAssembly.Move>)

    /// The column, once every row has its value. Called once.
    func column() -> Column
}

/// Room for a column's values, which becomes a `PackedArray` in the end.
struct ColumnRoom<Element: BitwiseCopyable>: @unchecked Sendable {
    let elements: UnsafeMutableBufferPointer<Element>

    init(_ count: Int) { elements = .allocate(capacity: count) }

    @inline(__always)
    func put(
        _ moves: UnsafeBufferPointer<TableAssembly.Move>, _ element: (Int) -> Element
    ) {
        let target = elements.baseAddress!
        for move in moves { target[Int(move.to)] = element(Int(move.from)) }
    }

    func packed() -> PackedArray<Element> { PackedArray(owning: elements) }
}

struct DayFilling: ColumnFilling {
    let name: String
    private let room: ColumnRoom<PackedDay>

    init(_ name: String, rows: Int) {
        self.name = name
        room = ColumnRoom(rows)
    }

    func fill(_ chunk: Int, _ flat: FlatColumns, _ moves: UnsafeBufferPointer<TableAssembly.Move>) {
        guard case .days(let days) = flat.values(name, flat.chunks[chunk]) else {
            return room.put(moves) { _ in .missing }
        }
        days.withUnsafeBufferPointer { days in room.put(moves) { days[$0] } }
    }

    func column() -> Column { .days(room.packed()) }
}

/// The days on which rows were received.
struct ReceivedFilling: ColumnFilling {
    let name = "received_on"
    private let room: ColumnRoom<PackedDay>

    init(rows: Int) { room = ColumnRoom(rows) }

    func fill(_ chunk: Int, _ flat: FlatColumns, _ moves: UnsafeBufferPointer<TableAssembly.Move>) {
        let received = flat[flat.chunks[chunk]].received
        room.put(moves) { received.isEmpty ? .missing : received[$0] }
    }

    func column() -> Column { .days(room.packed()) }
}

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

/// Lists of codes. They stay with their chunks until all lengths are known.
final class ListFilling: ColumnFilling, @unchecked Sendable {
    let name: String
    private let dictionary: CommonDictionary
    private let room: ColumnRoom<TableAssembly.Move>
    /// By chunk.
    private let parts: UnsafeMutableBufferPointer<Part>

    private struct Part {
        var starts: [UInt32] = []
        var ids: [UInt32] = []
        var numbers: [UInt32] = []
    }

    init(_ name: String, _ flat: FlatColumns, rows: Int) {
        self.name = name
        dictionary = CommonDictionary(name, flat)
        room = ColumnRoom(rows)
        parts = .allocate(capacity: flat.chunks.count)
        parts.initialize(repeating: Part())
    }

    deinit {
        parts.deinitialize()
        parts.deallocate()
    }

    func fill(_ chunk: Int, _ flat: FlatColumns, _ moves: UnsafeBufferPointer<TableAssembly.Move>) {
        let place = flat.chunks[chunk]
        if case .lists(let starts, let ids) = flat.values(name, place),
            let numbers = dictionary.numbers(of: place, flat)
        {
            parts[chunk] = Part(starts: starts, ids: ids, numbers: numbers)
        }
        // Where the list of each place is to be found: its chunk, and its row there.
        room.put(moves) { TableAssembly.Move(from: UInt32(chunk), to: UInt32($0)) }
    }

    func column() -> Column {
        var starts: [UInt32] = [0]
        var items: [UInt32] = []
        starts.reserveCapacity(room.elements.count + 1)
        for place in room.elements {
            let (part, row) = (parts[Int(place.from)], Int(place.to))
            if !part.starts.isEmpty {
                for id in part.ids[Int(part.starts[row])..<Int(part.starts[row + 1])] {
                    items.append(part.numbers[Int(id)])
                }
            }
            starts.append(UInt32(items.count))
        }
        room.elements.deallocate()
        return .codeLists(starts: PackedArray(starts), IDColumn(items), dictionary: dictionary.entries.strings)
    }
}

/// One dictionary of a field for all workers and files.
struct CommonDictionary: Sendable {
    let entries: ByteDictionary
    /// By file and worker: the common number of each of the worker's.
    private let numbers: [[[UInt32]]]

    init(_ field: String, _ flat: FlatColumns) {
        var entries = ByteDictionary()
        numbers = flat.files.map { file in
            guard let place = file.place(of: field) else { return [] }
            return file.dictionaries.map { own in
                (0..<own[place].count).map { entries.intern(own[place].bytes($0)) }
            }
        }
        self.entries = entries
    }

    /// The numbers for a chunk's ids; nil where its file does not have the field.
    func numbers(of place: FlatColumns.ChunkPlace, _ flat: FlatColumns) -> [UInt32]? {
        numbers[place.file].isEmpty ? nil : numbers[place.file][flat[place].worker]
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
