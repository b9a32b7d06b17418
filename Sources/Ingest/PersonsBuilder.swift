import Accounts
import Records

/// Makes the persons from the checked rows of their files: one registration each, in bytewise order of the ids.
struct PersonsBuilder {
    let facts: SourceFacts
    /// Everybody who is registered, those included whose row could not be taken.
    let personIDs: PersonIDs
    private let ids: RawIDs

    struct Built {
        let persons: Persons
        let fates: RowFates
    }

    init(facts: SourceFacts, _ flat: FlatColumns) {
        self.facts = facts
        ids = RawIDs(flat)
        personIDs = ids.sortedIDs()
    }

    /// - Parameter objecting: the numbers of the persons who object.
    func build(_ flat: inout FlatColumns, objecting: Set<Int>) -> Built {
        var fates = RowFates(files: max(flat.files.count, 1), places: FlatPlaces(fileStarts: flat.fileStarts))
        let rows = Registrations(&flat)
        var chosen: [Int32] = []
        var bars: [Persons.Bar] = []
        chosen.reserveCapacity(personIDs.count)
        bars.reserveCapacity(personIDs.count)
        ids.forEachGroup { group in
            let (row, bar) =
                group.count == 1
                ? chooseOnly(Int(group.first!), acceptedRows: flat.count)
                : choose(group.map(Int.init), rows, acceptedRows: flat.count, &fates)
            chosen.append(row)
            bars.append(bar)
        }
        for person in bars.indices {
            if chosen[person] >= 0, bars[person] == .none {
                fates.count(objecting.contains(person) ? .withheld : .accepted, row: Int(chosen[person]))
            }
            // An objection outweighs whatever is wrong with the registration: nothing more is told of the person.
            if objecting.contains(person) { bars[person] = .objected }
        }
        return Built(persons: persons(&flat, rows, chosen, bars), fates: fates)
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
        _ flat: inout FlatColumns, _ rows: Registrations, _ chosen: [Int32], _ bars: [Persons.Bar]
    ) -> Persons {
        func days(_ all: [PackedDay]) -> PackedArray<PackedDay> {
            PackedArray(chosen.map { $0 < 0 ? .missing : all[Int($0)] })
        }
        var columns: [String: Column] = [:]
        for field in Table.persons.fields where facts.has(field.name) {
            switch field.kind {
            case .personID, .day: continue
            default:
                let (all, dictionary) = flat.takeIDs(field.name)
                let own = chosen.map { $0 < 0 ? 0 : all[Int($0)] }
                columns[field.name] = .codes(IDColumn(own), dictionary: dictionary.strings)
            }
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

/// The ids of all registration rows, those that were refused included, ready to be sorted.
private struct RawIDs {
    private let bytes: [UInt8]
    private let starts: [UInt32]
    private let order: [UInt32]

    init(_ flat: FlatColumns) {
        var bytes: [UInt8] = []
        var starts: [UInt32] = [0]
        for file in flat.files {
            for chunk in file.chunks {
                let base = UInt32(bytes.count)
                bytes += chunk.idBytes
                for end in chunk.idEnds { starts.append(base + end) }
            }
        }
        for id in flat.files.flatMap({ $0.chunks.flatMap(\.refusedIDs) }) {
            bytes += Array(id.utf8)
            starts.append(UInt32(bytes.count))
        }
        self.bytes = bytes
        self.starts = starts
        order = Self.sorted(bytes, starts)
    }

    /// Rows by their id, bytewise; rows of one id in their order.
    private static func sorted(_ bytes: [UInt8], _ starts: [UInt32]) -> [UInt32] {
        let count = starts.count - 1
        // The first 16 bytes as big numbers decide nearly always.
        struct Key {
            let high: UInt64
            let low: UInt64
            let row: UInt32
        }
        var keys = (0..<count).map { row -> Key in
            var (high, low): (UInt64, UInt64) = (0, 0)
            for place in 0..<16 {
                let source = Int(starts[row]) + place
                let byte = source < Int(starts[row + 1]) ? UInt64(bytes[source]) : 0
                if place < 8 { high = high << 8 | byte } else { low = low << 8 | byte }
            }
            return Key(high: high, low: low, row: UInt32(row))
        }
        keys.sort { left, right in
            if left.high != right.high { return left.high < right.high }
            if left.low != right.low { return left.low < right.low }
            let (leftID, rightID) = (slice(bytes, starts, left.row), slice(bytes, starts, right.row))
            if leftID.elementsEqual(rightID) { return left.row < right.row }
            return leftID.lexicographicallyPrecedes(rightID)
        }
        return keys.map(\.row)
    }

    private static func slice(_ bytes: [UInt8], _ starts: [UInt32], _ row: UInt32) -> ArraySlice<UInt8> {
        bytes[Int(starts[Int(row)])..<Int(starts[Int(row) + 1])]
    }

    /// Gives the rows of each distinct id, in the order of the ids.
    func forEachGroup(_ body: (ArraySlice<UInt32>) -> Void) {
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, isSame(order[start], order[end]) { end += 1 }
            body(order[start..<end])
            start = end
        }
    }

    func sortedIDs() -> PersonIDs {
        var sorted: [UInt8] = []
        sorted.reserveCapacity(bytes.count)
        var sortedStarts: [UInt32] = [0]
        var previous: UInt32?
        for row in order {
            if let previous, isSame(previous, row) { continue }
            sorted += Self.slice(bytes, starts, row)
            sortedStarts.append(UInt32(sorted.count))
            previous = row
        }
        return PersonIDs(bytes: PackedArray(sorted), starts: PackedArray(sortedStarts))
    }

    private func isSame(_ left: UInt32, _ right: UInt32) -> Bool {
        Self.slice(bytes, starts, left).elementsEqual(Self.slice(bytes, starts, right))
    }
}
