import Cohorts
import Lists
import Records
import RunStore

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
        let note =
            "HELD: this is the list as at \(previous.indexDate) (run \(previous.id)), kept because \(reasons.joined(separator: "; ")). "
            + "Taken off it tonight: \(rows.count - kept.count)."
        return ListDocument(
            header: header.holding(shown: kept.count, indexDate: previous.indexDate, note: note), rows: kept)
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
    /// The same list's header, held.
    fileprivate func holding(shown: Int, indexDate: String, note: String) -> ListHeader {
        ListHeader(
            programme: programme, place: place, indexDate: indexDate, runDate: runDate,
            isDemonstration: isDemonstration, modelName: modelName, modelVersion: modelVersion,
            counts: ListCounts(
                eligible: shown, shown: shown, leftOut: [], belowTheLine: 0, nearMisses: 0),
            sources: sources, notes: [note] + notes, isHeld: true)
    }
}

/// The published run before tonight's, as far as tonight's needs it.
struct PreviousRun: Sendable {
    let id: RunID
    let indexDate: String
    let baseline: Baseline
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
        self.baseline = baseline
        if case .string(let key)? = members["pseudonym_key"] { keyFingerprint = key } else { keyFingerprint = nil }
        self.store = store
    }

    func rows(programme: String, practice: String) throws -> [ListRow]? {
        let path = try RunPath("lists/\(programme)/\(FileStem.of(practice)).csv")
        return try store.contents(of: path, in: id).flatMap(ListCSVReader.rows)
    }

    /// The run must be as its manifest says before anything is taken over from it.
    func requireWhole() throws { try store.requireWhole(id) }
}
