import Features
import Records

extension TrainingTableBuilder {
    /// By feature that has a stand-in for a value that is not known: the share of the rows that have the stand-in; nil of
    /// an archive, which keeps the stand-in alone.
    func standIns(of table: TrainingTable, isArchived: Bool) -> [String: Double?] {
        let catalogue = catalogue.withoutStandIns
        if isArchived { return Dictionary(uniqueKeysWithValues: catalogue.featureNames.map { ($0, nil) }) }
        return missingness(of: table, by: catalogue).mapValues { $0 }
    }

    /// - Parameter catalogue: with NaN for what is not known.
    private func missingness(of table: TrainingTable, by catalogue: Catalogue) -> [String: Double] {
        guard !catalogue.featureNames.isEmpty, !table.persons.isEmpty else { return [:] }
        var missing: [String: Int] = [:]
        for days in table.indexDays.chunked(by: \.self) {
            let plan = catalogue.plan(for: population.histories(at: days[days.startIndex]))
            var counts = [Int](repeating: 0, count: plan.columns.count)
            FeaturePass(plan: plan, persons: Array(table.persons[days.indices])).visitRows { _, values in
                for column in counts.indices where values[column].isNaN { counts[column] += 1 }
            }
            for (column, count) in zip(plan.columns, counts) { missing[column.name, default: 0] += count }
        }
        return missing.mapValues { Double($0) / Double(table.persons.count) }
    }
}
