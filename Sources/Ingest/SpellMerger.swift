import Accounts
import Records

/// Merges episodes into spells: one row a spell, with the first admission, the last discharge and all diagnoses.
///
/// The row is that of the first episode, whose primary diagnosis is the spell's; the other episodes' rows are gone into
/// it. Episodes stand in the order of their admission dates; those of one date, which is all of them where every episode
/// repeats the spell's, in the order of the column that the source declares (numbers by value), else by discharge date,
/// the open one last, and where that is the same too, as they stand in the files. A spell whose last episode has no
/// end is open.
struct SpellMerger {
    private let registrants: Registrants
    private let keepsDuplicates: Bool

    init(_ registrants: Registrants, keepsDuplicates: Bool) {
        self.registrants = registrants
        self.keepsDuplicates = keepsDuplicates
    }

    private struct SpellKey: Hashable {
        let person: UInt32
        let spell: UInt32
        let provider: UInt32
    }

    /// What merging looks at, row by row.
    private struct Episodes {
        let persons: [UInt32]
        let days: [PackedDay]
        let ends: [PackedDay]
        let hashes: [UInt64]
        /// Episodes that are withheld, and are of no spell.
        let sensitive: [Bool]
        let spells: [UInt32]
        let providers: [UInt32]
        /// What the source numbers the episodes by; empty where it does not.
        private let numbers: [String]
        let primary: (ids: [UInt32], dictionary: ByteDictionary)
        let secondary: (starts: [UInt32], ids: [UInt32], dictionary: ByteDictionary)

        init(_ flat: FlatColumns, table: Table) {
            var copy = flat
            persons = copy.takePersons()
            days = copy.takeDays(table.dayField!)
            ends = copy.takeDays(table.endField!)
            hashes = copy.take(\.hashes, missing: 0)
            sensitive = copy.take(\.sensitive, missing: false)
            spells = copy.takeIDs("spell_id").ids
            providers = copy.takeIDs("provider_code").ids
            let isNumbered = flat.files.contains { $0.source.merge?.order != nil }
            numbers = isNumbered ? copy.episodes : []
            primary = copy.takeIDs("primary_diagnosis")
            secondary = copy.takeLists("secondary_diagnoses")
        }

        /// Where an episode stands among those of its spell.
        private struct Place {
            let row: Int
            let day, end: PackedDay
            let number: NaturalOrder?
            let file, line: Int

            func precedes(_ other: Place) -> Bool {
                if day != other.day { return day < other.day }
                if let number, let otherNumber = other.number, number != otherNumber { return number < otherNumber }
                if end != other.end { return other.end.isMissing || !end.isMissing && end < other.end }
                return (file, line, row) < (other.file, other.line, other.row)
            }
        }

        private func place(_ row: Int, _ flat: FlatColumns) -> Place {
            Place(
                row: row, day: days[row], end: ends[row],
                number: numbers.isEmpty ? nil : NaturalOrder(numbers[row]), file: flat.file(of: row),
                line: flat.line(of: row))
        }

        /// The episodes of one spell in their order.
        func ordered(_ rows: [Int], _ flat: FlatColumns) -> [Int] {
            guard rows.count > 1 else { return rows }
            return rows.map { place($0, flat) }.sorted { $0.precedes($1) }.map(\.row)
        }

        /// Whether the days of admission or the source's numbers tell which episode of a spell came first.
        func tellsFirst(of rows: [Int]) -> Bool {
            guard rows.count > 1, days[rows[0]] == days[rows[1]] else { return true }
            return !numbers.isEmpty && numbers[rows[0]] != numbers[rows[1]]
        }

        /// When a spell ended; missing where its last episode has no end.
        func end(_ rows: [Int]) -> PackedDay {
            ends[rows.last!].isMissing ? .missing : rows.map { ends[$0] }.max()!
        }

        /// All diagnoses of some episodes but the primary one of the first, each once.
        func diagnoses(_ rows: [Int]) -> [ArraySlice<UInt8>] {
            var diagnoses: [ArraySlice<UInt8>] = []
            for row in rows {
                let own =
                    row == rows[0] || primary.ids[row] == 0 ? [] : [primary.dictionary.bytes(Int(primary.ids[row]))]
                let others = secondary.ids[Int(secondary.starts[row])..<Int(secondary.starts[row + 1])]
                    .map { secondary.dictionary.bytes(Int($0)) }
                for code in own + others where !diagnoses.contains(code) { diagnoses.append(code) }
            }
            return diagnoses
        }
    }

