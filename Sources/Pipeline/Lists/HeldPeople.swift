import RunStore

/// `restricted/held-people.csv.gz`: people on held lists of several practices whose registrations did not come, so that
/// the next night knows still of which practice they are.
enum HeldPeople {
    static let path = "restricted/held-people.csv.gz"
    static let columns = ["person_id", "practice"]

    /// A run without such people has no file.
    static func write(_ people: [(person: String, practice: String)], into run: StagedRun) throws {
        guard !people.isEmpty else { return }
        try run.writeTable(path, header: columns, rows: people.count) { csv in
            for (person, practice) in people { try csv.row([person, practice]) }
        }
    }
}
