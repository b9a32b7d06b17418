import Evaluation
import LinearAlgebra

/// Solves the fits that leave out one fold each, together.
struct FoldSolver: HeldOutFits {
    private let packed: PackedRows
    private let objectives: [LogisticObjective]
    /// The weights of the folds.
    private let weights: [Double]
    /// p penalty factors.
    private let factors: [Double]
    private var newtons: [ProximalNewton]
    /// The solution of all rows as each fold's fit sees it.
    private var references: [Reference]
    /// Whether the last visit of the rows was at Newton's point, by fold.
    private var isCurrent: [Bool]
    private var heldOutLosses: [Double]
    /// The linear predictor of each row by the fit that left it out.
    private var predictors: [Double] = []
    private let threads: Int

    private struct Reference {
        var point: [Double]
        var value: LogisticObjective.Value
    }

    /// A visit of the rows serves all folds, a Hessian one.
    private static let hessianCost = 12.0

    init(_ problem: FitProblem, at solver: PathSolver, tolerance: Double, maximumIterations: Int) {
        packed = problem.packed
        threads = solver.threads
        factors = problem.factors
        weights = problem.moments.totals.map(\.weight)
        let slopes = problem.objective.slopes(at: solver.newton.point)
        let objectives = problem.moments.totals.indices.map {
            LogisticObjective(rows: problem.packed, moments: problem.moments, excludedFold: $0)
        }
        references = objectives.map { objective in
            var value = objective.value(of: solver.sums)
            value.hessian = objective.value(of: solver.curvature.sums).hessian
            return Reference(point: objective.point(of: slopes), value: value)
        }
        newtons = references.map { reference in
            ProximalNewton(
                at: reference.point, value: reference.value, tolerance: tolerance,
                maximumIterations: maximumIterations, hessianCost: FoldSolver.hessianCost)
        }
        self.objectives = objectives
        isCurrent = objectives.map { _ in false }
        heldOutLosses = objectives.map { _ in 0 }
    }

    mutating func point(lambda: Double, alpha: Double, after solver: PathSolver) async -> CrossValidation.Point {
        await solve(ElasticNetPenalty(lambda: lambda, alpha: alpha, factors: factors), startingAt: solver)
        return await point(lambda: lambda)
    }

    /// - Parameter solver: at the solution of all rows under the same penalty.
    private mutating func solve(_ penalty: ElasticNetPenalty, startingAt solver: PathSolver) async {
        let slopes = solver.objective.slopes(at: solver.newton.point)
        for fold in newtons.indices {
            let objective = objectives[fold]
            let reference = Reference(point: objective.point(of: slopes), value: objective.value(of: solver.sums))
            if solver.hasNewCurvature, let hessian = objective.value(of: solver.curvature.sums).hessian {
                newtons[fold].refresh(hessian, isOfPoint: false)
            }
            start(fold, penalty, at: reference)
        }
        while !newtons.indices.allSatisfy({ newtons[$0].stop != nil && isCurrent[$0] }) {
            await refreshHessians(solver.curvature)
            await visitRows(at: await propose())
        }
    }

    /// What the penalty is worth on the rows that were left out.
    private func point(lambda: Double) async -> CrossValidation.Point {
        let losses = zip(heldOutLosses, weights).map { $0 / $1 }
        let aurocs = await concurrentMap(newtons.count, threads: newtons.count) { fold in
            HeldOutDiscrimination(packed, predictors, fold: fold).auroc
        }
        return CrossValidation.Point(
            lambda: lambda, logLoss: .init(losses, weights: weights), auroc: .init(aurocs, weights: weights),
            converged: newtons.allSatisfy { $0.stop == .converged })
    }

    /// Sets a fold out from where it is or from the solution of all rows, whichever is nearer to the optimum.
    private mutating func start(_ fold: Int, _ penalty: ElasticNetPenalty, at reference: Reference) {
        let before = references[fold]
        newtons[fold].learn(
            step: difference(reference.point, before.point),
            change: difference(reference.value.gradient, before.value.gradient))
        references[fold] = reference
        newtons[fold].begin(penalty)
        if penalty.violation(gradient: reference.value.gradient, at: reference.point) < newtons[fold].violation {
            newtons[fold].move(to: reference.point, value: reference.value)
            newtons[fold].begin(penalty)
        }
        isCurrent[fold] = false
    }

    /// - Parameter curvature: of all rows, at a point nearby.
    private mutating func refreshHessians(_ curvature: RowCurvature) async {
        for fold in newtons.indices where newtons[fold].stop == nil && newtons[fold].needsHessian {
            let own = await objectives[fold].curvature(
                at: newtons[fold].point, after: curvature, threads: threads)
            if let hessian = objectives[fold].value(of: own.sums).hessian {
                newtons[fold].refresh(hessian, isOfPoint: true)
            }
        }
    }

    /// Where each fold goes next; its point where it has stopped.
    private mutating func propose() async -> [[Double]] {
        let solvers = newtons
        let proposed = await concurrentMap(solvers.count, threads: solvers.count) { fold in
            var newton = solvers[fold]
            let point = newton.stop == nil ? newton.propose() : newton.point
            return (newton, point)
        }
        newtons = proposed.map(\.0)
        return proposed.map(\.1)
    }

    private mutating func visitRows(at trials: [[Double]]) async {
        let slopes = trials.indices.map { objectives[$0].slopes(at: trials[$0]) }
        for first in stride(from: 0, to: trials.count, by: FoldKernel.mostModels) {
            let folds = first..<min(first + FoldKernel.mostModels, trials.count)
            let sums = await packed.foldSums(slopes: Array(slopes[folds]), firstFold: first, threads: threads)
            take(sums, folds: folds, trials: trials)
        }
    }

    private mutating func take(_ sums: FoldSums, folds: Range<Int>, trials: [[Double]]) {
        for (model, fold) in folds.enumerated() {
            heldOutLosses[fold] = sums.heldOutLosses[model]
            if newtons[fold].stop == nil {
                let objective = objectives[fold]
                let value = LogisticObjective.Value(
                    loss: sums.losses[model] / objective.weight,
                    gradient: objective.centredGradient(sums.gradients[model]))
                newtons[fold].receive(value, at: trials[fold])
            }
            isCurrent[fold] = newtons[fold].point == trials[fold]
        }
        if folds.lowerBound == 0 {
            predictors = sums.predictors
        } else {
            for row in predictors.indices where folds.contains(Int(packed.folds?[row] ?? 0)) {
                predictors[row] = sums.predictors[row]
            }
        }
    }
}
