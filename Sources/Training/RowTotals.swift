import FeatureData
import Glibc

/// How many rows count in a fit, and how much.
struct RowTotals: Sendable {
    /// Rows of a weight above 0, and those of them with the outcome.
    var rows = 0
    var events = 0
    /// The sums of their weights.
    var weight = 0.0
    var eventWeight = 0.0

    /// The log-odds of the outcome.
    var logit: Double { log(eventWeight / (weight - eventWeight)) }

    var hasBothOutcomes: Bool { events > 0 && events < rows }

    mutating func add(_ other: RowTotals) {
        rows += other.rows
        events += other.events
        weight += other.weight
        eventWeight += other.eventWeight
    }

    /// What keeps folds from telling how a penalty does.
    /// - Parameter totals: of each fold.
    static func checkFolds(_ totals: [RowTotals]) throws(TrainingError) {
        if let fold = totals.firstIndex(where: { $0.weight == 0 }) { throw .foldEmpty(fold: fold) }
        for fold in totals.indices {
            var others = RowTotals()
            for (other, own) in totals.enumerated() where other != fold { others.add(own) }
            guard others.hasBothOutcomes else { throw .foldHasAll(fold: fold) }
        }
    }

    /// - Parameter folds: each row's fold; nil where all are of fold 0.
    /// - Returns: one for each fold.
    static func byFold(of rows: TrainingRows, folds: [UInt8]?, count: Int) -> [RowTotals] {
        var totals = [RowTotals](repeating: RowTotals(), count: count)
        for (row, outcome) in rows.outcomes.enumerated() {
            let weight = rows.weight(of: row)
            guard weight > 0 else { continue }
            let fold = folds.map { Int($0[row]) } ?? 0
            totals[fold].add(
                RowTotals(
                    rows: 1, events: Int(outcome), weight: weight, eventWeight: outcome == 1 ? weight : 0))
        }
        return totals
    }
}