    /// - Parameter gone: by row: whether another row has taken its place; empty where none has yet.
    /// - Returns: of how many spells nothing but the day of discharge, or the file, tells which episode came first.
    func merge(_ flat: inout FlatColumns, _ gone: inout [Bool], _ fates: inout RowFates) -> Int {
        let episodes = Episodes(flat, table: .admissions)
        if gone.isEmpty { gone = [Bool](repeating: false, count: flat.count) }
        var diagnoses: [Int: [ArraySlice<UInt8>]] = [:]
        var withoutOrder = 0
        for rows in groups(episodes, gone, flat) where rows.count > 1 {
            let (kept, duplicates) = distinct(rows, episodes)
            for row in duplicates {
                gone[row] = true
                fates.lose(row, .duplicate, .sameBytes)
            }
            for row in kept.dropFirst() {
                gone[row] = true
                fates.count(.merged, row: row)
            }
            if !episodes.tellsFirst(of: kept) { withoutOrder += 1 }
            diagnoses[kept[0]] = episodes.diagnoses(kept)
            flat.setDay("discharge_date", row: kept[0], episodes.end(kept))
        }
        flat.setLists("secondary_diagnoses", diagnoses)
        return withoutOrder
    }

    /// The episodes of each spell of those whose rows are taken, in their order.
    private func groups(_ episodes: Episodes, _ gone: [Bool], _ flat: FlatColumns) -> [[Int]] {
        var groups: [SpellKey: [Int]] = [:]
        for row in gone.indices
        where !gone[row] && !episodes.sensitive[row] && episodes.spells[row] != 0 && isTaken(episodes.persons[row]) {
            let key = SpellKey(
                person: episodes.persons[row], spell: episodes.spells[row], provider: episodes.providers[row])
            groups[key, default: []].append(row)
        }
        return groups.values
            .map { episodes.ordered($0, flat) }
            .sorted { $0[0] < $1[0] }
    }

    private func isTaken(_ person: UInt32) -> Bool {
        person != PersonIndex.nobody && registrants.bar(of: Int(person)) == .none
    }

    private func distinct(_ rows: [Int], _ episodes: Episodes) -> (kept: [Int], duplicates: [Int]) {
        if keepsDuplicates { return (rows, []) }
        var seen = Set<UInt64>()
        var (kept, duplicates): ([Int], [Int]) = ([], [])
        for row in rows {
            if seen.insert(episodes.hashes[row]).inserted { kept.append(row) } else { duplicates.append(row) }
        }
        return (kept, duplicates)
    }
}

extension FlatColumns {
    /// What numbers each row's episode.
    fileprivate var episodes: [String] {
        files.flatMap(\.chunks).flatMap { chunk in
            chunk.episodes.isEmpty ? Array(repeating: "", count: chunk.count) : chunk.episodes
        }
    }

    /// Sets a day of one row, where its file has the field.
    fileprivate mutating func setDay(_ field: String, row: Int, _ day: PackedDay) {
        let place = chunks[chunk(of: row)]
        guard let field = files[place.file].place(of: field), case .days(var days) = self[place].values[field] else {
            return
        }
        self[place].values[field] = .none
        days[row - place.firstRow] = day
        self[place].values[field] = .days(days)
    }

    /// Replaces the lists of some rows.
    fileprivate mutating func setLists(_ field: String, _ lists: [Int: [ArraySlice<UInt8>]]) {
        for (number, rows) in Dictionary(grouping: lists.keys, by: { chunk(of: $0) }).sorted(by: { $0.key < $1.key }) {
            let place = chunks[number]
            guard let field = files[place.file].place(of: field),
                case .lists(let starts, let ids) = self[place].values[field]
            else { continue }
            let replaced = Set(rows)
            var (newStarts, newIDs): ([UInt32], [UInt32]) = ([0], [])
            for row in 0..<self[place].count {
                if replaced.contains(place.firstRow + row) {
                    newIDs += lists[place.firstRow + row]!.map { intern($0, place, field) }
                } else {
                    newIDs += ids[Int(starts[row])..<Int(starts[row + 1])]
                }
                newStarts.append(UInt32(newIDs.count))
            }
            self[place].values[field] = .lists(starts: newStarts, ids: newIDs)
        }
    }

    private mutating func intern(_ code: ArraySlice<UInt8>, _ place: ChunkPlace, _ field: Int) -> UInt32 {
        files[place.file].dictionaries[self[place].worker][field].intern(code)
    }
}
