import Cohorts
import Lists
import Records
import RunStore
import Tabular

/// The last good lists of held practices, filtered by what is known tonight: nobody who has died, left, moved or
/// objected since is on them, and nobody whom the programme holds out by lot.
struct HeldLists {
    let previous: PreviousRun
    let population: Population
    let unregisteredObjectors: Set<String>
    /// Practices whose registrations did not all come.
    let lackingPeople: Set<String>
    let standings: Standings
    let runDate: Day

    /// The list as it was, without those who should no longer be on it; nil where the last run has none.
    func list(_ programme: Programme, practice: String, header: ListHeader, reasons: [String]) throws -> ListDocument? {
        guard let rows = try previous.rows(programme: programme.id, practice: practice) else { return nil }
        let kept = kept(rows, of: programme, in: practice)
        // A list that an earlier version held counts its own people alone, under the rule of the night that held it.
        let then = try previous.header(programme: programme.id, practice: practice, rows)
            .flatMap { $0.isHeld && $0.heldFrom == nil ? nil : $0 }
        let (from, run) = (then?.heldFrom ?? previous.indexDate, then?.run ?? previous.reference)
        let note =
            "HELD: this is the list as at \(DateWords.words(from))\(run.map { " (run \($0))" } ?? ""), kept because "
            + "\(reasons.joined(separator: "; ")). Taken off it tonight: \(rows.count - kept.count)."
        return ListDocument(
            header: then.map { header.holding($0, from: from, kept, of: rows.count, note: note) }
                ?? header.holdingUnknown(kept.count, note: note), rows: kept)
    }

    /// Those who are on the list still; nil where the last run has none.
    func rows(_ programme: Programme, practice: String) throws -> [ListRow]? {
        try previous.rows(programme: programme.id, practice: practice).map { kept($0, of: programme, in: practice) }
    }

    private func kept(_ rows: [ListRow], of programme: Programme, in practice: String) -> [ListRow] {
        rows.filter { programme.holdOut?.holds($0.personID) != true && isStill($0.personID, in: practice) }.map { row in
            // How many are eligible in each part is not known of a held list: it is not divided.
            var row = row
            row.part = nil
            return row
        }
    }

    private func isStill(_ id: String, in practice: String) -> Bool {
        guard let person = population.persons.ids.person(withID: id) else {
            // A practice of which not everybody came cannot say that somebody has left it; nothing else names them.
            return lackingPeople.contains(practice) && !unregisteredObjectors.contains(id)
        }
        guard standings.all[person] == .scored,
            population.persons.hasDiedOrLeft(person, by: runDate) == nil,
            case .codes(let ids, let dictionary)? = population.persons.column("practice_code")
        else { return false }
        return dictionary[ids[person]] == practice
    }
}

extension ListHeader {
    /// Tonight's header of a list that is held: of the place, the sources and the night as they are, of the programme,
    /// the model and the counts as they were when the list was made.
    /// - Parameters:
    ///   - then: the last header of the list.
    ///   - from: the index date of the night that made it.
    ///   - before: so many were on it.
    fileprivate func holding(_ then: ListHeader, from: String, _ kept: [ListRow], of before: Int, note: String)
        -> ListHeader
    {
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
        header.run = run
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
        self.baseline = baseline
        if case .string(let key)? = members["pseudonym_key"] { keyFingerprint = key } else { keyFingerprint = nil }
        self.store = store
    }

    func rows(programme: String, practice: String) throws -> [ListRow]? {
        let path = try RunPath("lists/\(programme)/\(FileStem.of(practice)).csv")
        return try store.contents(of: path, in: id).flatMap(ListCSVReader.rows)
    }

    /// What stood above a list; nil where the run cannot tell.
    func header(programme: String, practice: String, _ rows: [ListRow]) throws -> ListHeader? {
        let stem = "\(programme)/\(FileStem.of(practice)).json"
        for folder in ["lists", "restricted/headers"] {
            guard let bytes = try store.contents(of: RunPath("\(folder)/\(stem)"), in: id) else { continue }
            return JSONValue(parsing: bytes).flatMap { ListHeaderJSON.header($0, of: rows) }
        }
        return nil
    }

    /// The run must be as its manifest says before anything is taken over from it.
    func requireWhole() throws { try store.requireWhole(id) }
}
