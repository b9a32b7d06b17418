import Cohorts
import FeatureData
import Features
import Scoring

/// What has become of people's facts since the last issue. A family of features can move a score without any new fact:
/// an admission grows old, or what protected is no longer so. A reader is told the facts, then and now.
struct ChangedFacts {
    /// One day's features, and what they add to the score.
    struct Side {
        let plan: FeaturePlan
        let scorer: Scorer
    }

    private let now, then: Side
    /// By what a family is called, its columns that have words.
    private let columns: [String: [Column]]

    private struct Column {
        let now: Int
        let then: Int
        let usual: Double
        let template: ReasonTemplate
    }

    init(now: Side, then: Side) {
        self.now = now
        self.then = then
        let places = Dictionary(then.plan.columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let families = FamilyContributions(now.plan, now.scorer)
        let words = Dictionary(uniqueKeysWithValues: zip(families.families, families.words))
        var columns: [String: [Column]] = [:]
        for (place, column) in now.plan.columns.enumerated() {
            guard let family = words[column.family], let placeThen = places[column.name],
                let template = ReasonTemplate(column.reason), !template.isEmpty
            else { continue }
            columns[family, default: []].append(
                Column(now: place, then: placeThen, usual: column.usual, template: template))
        }
        self.columns = columns
    }

    /// Adds to the changes of members what has become of their facts.
    /// - Parameter person: of a row of tonight's.
    func tell(_ members: inout [Member], person: (RowID) -> Int32) {
        let asked = members.indices.compactMap { place in
            members[place].changes.isEmpty ? nil : members[place].row.map { (place, person: person($0)) }
        }.sorted { $0.person < $1.person }
        var (evaluator, evaluatorThen) = (now.plan.evaluator(), then.plan.evaluator())
        var (matrix, matrixThen) = (
            FeatureMatrix(columns: now.plan.columns), FeatureMatrix(columns: then.plan.columns)
        )
        for first in stride(from: 0, to: asked.count, by: FamilyContributions.rowsInBlock) {
            let block = asked[first..<min(first + FamilyContributions.rowsInBlock, asked.count)]
            matrix.removeAllRows()
            matrixThen.removeAllRows()
            evaluator.evaluate(block.map(\.person)[...], into: &matrix)
            evaluatorThen.evaluate(block.map(\.person)[...], into: &matrixThen)
            for (row, one) in block.enumerated() {
                let facts = Facts(Day(now, matrix, row), Day(then, matrixThen, row))
                for change in members[one.0].changes.indices {
                    let family = members[one.0].changes[change].family
                    members[one.0].changes[change].fact = facts.sentence(of: columns[family] ?? [])
                }
            }
        }
    }

    /// A person's features on one day, by column, and what each adds to the score.
    private struct Day {
        let values: [Double]
        let contributions: [Double]

        init(_ side: Side, _ matrix: FeatureMatrix, _ row: Int) {
            values = matrix.row(row)
            var contributions = [Double](repeating: 0, count: values.count)
            for one in side.scorer.contributions(of: RowID(row), in: matrix) { contributions[one.column] += one.value }
            self.contributions = contributions
        }
    }

    /// A person's facts, then and now.
    private struct Facts {
        private let now, then: Day

        init(_ now: Day, _ then: Day) {
            self.now = now
            self.then = then
        }

        /// Of the column whose fact is another one and moved the score most; nil where no fact is.
        func sentence(of columns: [Column]) -> String? {
            let changed = columns.filter { now.values[$0.now] != then.values[$0.then] }
            let most = changed.max { effect($0) < effect($1) }
            return most.flatMap { words($0, now: now.values[$0.now], then: then.values[$0.then]) }
        }

        private func effect(_ column: Column) -> Double {
            (now.contributions[column.now] - then.contributions[column.then]).magnitude
        }

        private func words(_ column: Column, now: Double, then: Double) -> String? {
            func isSaid(_ value: Double) -> Bool { value != column.usual && !value.isNaN }
            let template = column.template
            switch (isSaid(now), isSaid(then)) {
            case (true, true): return "\(template.words(for: now)) (was \(template.value(now: then)))"
            case (true, false): return "now \(template.words(for: now))"
            case (false, true):
                // Of what is counted there is none now; what is no number is over.
                return now == 0 && template.hasFigure
                    ? "\(template.words(for: now)) (was \(template.value(now: then)))"
                    : "no longer \(template.words(for: then))"
            case (false, false): return nil
            }
        }
    }
}
