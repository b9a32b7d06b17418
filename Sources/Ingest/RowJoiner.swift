import Accounts
import Records

/// Joins the rows of persons whose rows stand in several places, or of whom something is to be told row by row.
///
/// A class, so that what sorts and looks at single rows counts one reference.
final class RowJoiner {
    private let builder: TableBuilder
    private let flat: FlatColumns
    private let gone: [Bool]
    private let hasSpells: Bool
    private let chunks: [ChunkRows]

    /// What puts a chunk's rows in order, and which of them are looked at. A class, so that a loop over rows of many
    /// chunks counts one reference.
    private final class ChunkRows {
        let place: FlatColumns.ChunkPlace
        let runs: [PersonRun]
        let days: [PackedDay]
        let hashes: [UInt64]
        private let sensitive: [Bool]
        let spells: PackedNumbers?
        let spellIDs: ByteDictionary?
        let interest: RowsOfInterest

        init(_ place: FlatColumns.ChunkPlace, _ flat: FlatColumns, table: Table, _ interest: RowsOfInterest) {
            self.place = place
            self.interest = interest
            (runs, hashes, sensitive) = (flat[place].runs, flat[place].hashes, flat[place].sensitive)
            if case .days(let days) = flat.values(table.dayField!, place) { self.days = days } else { days = [] }
            if let field = SpellOrder.field(of: table), case .ids(let spells) = flat.values(field, place) {
                self.spells = spells
                spellIDs = flat.dictionary(field, place)
            } else {
                (spells, spellIDs) = (nil, nil)
            }
        }

        func isSensitive(_ row: UInt32) -> Bool { !sensitive.isEmpty && sensitive[Int(row)] }

        func spell(_ row: Int) -> ArraySlice<UInt8> {
            guard let spells, let spellIDs else { return [] }
            return spellIDs.bytes(Int(spells[row]))
        }
    }

    /// A row of a person, with what decides its place among them.
    private struct Row {
        let day: PackedDay
        let hash: UInt64
        let place: RowSifter.Place
    }

    init(_ builder: TableBuilder, _ flat: FlatColumns, gone: [Bool], _ interest: RowInterest) {
        self.builder = builder
        self.flat = flat
        self.gone = gone
        hasSpells = SpellOrder.field(of: builder.table) != nil
        chunks = flat.chunks.map { ChunkRows($0, flat, table: builder.table, interest.ofChunk($0, flat)) }
    }

    /// Decides about the rows of these persons.
    /// - Parameter counts: by person, the runs to join.
    func join(_ counts: [UInt32], _ sifted: inout RowSifter.Sifted, _ fates: inout RowFates) {
        let (runs, ends) = runsByPerson(counts)
        var start = 0
        var rows: [Row] = []
        for person in counts.indices where counts[person] > 0 {
            rows.removeAll(keepingCapacity: true)
            for run in runs[start..<Int(ends[person])] { gather(run, &rows) }
            start = Int(ends[person])
            if rows.count > 1 { rows.sort(by: precedes) }
            settle(person, rows, &sifted, &fates)
        }
    }

    /// A run: its chunk, and the first of its rows and the one after the last.
    private struct Run: BitwiseCopyable {
        let chunk: UInt32
        let first: UInt32
        let end: UInt32
    }

    /// The runs to join, person by person, those of a person in the order of the files; and where each person's end.
    private func runsByPerson(_ counts: [UInt32]) -> (runs: [Run], ends: [UInt32]) {
        var next: [UInt32] = []
        next.reserveCapacity(counts.count)
        var total: UInt32 = 0
        for count in counts {
            next.append(total)
            total += count
        }
        let runs = [Run](unsafeUninitializedCapacity: Int(total)) { runs, count in
            for chunk in chunks.indices where total > 0 {
                var start = 0
                for run in chunks[chunk].runs {
                    if run.person != PersonIndex.nobody, run.end > start, counts[Int(run.person)] > 0 {
                        runs[Int(next[Int(run.person)])] =
                            Run(chunk: UInt32(chunk), first: UInt32(start), end: UInt32(run.end))
                        next[Int(run.person)] += 1
                    }
                    start = run.end
                }
            }
            count = Int(total)
        }
        return (runs, next)
    }

    private func gather(_ run: Run, _ rows: inout [Row]) {
        let chunk = chunks[Int(run.chunk)]
        for row in Int(run.first)..<Int(run.end) where gone.isEmpty || !gone[chunk.place.firstRow + row] {
            rows.append(
                Row(
                    day: chunk.days[row], hash: chunk.hashes[row],
                    place: .init(chunk: run.chunk, row: UInt32(row))))
        }
    }

    /// By day, by spell id, and where both are equal by content.
    private func precedes(_ left: Row, _ right: Row) -> Bool {
        if left.day != right.day { return left.day < right.day }
        if hasSpells {
            let (leftSpell, rightSpell) = (spell(left), spell(right))
            if leftSpell != rightSpell { return SpellOrder.precedes(leftSpell, rightSpell) }
        }
        if left.hash != right.hash { return left.hash < right.hash }
        return (left.place.chunk, left.place.row) < (right.place.chunk, right.place.row)
    }

    private func spell(_ row: Row) -> ArraySlice<UInt8> { chunks[Int(row.place.chunk)].spell(Int(row.place.row)) }

    private func settle(
        _ person: Int, _ rows: [Row], _ sifted: inout RowSifter.Sifted, _ fates: inout RowFates
    ) {
        let bar = builder.registrants.bar(of: person)
        for (place, row) in rows.enumerated() {
            let chunk = chunks[Int(row.place.chunk)]
            let number = chunk.place.firstRow + Int(row.place.row)
            if place > 0, !builder.source.keepsDuplicates, row.day == rows[place - 1].day,
                row.hash == rows[place - 1].hash
            {
                fates.lose(number, .duplicate, .sameBytes)
            } else if bar == .objected || bar == .none && chunk.isSensitive(row.place.row) {
                fates.count(.withheld, file: chunk.place.file, rows: 1)
            } else if bar == .none {
                fates.count(.accepted, file: chunk.place.file, rows: 1)
                sifted.byPractice[builder.registrants.practice(of: person)] += 1
                sifted.note(row.day)
                guard chunk.interest.accepts(Int(row.place.row)) else { continue }
                sifted.joined.append(row.place)
                sifted.counts[person] += 1
            } else {
                fates.lose(number, .unlinked, .nobody)
            }
        }
    }

    /// Rows of nobody; of those with the same bytes, all but the first are duplicates.
    func settleUnlinked(_ fates: inout RowFates) {
        var seen = Set<UInt64>()
        for chunk in chunks {
            var start = 0
            for run in chunk.runs {
                for row in start..<run.end where run.person == PersonIndex.nobody {
                    let number = chunk.place.firstRow + row
                    guard gone.isEmpty || !gone[number] else { continue }
                    if seen.insert(chunk.hashes[row]).inserted || builder.source.keepsDuplicates {
                        fates.lose(number, .unlinked, .nobody)
                    } else {
                        fates.lose(number, .duplicate, .sameBytes)
                    }
                }
                start = run.end
            }
        }
    }
}
