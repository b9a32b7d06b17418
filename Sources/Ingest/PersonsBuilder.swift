import Accounts
import Identity
import Records

/// Makes the persons from the checked rows of their files: one registration each, in bytewise order of the ids.
struct PersonsBuilder {
    let facts: SourceFacts
    /// Everybody who is registered, those included whose row could not be taken.
    let personIDs: PersonIDs
    /// The NHS numbers of the same, where ids are pseudonyms. They go no further than to what links rows to persons.
    let numbers: PersonIDs?
    private let ids: RawIDs

    struct Built {
        let persons: Persons
        let fates: RowFates
    }

    /// - Throws: `IngestError.pseudonymsCollide`.
    init(facts: SourceFacts, _ flat: FlatColumns, key: PseudonymKey?, threads: Int) throws {
        self.facts = facts
        ids = try RawIDs(flat, key: key, threads: threads)
        personIDs = ids.sortedIDs()
        numbers = ids.sortedNumbers()
    }

    /// - Parameter objecting: the numbers of the persons who object.
    func build(_ flat: inout FlatColumns, objecting: Set<Int>) -> Built {
        var fates = RowFates(files: max(flat.files.count, 1), places: FlatPlaces(fileStarts: flat.fileStarts))
        let rows = Registrations(&flat)
        var chosen: [Int32] = []
        var bars: [Persons.Bar] = []
        // Rows that tell whose list a person is missing from, where none could be chosen.
        var agreed: [Int: Int32] = [:]
        chosen.reserveCapacity(personIDs.count)
        bars.reserveCapacity(personIDs.count)
        ids.forEachGroup { group in
            let (row, bar) =
                group.count == 1
                ? chooseOnly(Int(group.first!), acceptedRows: flat.count)
                : choose(group.map(Int.init), rows, acceptedRows: flat.count, &fates)
            if bar == .conflicting { agreed[chosen.count] = rows.agreedPractice(group.map(Int.init), flat.count) }
            chosen.append(row)
            bars.append(bar)
        }
        var objects = [Bool](repeating: false, count: bars.count)
        for person in objecting { objects[person] = true }
        for person in bars.indices {
            if chosen[person] >= 0, bars[person] == .none {
                fates.count(objects[person] ? .withheld : .accepted, row: Int(chosen[person]))
            }
            // An objection outweighs whatever is wrong with the registration: nothing more is told of the person.
            if objects[person] { bars[person] = .objected }
        }
        return Built(persons: persons(&flat, rows, chosen, agreed, bars), fates: fates)
    }

    /// The registration of a person with one row.
    private func chooseOnly(_ row: Int, acceptedRows: Int) -> (row: Int32, bar: Persons.Bar) {
        row < acceptedRows ? (Int32(row), .none) : (-1, .registrationSetAside)
    }

    /// The registration that holds among rows of one person, or why none does.
    private func choose(
        _ group: [Int], _ rows: Registrations, acceptedRows: Int, _ fates: inout RowFates
    ) -> (row: Int32, bar: Persons.Bar) {
        let accepted = group.filter { $0 < acceptedRows }.sorted()
        guard let first = accepted.first else { return (-1, .registrationSetAside) }
        var distinct: [Int] = []
        for row in accepted {
            if distinct.contains(where: { rows.hashes[$0] == rows.hashes[row] }) {
                fates.lose(row, .duplicate, .sameBytes)
            } else {
                distinct.append(row)
            }
        }
        guard distinct.count > 1 else { return (Int32(first), .none) }
        guard let latest = rows.latest(distinct) else {
            for row in distinct { fates.lose(row, .quarantined, .conflictingRegistrations) }
            return (-1, .conflicting)
        }
        for row in distinct where row != latest { fates.lose(row, .superseded, .supersededRegistration) }
        return (Int32(latest), .none)
    }

    private func persons(
        _ flat: inout FlatColumns, _ rows: Registrations, _ chosen: [Int32], _ agreed: [Int: Int32],
        _ bars: [Persons.Bar]
    ) -> Persons {
        func days(_ all: [PackedDay]) -> PackedArray<PackedDay> {
            PackedArray(chosen.map { $0 < 0 ? .missing : all[Int($0)] })
        }
        var columns: [String: Column] = [:]
        let codes = Table.persons.fields.filter { $0.kind != .personID && $0.kind != .day }.map(\.name)
        for field in codes + facts.fields.keys.filter(Field.isReady) where facts.has(field) {
            let (all, dictionary) = flat.takeIDs(field)
            var own = chosen.map { $0 < 0 ? 0 : all[Int($0)] }
            if field == "practice_code" { for (person, row) in agreed { own[person] = all[Int(row)] } }
            columns[field] = .codes(IDColumn(own), dictionary: dictionary.strings)
        }
        return Persons(
            ids: personIDs, facts: facts, columns: columns,
            lifeDays: .init(
                birth: days(rows.births), registeredFrom: days(rows.registeredFrom),
                registeredTo: days(rows.registeredTo), death: days(rows.deaths)),
            barred: PackedArray(bars.map(\.rawValue)))
    }
}

/// What decides between two registrations of one person.
private struct Registrations {
    let hashes: [UInt64]
    let births, registeredFrom, registeredTo, deaths: [PackedDay]
    private let sexes: [UInt32]
    private let practices: [UInt32]

    init(_ flat: inout FlatColumns) {
        hashes = flat.take(\.hashes, missing: 0)
        births = flat.takeDays("date_of_birth")
        registeredFrom = flat.takeDays("registered_from")
        registeredTo = flat.takeDays("registered_to")
        deaths = flat.takeDays("date_of_death")
        sexes = flat.peekIDs("sex").ids
        practices = flat.peekIDs("practice_code").ids
    }

    /// A row with the practice that all of a person's rows have, where none of them says that the person died or left;
    /// nil otherwise.
    func agreedPractice(_ rows: [Int], _ acceptedRows: Int) -> Int32? {
        let accepted = rows.filter { $0 < acceptedRows }
        guard let first = accepted.first,
            accepted.allSatisfy({
                practices[$0] == practices[first] && deaths[$0].isMissing && registeredTo[$0].isMissing
            })
        else { return nil }
        return Int32(first)
    }

    /// The one that began last, where sex and birth agree; nil where they do not, or where nothing tells.
    func latest(_ rows: [Int]) -> Int? {
        let first = rows[0]
        guard rows.allSatisfy({ sexes[$0] == sexes[first] && births[$0] == births[first] }) else { return nil }
        // A missing start sorts before every day.
        let start = rows.map { registeredFrom[$0] }.max()!
        let last = rows.filter { registeredFrom[$0] == start }
        return last.count == 1 ? last[0] : nil
    }
}
