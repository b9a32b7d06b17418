import Accounts
import Records

/// Merges episodes into spells: one row a spell, with the first admission, the last discharge and all diagnoses.
struct SpellMerger {
    /// By row of the first episode: the diagnoses of all its episodes but its own primary one.
    private(set) var secondaries: [Int: [UInt32]] = [:]
    /// Columns that merging had to take: the primary diagnoses, and the lists that the unions are of.
    private(set) var taken: [String: (ids: [UInt32], dictionary: ByteDictionary)] = [:]
    private(set) var lists: (starts: [UInt32], ids: [UInt32], dictionary: ByteDictionary)?

    private let persons: Persons

    init(_ persons: Persons) { self.persons = persons }

    private struct SpellKey: Hashable {
        let person: UInt32
        let spell: UInt32
        let provider: UInt32
    }

    mutating func merge(
        _ flat: inout FlatColumns, _ rows: inout SortableRows, _ gone: inout [UInt8], _ fates: inout RowFates,
        keepsDuplicates: Bool
    ) {
        if gone.isEmpty { gone = [UInt8](repeating: 0, count: rows.count) }
        let (spells, _) = flat.peekIDs("spell_id")
        let (providers, _) = flat.peekIDs("provider_code")
        let (primaries, primaryDictionary) = flat.takeIDs("primary_diagnosis")
        var lists = flat.takeLists("secondary_diagnoses")
        // The primary diagnoses of later episodes join the lists: give them numbers there.
        let asSecondary = (0..<primaryDictionary.count).map { lists.dictionary.intern(primaryDictionary.bytes($0)) }
        for episodes in groups(rows, spells, providers, gone) where episodes.count > 1 {
            let (kept, duplicates) = distinct(episodes, rows, keepsDuplicates)
            for row in duplicates {
                gone[row] = 1
                fates.lose(row, .duplicate, .sameBytes)
            }
            let first = kept[0]
            var diagnoses: [UInt32] = []
            for row in kept {
                let own = row == first || primaries[row] == 0 ? [] : [asSecondary[Int(primaries[row])]]
                let others = Array(lists.ids[Int(lists.starts[row])..<Int(lists.starts[row + 1])])
                for code in own + others where !diagnoses.contains(code) { diagnoses.append(code) }
                if row != first {
                    gone[row] = 1
                    fates.count(.merged, row: row)
                }
            }
            secondaries[first] = diagnoses
            if let ends = rows.ends { rows.ends![first] = kept.map { ends[$0] }.max() ?? .missing }
        }
        taken["primary_diagnosis"] = (primaries, primaryDictionary)
        self.lists = lists
    }

    /// The episodes of each spell of those whose rows are taken, earliest first.
    private func groups(
        _ rows: SortableRows, _ spells: [UInt32], _ providers: [UInt32], _ gone: [UInt8]
    ) -> [[Int]] {
        var groups: [SpellKey: [Int]] = [:]
        for row in 0..<rows.count where gone[row] == 0 && spells[row] != 0 && isTaken(rows.persons[row]) {
            let key = SpellKey(person: rows.persons[row], spell: spells[row], provider: providers[row])
            groups[key, default: []].append(row)
        }
        return groups.values
            .map { $0.sorted { (rows.days[$0], rows.hashes[$0]) < (rows.days[$1], rows.hashes[$1]) } }
            .sorted { $0[0] < $1[0] }
    }

    private func isTaken(_ person: UInt32) -> Bool {
        person != PersonIndex.nobody && persons.bar(of: Int(person)) == .none
    }

    private func distinct(
        _ episodes: [Int], _ rows: SortableRows, _ keepsDuplicates: Bool
    ) -> (kept: [Int], duplicates: [Int]) {
        if keepsDuplicates { return (episodes, []) }
        var seen = Set<UInt64>()
        var (kept, duplicates): ([Int], [Int]) = ([], [])
        for row in episodes {
            if seen.insert(rows.hashes[row]).inserted { kept.append(row) } else { duplicates.append(row) }
        }
        return (kept, duplicates)
    }
}
