import FeatureData
import Features

/// The features of some people on an index day, a block at a time: no more than one is held.
struct FeaturePass {
    let plan: FeaturePlan
    let persons: [Int32]

    /// - Parameters:
    ///   - body: given each person's place among `persons`, in order, and the value of every column.
    ///   - blockDone: given how many people a block had.
    func visitRows(_ body: (_ row: Int, _ values: [Double]) throws -> Void, blockDone: (Int) -> Void = { _ in })
        rethrows
    {
        var evaluator = plan.evaluator()
        var matrix = FeatureMatrix(columns: plan.columns)
        var values = [Double](repeating: 0, count: plan.columns.count)
        for first in stride(from: 0, to: persons.count, by: ScoringPass.rowsInBlock) {
            let rows = first..<min(first + ScoringPass.rowsInBlock, persons.count)
            matrix.removeAllRows()
            evaluator.evaluate(persons[rows], into: &matrix)
            for row in rows {
                matrix.unpack(row: row - first, into: &values)
                try body(row, values)
            }
            blockDone(rows.count)
        }
    }
}
