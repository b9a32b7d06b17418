import Accounts
import CTabular
import Records

/// Makes a table of events from the checked rows of its files: drops what was sent twice or replaced, sorts by
/// person and day, and keeps the fields and rows that later stages look at.
struct TableBuilder {
    let table: Table
    let facts: SourceFacts
    let registrants: Registrants
    let retention: Retention
    let source: Source
    let threads: Int

    func build(_ flat: inout FlatColumns) -> BuiltTable {
        var fates = RowFates(files: max(flat.files.count, 1), places: FlatPlaces(fileStarts: flat.fileStarts))
        // By row: whether another row has taken its place. Empty where no row can.
        var gone: [Bool] = []
        if let versions = source.versions { markSuperseded(flat, versions.unit, &gone, &fates) }
        var spellsWithoutOrder = 0
        if source.merge != nil {
            spellsWithoutOrder = SpellMerger(registrants, keepsDuplicates: source.keepsDuplicates)
                .merge(&flat, &gone, &fates)
        }
        let sifted = RowSifter(self, flat, gone: gone).sift(&fates)
        flat.forgetRowIdentity(exceptOf: fates.losses.map(\.row))
        // What is free in the heap goes back to the system, here and when the chunks are laid out: a table's columns
        // do not come on top of what it was made from.
        anticipate_trim_heap()
        let events = TableAssembly(self, flat, sifted).assemble(&flat)
        anticipate_trim_heap()
        return BuiltTable(
            events: events, fates: fates, acceptedByPractice: sifted.byPractice, firstDay: sifted.firstDay,
            lastDay: sifted.lastDay, spellsWithoutOrder: spellsWithoutOrder)
    }

    /// Marks the rows that a later version replaces, and those of which nothing tells which holds.
    private func markSuperseded(
        _ flat: FlatColumns, _ unit: Source.Versions.Unit, _ gone: inout [Bool], _ fates: inout RowFates
    ) {
        var copy = flat
        let keys = copy.take(\.keys, missing: VersionKey(low: 0, high: 0))
        let hashes = copy.take(\.hashes, missing: 0)
        let versions = flat.versions
        var latest: [VersionKey: String] = [:]
        for (key, version) in flat.files.flatMap(\.chunks).flatMap(\.leftOutVersions) {
            latest[key] = max(latest[key] ?? "", version)
        }
        for row in 0..<flat.count {
            if let known = latest[keys[row]], known >= versions[row] { continue }
            latest[keys[row]] = versions[row]
        }
        gone = [Bool](repeating: false, count: flat.count)
        var holders: [VersionKey: [Int]] = [:]
        for row in 0..<flat.count {
            if latest[keys[row]] != versions[row] {
                gone[row] = true
                fates.lose(row, .superseded, .laterVersion)
            } else if unit == .row {
                holders[keys[row], default: []].append(row)
            }
        }
        // One key, one version, two contents: nothing tells which holds.
        for group in holders.values.filter({ $0.count > 1 }).sorted(by: { $0[0] < $1[0] })
        where Set(group.map { hashes[$0] }).count > 1 {
            for row in group {
                gone[row] = true
                fates.lose(row, .quarantined, .sameVersionTwice)
            }
        }
    }
}

extension FlatColumns {
    fileprivate var versions: [String] {
        files.flatMap(\.chunks).flatMap { chunk in
            chunk.versions.isEmpty ? Array(repeating: "", count: chunk.count) : chunk.versions
        }
    }

    /// Frees what told rows apart, and the lines of all chunks but those of rows that are to be listed.
    fileprivate mutating func forgetRowIdentity(exceptOf listed: [Int]) {
        var isListed = [Bool](repeating: false, count: chunks.count)
        for row in listed { isListed[chunk(of: row)] = true }
        for (number, place) in chunks.enumerated() {
            self[place].hashes = []
            self[place].keys = []
            self[place].versions = []
            self[place].leftOutVersions = []
            self[place].episodes = []
            if !isListed[number] { self[place].forgetLines() }
        }
    }
}
