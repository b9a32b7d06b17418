import CTabular
import Dispatch
import Records

/// Lays the rows that are kept into the columns of a table: chunk by chunk, each row at once at its place by person and
/// day. A chunk is freed as soon as its rows are out of it.
struct TableAssembly {
    private let builder: TableBuilder
    private let sifted: RowSifter.Sifted
    /// Person p's rows are at `starts[p] ..< starts[p + 1]`.
    private let starts: PackedArray<UInt32>
    /// By chunk: the rows of joined persons.
    private let joined: [[Move]]
    private let columns: [any ColumnFilling]

    /// A row of a chunk, and its place in the table.
    struct Move: BitwiseCopyable {
        let from: UInt32
        let to: UInt32
    }

    init(_ builder: TableBuilder, _ flat: FlatColumns, _ sifted: RowSifter.Sifted) {
        self.builder = builder
        self.sifted = sifted
        starts = Self.starts(sifted.counts)
        joined = Self.joinedMoves(sifted, starts, chunks: flat.chunks.count)
        columns = Self.columns(builder, flat, rows: Int(starts[sifted.counts.count]))
    }

    func assemble(_ flat: inout FlatColumns) -> EventTable {
        for first in stride(from: 0, to: flat.chunks.count, by: Self.chunksAtOnce) {
            let chunks = first..<min(first + Self.chunksAtOnce, flat.chunks.count)
            fill(from: chunks, flat)
            for chunk in chunks { flat[flat.chunks[chunk]].values = [] }
        }
        var made = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.column()) })
        guard case .days(let days)? = made.removeValue(forKey: builder.table.dayField!) else {
            preconditionFailure("every table of events has its days")
        }
        return EventTable(table: builder.table, facts: builder.facts, starts: starts, days: days, columns: made)
    }

    /// Chunks that are laid out before their memory is freed.
    private static let chunksAtOnce = 64

    private static func starts(_ counts: [UInt32]) -> PackedArray<UInt32> {
        PackedArray(count: counts.count + 1) { starts in
            starts[0] = 0
            for person in counts.indices { starts[person + 1] = starts[person] + counts[person] }
        }
    }

    private static func joinedMoves(
        _ sifted: RowSifter.Sifted, _ starts: PackedArray<UInt32>, chunks: Int
    ) -> [[Move]] {
        var moves = [[Move]](repeating: [], count: chunks)
        var next = sifted.joined.startIndex
        for person in sifted.counts.indices where !sifted.isWhole(person) {
            for place in starts[person]..<starts[person + 1] {
                let from = sifted.joined[next]
                moves[Int(from.chunk)].append(Move(from: from.row, to: place))
                next += 1
            }
        }
        return moves
    }

    private static func columns(_ builder: TableBuilder, _ flat: FlatColumns, rows: Int) -> [any ColumnFilling] {
        let (table, facts) = (builder.table, builder.facts)
        var columns: [any ColumnFilling] = [DayFilling(table.dayField!, rows: rows)]
        for name in builder.retention.fields[table] ?? [] where name != table.dayField {
            guard facts.has(name), let field = table.field(name) else { continue }
            switch field.kind {
            case .personID: continue
            case .day, .dayOrMoment: columns.append(DayFilling(name, rows: rows))
            case .icd10List: columns.append(ListFilling(name, flat, rows: rows))
            case .number, .moment: columns.append(NumberFilling(name, flat, rows: rows, isDecimal: true))
            default: columns.append(NumberFilling(name, flat, rows: rows, isDecimal: false))
            }
        }
        if facts.arrival == .received { columns.append(ReceivedFilling(rows: rows)) }
        return columns
    }

    /// Lays out some chunks on all cores: no two rows have one place.
    private func fill(from chunks: Range<Int>, _ flat: FlatColumns) {
        DispatchQueue.concurrentPerform(iterations: builder.threads) { thread in
            for chunk in stride(from: chunks.lowerBound + thread, to: chunks.upperBound, by: builder.threads) {
                let moves = moves(ofChunk: chunk, flat)
                moves.withUnsafeBufferPointer { moves in
                    for column in columns { column.fill(chunk, flat, moves) }
                }
            }
        }
    }

    private func moves(ofChunk number: Int, _ flat: FlatColumns) -> [Move] {
        let chunk = flat[flat.chunks[number]]
        let interest = sifted.interest.ofChunk(flat.chunks[number], flat)
        for run in chunk.runs where run.person != PersonIndex.nobody {
            anticipate_prefetch(starts.elements.baseAddress! + Int(run.person))
        }
        let wholes = [Move](unsafeUninitializedCapacity: chunk.count) { moves, count in
            var start = 0
            for run in chunk.runs {
                let rows = start..<run.end
                start = run.end
                guard run.person != PersonIndex.nobody, sifted.isWhole(Int(run.person)) else { continue }
                var to = starts[Int(run.person)]
                for row in rows {
                    // Written in any case, and written over where the row is not looked at.
                    moves[count] = Move(from: UInt32(truncatingIfNeeded: row), to: to)
                    let step = interest.accepts(row) ? 1 : 0
                    count &+= step
                    to &+= UInt32(truncatingIfNeeded: step)
                }
            }
        }
        return joined[number].isEmpty ? wholes : wholes + joined[number]
    }
}
