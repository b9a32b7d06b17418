import Cohorts
import FeatureData
import Features
import Records
import Scoring
import Synchronization

/// Features, scores and eligibility of everybody who is scored, block by block on all cores. No block is kept.
struct ScoringPass: Sendable {
    static let rowsInBlock = 8192

    let plan: FeaturePlan
    /// By RowID.
    let persons: [Int32]
    let scorers: [Scorer]
    let eligibilities: [Eligibility]
    let threads: Int

    /// What the pass found, each array in RowID order.
    struct Result: Sendable {
        /// By scorer.
        fileprivate(set) var predictors: [[Double]]
        /// By eligibility.
        fileprivate(set) var eligible: [[Bool]]
    }

    private struct BlockResult: Sendable {
        let block: Int
        let predictors: [[Double]]
        let eligible: [[Bool]]
    }

    func run(_ progress: Progress) async -> Result {
        let blocks = (persons.count + Self.rowsInBlock - 1) / Self.rowsInBlock
        let next = BlockCounter()
        var results = await withTaskGroup(of: [BlockResult].self) { group in
            for _ in 0..<threads {
                group.addTask {
                    var evaluator = plan.evaluator()
                    var matrix = FeatureMatrix(columns: plan.columns)
                    var own: [BlockResult] = []
                    while true {
                        guard let block = next.take(below: blocks) else { return own }
                        own.append(score(block, &evaluator, &matrix))
                        progress.advance(matrix.rowCount)
                    }
                }
            }
            var all: [BlockResult] = []
            for await some in group { all += some }
            return all
        }
        results.sort { $0.block < $1.block }
        return Result(
            predictors: scorers.indices.map { scorer in results.flatMap { $0.predictors[scorer] } },
            eligible: eligibilities.indices.map { place in results.flatMap { $0.eligible[place] } })
    }

    private func score(
        _ block: Int, _ evaluator: inout FeatureEvaluator, _ matrix: inout FeatureMatrix
    ) -> BlockResult {
        let first = block * Self.rowsInBlock
        let rows = first..<min(first + Self.rowsInBlock, persons.count)
        matrix.removeAllRows()
        evaluator.evaluate(persons[rows], into: &matrix)
        return BlockResult(
            block: block, predictors: scorers.map { $0.linearPredictors(matrix) },
            eligible: eligibilities.map { $0.flags(of: matrix, firstRow: RowID(first)) })
    }
}

/// Hands out blocks to tasks.
private final class BlockCounter: Sendable {
    private let next = Atomic(0)

    func take(below count: Int) -> Int? {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return block < count ? block : nil
    }
}
