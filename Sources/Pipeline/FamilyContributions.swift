import FeatureData
import Features
import Scoring

/// What each family of features adds to people's linear predictors. Families stand in the order of their first column.
struct FamilyContributions {
    let families: [String]
    /// What each family is called in plain words.
    let words: [String]
    private let plan: FeaturePlan
    private let scorer: Scorer
    /// By column of the plan; -1 for those that the model does not use.
    private let familyOfColumn: [Int]

    static let rowsInBlock = 4096

    init(_ plan: FeaturePlan, _ scorer: Scorer) {
        self.plan = plan
        self.scorer = scorer
        let used = Set(scorer.model.features.map(\.name))
        var families: [String] = []
        var places: [String: Int] = [:]
        familyOfColumn = plan.columns.map { column in
            guard used.contains(column.name) else { return -1 }
            if let place = places[column.family] { return place }
            places[column.family] = families.count
            families.append(column.family)
            return families.count - 1
        }
        self.families = families
        words = FamilyWords(plan.columns).words(families)
    }

    /// Evaluates persons, in blocks, and hands each block's matrix on with the place of its first person.
    func evaluate(_ persons: [Int32], _ take: (FeatureMatrix, Int) -> Void) {
        var evaluator = plan.evaluator()
        var matrix = FeatureMatrix(columns: plan.columns)
        for first in stride(from: 0, to: persons.count, by: Self.rowsInBlock) {
            matrix.removeAllRows()
            evaluator.evaluate(persons[first..<min(first + Self.rowsInBlock, persons.count)], into: &matrix)
            take(matrix, first)
        }
    }

    /// By family, for a row of a matrix of the plan.
    func contributions(of row: Int, in matrix: FeatureMatrix) -> [Double] {
        var sums = [Double](repeating: 0, count: families.count)
        for contribution in scorer.contributions(of: RowID(row), in: matrix) {
            let family = familyOfColumn[contribution.column]
            if family >= 0 { sums[family] += contribution.value }
        }
        return sums
    }

    /// By person, each person's by family.
    func contributions(of persons: [Int32]) -> [Int32: [Double]] {
        var all: [Int32: [Double]] = [:]
        all.reserveCapacity(persons.count)
        evaluate(persons) { matrix, first in
            for row in 0..<matrix.rowCount { all[persons[first + row]] = contributions(of: row, in: matrix) }
        }
        return all
    }
}
