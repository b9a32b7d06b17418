import Evaluation
import FeatureData
import Glibc

/// Fits that leave out one fold each, on terms of their own: those that the other folds' rows choose.
///
/// They share no sums with the fit of all rows, as `FoldSolver`'s do, and hold a packed copy of their rows each.
struct SeparateFolds: HeldOutFits {
    private var folds: [SeparateFold]

    init(_ folds: [SeparateFold]) { self.folds = folds }

    mutating func point(lambda: Double, alpha: Double, after solver: PathSolver) async -> CrossValidation.Point {
        var (losses, aurocs): ([Double], [Double]) = ([], [])
        for fold in folds.indices {
            await folds[fold].solve(lambda: lambda, alpha: alpha)
            let predictors = folds[fold].predictors
            losses.append(folds[fold].heldOut.meanLogLoss(of: predictors))
            aurocs.append(folds[fold].heldOut.auroc(of: predictors))
        }
        let weights = folds.map(\.heldOut.totalWeight)
        return CrossValidation.Point(
            lambda: lambda, logLoss: .init(losses, weights: weights), auroc: .init(aurocs, weights: weights),
            converged: folds.allSatisfy(\.isConverged))
    }
}

/// A fit of the rows of all folds but one, and the rows of that one.
struct SeparateFold: Sendable {
    let heldOut: TrainingRows
    private let problem: FitProblem
    private var solver: PathSolver

    /// - Parameters:
    ///   - training: the rows of the other folds, n rows by p terms.
    ///   - heldOut: the rows of this one, of the same terms.
    init(
        training: TrainingRows, heldOut: TrainingRows, _ regression: PenalisedLogisticRegression, _ lambdas: LambdaGrid,
        threads: Int
    ) async throws(TrainingError) {
        problem = try await FitProblem(training, folds: nil, foldCount: 1, regression, threads: threads)
        solver = try await regression.nullSolver(problem, lambdas, threads: threads)
        self.heldOut = heldOut
    }

    var isConverged: Bool { solver.newton.stop == .converged }

    mutating func solve(lambda: Double, alpha: Double) async {
        await solver.solve(ElasticNetPenalty(lambda: lambda, alpha: alpha, factors: problem.factors))
    }

    /// The linear predictor of each row that was left out, offsets included.
    var predictors: [Double] {
        let (point, scaling) = (solver.newton.point, problem.objective.standardisation)
        let slopes = scaling.factors.indices.map { point[$0] * scaling.factors[$0] }
        let matrix = heldOut.matrix
        // Of a row of usual values.
        let base = slopes.indices.reduce(point[slopes.count]) {
            $0 + slopes[$1] * (matrix.columns[$1].usual - scaling.means[$1])
        }
        return (0..<matrix.rowCount).map { row in
            var sum = base + (heldOut.offsets.map { $0[row] } ?? 0)
            for cell in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] {
                let column = Int(matrix.cellColumns[cell])
                sum += slopes[column] * (matrix.cellValues[cell] - matrix.columns[column].usual)
            }
            return sum
        }
    }
}

extension TrainingRows {
    /// The rows of some places, in the order given.
    func selecting(_ places: [Int]) -> TrainingRows {
        TrainingRows(
            matrix: matrix.selecting(places), outcomes: places.map { outcomes[$0] },
            weights: weights.map { all in places.map { all[$0] } },
            offsets: offsets.map { all in places.map { all[$0] } })
    }

    fileprivate var totalWeight: Double { outcomes.indices.reduce(0) { $0 + weight(of: $1) } }

    /// The weighted mean log-loss of linear predictors.
    fileprivate func meanLogLoss(of predictors: [Double]) -> Double {
        predictors.indices.reduce(0) { sum, row in
            let predictor = predictors[row]
            let loss = log1p(exp(-abs(predictor))) + max(predictor, 0) - Double(outcomes[row]) * predictor
            return sum + weight(of: row) * loss
        } / totalWeight
    }

    /// NaN where all rows have the same outcome.
    fileprivate func auroc(of predictors: [Double]) -> Double {
        ScoredOutcomes(outcomes: outcomes, risks: predictors, weights: weights, areRisks: false).auroc
    }
}
