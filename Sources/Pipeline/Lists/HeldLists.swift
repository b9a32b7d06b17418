import Cohorts
import Lists
import Records
import RunStore
import Tabular

/// The last good lists, filtered by what is known tonight: nobody who has died, left, moved or objected since is on them,
/// and nobody whom the programme holds out by lot.
struct HeldLists {
    let previous: PreviousRun
    let persons: Persons
    let places: PersonPlaces
    let unregisteredObjectors: Set<String>
    /// Practices whose registrations did not all come.
    let lackingPeople: Set<String>
    /// People of those practices who did not come, where lists of several practices are held, each with their practice.
    let missing: [String: String]
    let standings: Standings
    let runDate: Day

    /// The list as it was, without those who should no longer be on it; nil where the last run has none.
    /// - Parameter key: of the list's place.
    func list(_ programme: Programme, _ key: String, header: ListHeader, reasons: [String]) throws -> ListDocument? {
        guard let rows = try previous.rows(programme: programme.id, key) else { return nil }
        let kept = kept(rows, of: programme, in: key)
        // A list that an earlier version held counts its own people alone, under the rule of the night that held it.
        let then = try previous.header(programme: programme.id, key, rows)
            .flatMap { $0.isHeld && $0.heldFrom == nil ? nil : $0 }
        let (from, run) = (then?.heldFrom ?? previous.indexDate, then.map(\.madeBy) ?? previous.reference)
        let note =
            "HELD: this is the list as at \(DateWords.words(from))\(run.map { " (run \($0))" } ?? ""), kept because "
            + "\(reasons.joined(separator: "; ")). Taken off it tonight: \(rows.count - kept.count)."
        return ListDocument(
            header: then.map { header.holding($0, from: from, by: run, kept, of: rows.count, note: note) }
                ?? header.holdingUnknown(kept.count, note: note), rows: kept)
    }

    /// Those who are on the list still; nil where the last run has none.
    func rows(_ programme: Programme, _ key: String) throws -> [ListRow]? {
        try previous.rows(programme: programme.id, key).map { kept($0, of: programme, in: key) }
    }

    private func kept(_ rows: [ListRow], of programme: Programme, in key: String) -> [ListRow] {
        rows.filter { row in
            programme.holdOut?.holds(row.personID) != true && isStill(row.personID, programme.split, key)
        }.map { row in
            // How many are eligible in each part is not known of a held list: it is not divided.
            var row = row
            row.part = nil
            return row
        }
    }

    private func isStill(_ id: String, _ split: ListSplit, _ key: String) -> Bool {
        guard let person = persons.ids.person(withID: id) else {
            // A practice of which not everybody came cannot say that somebody has left it; nothing else names them.
            let mayHaveStayed = split == .practice ? lackingPeople.contains(key) : missing[id] != nil
            return mayHaveStayed && !unregisteredObjectors.contains(id)
        }
        guard standings.all[person] == .scored, persons.hasDiedOrLeft(person, by: runDate) == nil else { return false }
        return switch split {
        case .practice: places.practice(of: person) == key
        case .neighbourhood: places.team(of: person) == key
        // In whose hospital somebody lies is no fact of registration: the list is that of its own day.
        case .provider: true
        }
    }
}

extension ListHeader {
    /// Tonight's header of a list that is held: of the place, the sources and the night as they are, of the programme,
    /// the model and the counts as they were when the list was made.
    /// - Parameters:
    ///   - then: the last header of the list.
    ///   - from: the index date of the night that made it.
    ///   - maker: what that run is called.
    ///   - before: so many were on it.
    fileprivate func holding(
        _ then: ListHeader, from: String, by maker: String?, _ kept: [ListRow], of before: Int, note: String
    ) -> ListHeader {
        let counts = ListCounts(
            eligible: then.counts.eligible, shown: kept.count,
            leftOut: then.counts.leftOut.adding(before - kept.count, why: "taken off since the list was made"),
            belowTheLine: then.counts.belowTheLine, nearMisses: then.counts.nearMisses)
        var header = ListHeader(
            programme: then.programme, place: place, indexDate: indexDate, runDate: runDate,
            isDemonstration: isDemonstration, modelName: then.modelName, modelVersion: then.modelVersion,
            counts: counts, sources: sources, notes: [note] + notes, notScored: notScored, isHeld: true)
        header.expectation = then.expectation.flatMap { ListExpectation(kept, evaluation: $0.evaluation) }
        header.heldFrom = from
        header.heldFromRun = maker
        header.run = run
        header.issue = then.issue
        return header
    }

