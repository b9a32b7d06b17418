import Records

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
