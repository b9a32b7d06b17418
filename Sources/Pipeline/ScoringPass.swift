import Cohorts
import FeatureData
import Features
import Records
import Scoring
import Synchronization

/// Features, scores and eligibility of everybody who is scored, block by block on all cores. No block is kept.
struct ScoringPass: Sendable {
    static let rowsInBlock = 8192

    /// What is computed together.
    let plans: [FeaturePlan]
    /// By RowID.
    let persons: [Int32]
    let scorers: [BoundScorer]
    let programmes: [BoundProgramme]
    let threads: Int

    /// A model on the columns of a plan.
    struct BoundScorer: Sendable {
        let plan: Int
        let scorer: Scorer
        /// What tonight's people are compared with; nil of a model that keeps nothing of its own, or that does it already
        /// on another plan.
        let drift: Swift.Result<DriftReference, DriftReference.Gap>?
    }

    /// A programme's rules on the columns of a plan.
    struct BoundProgramme: Sendable {
        let plan: Int
        let eligibility: Eligibility
        /// Each with its place among the programme's exclusions, ascending.
        let exclusions: [(place: Int, test: Eligibility)]
    }

    /// What the pass found, each array in RowID order.
    struct Result: Sendable {
        /// By scorer.
        fileprivate(set) var predictors: [[Double]]
        /// By scorer: those of its model's people, where they are compared.
        fileprivate(set) var drift: [DriftReference.Counts?]
        /// By programme.
        fileprivate(set) var eligible: [[Bool]]
        /// By programme: those eligible of whom an exclusion's condition holds, each with the place of the first.
        fileprivate(set) var excluded: [[RowID: Int]]
    }

    private struct BlockResult: Sendable {
        let block: Int
        let predictors: [[Double]]
        let drift: [DriftReference.Counts?]
        let eligible: [[Bool]]
        let excluded: [[(row: RowID, place: Int)]]
    }

    /// - Throws: `PipelineError.scoresNotNumbers`.
    func run(_ progress: Progress) async throws(PipelineError) -> Result {
        let blocks = (persons.count + Self.rowsInBlock - 1) / Self.rowsInBlock
        let next = BlockCounter()
        var results = await withTaskGroup(of: [BlockResult].self) { group in
            for _ in 0..<threads {
                group.addTask {
                    var evaluators = plans.map { $0.evaluator() }
                    var matrices = plans.map { FeatureMatrix(columns: $0.columns) }
                    var own: [BlockResult] = []
                    while true {
                        guard let block = next.take(below: blocks) else { return own }
                        let rows = rows(ofBlock: block)
                        for plan in plans.indices {
                            matrices[plan].removeAllRows()
                            evaluators[plan].evaluate(persons[rows], into: &matrices[plan])
                        }
                        own.append(result(block, matrices))
                        progress.advance(rows.count)
                    }
                }
            }
            var all: [BlockResult] = []
            for await some in group { all += some }
            return all
        }
        results.sort { $0.block < $1.block }
        return Result(
            predictors: try scorers.indices.map { scorer throws(PipelineError) in
                try numbers(results.flatMap { $0.predictors[scorer] }, of: scorers[scorer].scorer.model)
            },
            drift: scorers.indices.map { scorer in
                results.reduce(into: DriftReference.Counts?.none) { whole, result in
                    guard let counts = result.drift[scorer] else { return }
                    if whole == nil { whole = counts } else { whole?.append(counts) }
                }
            },
            eligible: programmes.indices.map { place in results.flatMap { $0.eligible[place] } },
            excluded: programmes.indices.map { place in
                Dictionary(uniqueKeysWithValues: results.flatMap { $0.excluded[place].map { ($0.row, $0.place) } })
            })
    }

    /// The predictors of everybody. One that is no number would be ranked somewhere all the same.
    private func numbers(_ predictors: [Double], of model: RiskModel) throws(PipelineError) -> [Double] {
        let broken = predictors.count(where: \.isNaN)
        guard broken == 0 else {
            throw .scoresNotNumbers(model: "\(model.name)/\(model.version)", people: broken)
        }
        return predictors
    }

    private func rows(ofBlock block: Int) -> Range<Int> {
        block * Self.rowsInBlock..<min((block + 1) * Self.rowsInBlock, persons.count)
    }

    /// - Parameter matrices: of the block, by plan.
    private func result(_ block: Int, _ matrices: [FeatureMatrix]) -> BlockResult {
        let first = RowID(block * Self.rowsInBlock)
        let eligible = programmes.map { $0.eligibility.flags(of: matrices[$0.plan], firstRow: first) }
        return BlockResult(
            block: block, predictors: scorers.map { $0.scorer.linearPredictors(matrices[$0.plan]) },
            drift: scorers.map { try? $0.drift?.get().counts(of: matrices[$0.plan], firstRow: first) },
            eligible: eligible,
            excluded: zip(programmes, eligible).map { programme, eligible in
                programme.excluded(among: eligible, of: matrices[programme.plan], firstRow: first)
            })
    }
}

extension ScoringPass.BoundProgramme {
    /// Those among the eligible of a block of whom a condition holds, each with the place of the first that does.
    func excluded(
        among eligible: [Bool], of matrix: FeatureMatrix, firstRow: RowID
    ) -> [(row: RowID, place: Int)] {
        guard !exclusions.isEmpty, eligible.contains(true) else { return [] }
        let flags = exclusions.map { $0.test.flags(of: matrix, firstRow: firstRow) }
        return eligible.indices.compactMap { row in
            guard eligible[row], let first = flags.firstIndex(where: { $0[row] }) else { return nil }
            return (RowID(firstRow.index + row), exclusions[first].place)
        }
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
