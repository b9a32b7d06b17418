import Features
import Records

extension TrainingTableBuilder {
    /// By feature that has a stand-in for a value that is not known: the share of the rows that have the stand-in.
    func missingness(of table: TrainingTable) -> [String: Double?] {
        let catalogue = catalogue.withoutStandIns
        guard !catalogue.featureNames.isEmpty, !table.persons.isEmpty else { return [:] }
        var missing: [String: Int] = [:]
        var first = 0
        while first < table.persons.count {
            let day = table.indexDays[first]
            let end = table.indexDays[first...].firstIndex { $0 != day } ?? table.persons.count
            let plan = catalogue.plan(for: population.histories(at: day))
            FeaturePass(plan: plan, persons: Array(table.persons[first..<end])).visitRows { _, values in
                for (column, value) in zip(plan.columns, values) where value.isNaN {
                    missing[column.name, default: 0] += 1
                }
            }
            for column in plan.columns { missing[column.name, default: 0] += 0 }
            first = end
        }
        return missing.mapValues { Double($0) / Double(table.persons.count) }
    }
}

extension Catalogue {
    /// The same where nothing tells how many rows have a stand-in.
    var unknownMissingness: [String: Double?] {
        Dictionary(uniqueKeysWithValues: withoutStandIns.featureNames.map { ($0, nil) })
    }
}
