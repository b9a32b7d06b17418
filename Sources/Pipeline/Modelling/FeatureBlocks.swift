import Cohorts
import FeatureData
import Features

/// The features of some people on one index day, of which those who are eligible are kept.
struct FeatureBlocks: Sendable {
    let plan: FeaturePlan
    let eligibility: Eligibility
    let persons: [Int32]
    /// Where the first of them stands among those whom the eligibility is tied to.
    let firstRow: Int

    /// What the blocks make together.
    struct Result: Sendable {
        /// The kept rows, in the order of the people.
        let matrix: FeatureMatrix
        /// By person; nil where the row is kept.
        let reasons: [ExclusionRule?]
    }

    private struct Block: Sendable {
        let first: Int
        let matrix: FeatureMatrix
        let reasons: [ExclusionRule?]
    }

    /// - Parameter lost: by person, why they are no row though they be eligible; nil where nothing speaks against it.
    func run(threads: Int, lost: [ExclusionRule?]) async -> Result {
        let size = ScoringPass.rowsInBlock
        let all = await withTaskGroup(of: [Block].self) { group in
            for thread in 0..<threads {
                group.addTask {
                    var evaluator = plan.evaluator()
                    return stride(from: thread * size, to: persons.count, by: threads * size).map { first in
                        block(first..<min(first + size, persons.count), &evaluator, lost)
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        let sorted = all.sorted { $0.first < $1.first }
        var matrix = FeatureMatrix(columns: plan.columns)
        for block in sorted { matrix.append(block.matrix) }
        return Result(matrix: matrix, reasons: sorted.flatMap(\.reasons))
    }

    private func block(
        _ rows: Range<Int>, _ evaluator: inout FeatureEvaluator, _ lost: [ExclusionRule?]
    ) -> Block {
        var whole = FeatureMatrix(columns: plan.columns)
        evaluator.evaluate(persons[rows], into: &whole)
        let flags = eligibility.flags(of: whole, firstRow: RowID(firstRow + rows.lowerBound))
        let reasons = flags.indices.map { flags[$0] ? lost[rows.lowerBound + $0] : .notEligible }
        return Block(
            first: rows.lowerBound, matrix: whole.selecting(reasons.indices.filter { reasons[$0] == nil }),
            reasons: reasons)
    }
}
