import Records

/// A field's days.
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