    /// Where nobody knows how the list came about: its people, and nothing of tonight's.
    fileprivate func holdingUnknown(_ shown: Int, note: String) -> ListHeader {
        var header = ListHeader(
            programme: ListProgramme(
                id: programme.id, title: programme.title, rule: "by a rule of its own night that is no longer known",
                riskOf: programme.riskOf, scale: programme.scale), place: place, indexDate: indexDate,
            runDate: runDate, isDemonstration: isDemonstration, modelName: "not known", modelVersion: "not known",
            counts: ListCounts(eligible: shown, shown: shown, leftOut: [], belowTheLine: 0, nearMisses: 0),
            sources: sources, notes: [note] + notes, notScored: notScored, isHeld: true)
        header.run = run
        return header
    }
}

extension [ListCounts.LeftOut] {
    /// So many more for a reason.
    fileprivate func adding(_ people: Int, why: String) -> [ListCounts.LeftOut] {
        let before = first { $0.why == why }?.people ?? 0
        guard before + people > 0 else { return self }
        return filter { $0.why != why } + [.init(why: why, people: before + people)]
    }
}

/// The published run before tonight's, as far as tonight's needs it.
struct PreviousRun: Sendable {
    let id: RunID
    let indexDate: String
    let baseline: Baseline
    /// What it is called by its lists; nil where an earlier version made it.
    let reference: String?
    /// By practice: the neighbourhood teams that had people of it; none in a run of an earlier version.
    let teams: [String: Set<String>]
    /// Of the key that its ids are pseudonyms under; nil where they went out as they came.
    let keyFingerprint: String?
    private let store: RunStore

    /// Nil where nothing is published, or the published run has no baseline.
    init?(_ store: RunStore) throws {
        guard let id = try store.latest(), let facts = try store.facts(of: id), case .object(let members) = facts.facts,
            let baseline = Baseline(members["baseline"]), case .string(let indexDate)? = members["index_date"]
        else { return nil }
        self.id = id
        self.indexDate = indexDate
        reference = members["reference"]?.asString
        teams = (members["teams"]?.asObject ?? [:]).mapValues { Set(($0.asArray ?? []).compactMap(\.asString)) }
        self.baseline = baseline
        if case .string(let key)? = members["pseudonym_key"] { keyFingerprint = key } else { keyFingerprint = nil }
        self.store = store
    }

    /// - Parameter key: of the list's place.
    func rows(programme: String, _ key: String) throws -> [ListRow]? {
        let path = try RunPath("lists/\(programme)/\(FileStem.of(key)).csv")
        return try store.contents(of: path, in: id).flatMap(ListCSVReader.rows)
    }

    /// What stood above a list; nil where the run cannot tell.
    func header(programme: String, _ key: String, _ rows: [ListRow]) throws -> ListHeader? {
        try headerJSON("\(programme)/\(FileStem.of(key))").flatMap { ListHeaderJSON.header($0, of: rows) }
    }

    /// - Parameter stem: of the list's files, with its programme's folder.
    private func headerJSON(_ stem: String) throws -> JSONValue? {
        for folder in ["lists", "restricted/headers"] {
            guard let bytes = try store.contents(of: RunPath("\(folder)/\(stem).json"), in: id) else { continue }
            return JSONValue(parsing: bytes)
        }
        return nil
    }

    /// The places that have a list of a programme; of a list whose header cannot be read, what its file is called.
    func lists(of programme: String, split: ListSplit) throws -> Set<String> {
        let names = try store.names(in: RunPath("lists/\(programme)"), of: id).filter { $0.hasSuffix(".csv") }
        let keys = try names.compactMap { name -> String? in
            let stem = String(name.dropLast(".csv".count))
            guard let place = try headerJSON("\(programme)/\(stem)")?["list"] else { return stem }
            return place["kind"]?.asString == split.rawValue ? place["code"]?.asString : nil
        }
        return Set(keys)
    }

    /// The practice of each of some people, of those whom the run scored, or kept on lists of several practices.
    func practices(_ isWanted: (String) -> Bool) throws -> [String: String] {
        var practices: [String: String] = [:]
        func read(_ path: String, _ columns: [String], practice: Int) throws {
            guard let bytes = try store.contents(of: RunPath(path), in: id) else { return }
            _ = try PublishedTable.read(bytes, columns: columns) { fields, record, _ -> Bool? in
                let person = PublishedTable.text(fields, record, 0)
                guard !person.isEmpty, isWanted(person) else { return true }
                practices[person] = PublishedTable.text(fields, record, practice)
                return true
            }
        }
        try read("scores.csv.gz", ["person_id", "status", "practice"], practice: 2)
        try read(HeldPeople.path, HeldPeople.columns, practice: 1)
        return practices
    }

    /// The run must be as its manifest says before anything is taken over from it.
    func requireWhole() throws { try store.requireWhole(id) }
}
