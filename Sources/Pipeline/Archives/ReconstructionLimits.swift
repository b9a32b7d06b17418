import Records

/// What extracts of today cannot tell of how things stood on an index date of the past.
struct ReconstructionLimits {
    let sentences: [String]

    init(_ population: Population, rows: DesignRows) {
        var sentences = [
            "Registration facts without dates (practice, area deprivation, care home, ethnicity) are those of the "
                + "extracts, not those of the index date."
        ]
        sentences += Self.survivors(population.persons, rows)
        let timelines = Table.eventTables.compactMap { table in
            population.facts(of: table).map { (table.rawValue, $0) }
        }
        let undated = timelines.filter { $0.1.arrival == .sameDay }.map(\.0).sorted()
        if !undated.isEmpty {
            sentences.append(
                "Rows count as known on the day of their event, since these sources state neither a lag nor when a row "
                    + "was received: \(undated.joined(separator: ", ")). What arrived later is seen too early.")
        }
        self.sentences = sentences
    }

    /// Whether the people who died or left since are still there.
    private static func survivors(_ persons: Persons, _ rows: DesignRows) -> [String] {
        guard let day = rows.lastDay else { return [] }
        let first = PackedDay(clamping: day)
        let died = (0..<persons.count).contains { !persons.deaths[$0].isMissing && persons.deaths[$0] >= first }
        let left = (0..<persons.count).contains { !persons.departures[$0].isMissing && persons.departures[$0] >= first }
        var sentences: [String] = []
        if !died {
            sentences.append(
                "The extract of persons holds nobody who died after the index date: those who did are missing, and the "
                    + "rates are too low.")
        }
        if !left {
            sentences.append(
                "The extract of persons holds nobody who left after the index date: those who did are missing.")
        }
        return sentences
    }
}
