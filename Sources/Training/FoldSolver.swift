import LinearAlgebra

/// Solves the fits that leave out one fold each, together.
struct FoldSolver: Sendable {
    private let packed: PackedRows
    private let objectives: [LogisticObjective]
    /// The weights of the folds.
    private let weights: [Double]
    private var newtons: [ProximalNewton]
    /// Whether the last visit of the rows was at Newton's point, by fold.
    private var isCurrent: [Bool]
    private var heldOutLosses: [Double]
    /// The linear predictor of each row by the fit that left it out.
    private var predictors: [Double] = []
    private let threads: Int

    init(_ problem: FitProblem, at solver: PathSolver, tolerance: Double, maximumIterations: Int) {
        packed = problem.packed
        threads = solver.threads
        weights = problem.moments.totals.map(\.weight)
        let slopes = problem.objective.slopes(at: solver.newton.point)
        let objectives = problem.moments.totals.indices.map {
            LogisticObjective(rows: problem.packed, moments: problem.moments, excludedFold: $0)
        }
        newtons = objectives.map { objective in
            var value = objective.value(of: solver.sums)
            value.hessian = objective.value(of: solver.curvature).hessian
            return ProximalNewton(
                at: objective.point(of: slopes), value: value, tolerance: tolerance,
                maximumIterations: maximumIterations)
        }
        self.objectives = objectives
        isCurrent = objectives.map { _ in false }
        heldOutLosses = objectives.map { _ in 0 }
    }

    /// - Parameter solver: at the solution of all rows under the same penalty.
    mutating func solve(_ penalty: ElasticNetPenalty, startingAt solver: PathSolver) async {
        let slopes = solver.objective.slopes(at: solver.newton.point)
        for fold in newtons.indices {
            let objective = objectives[fold]
            newtons[fold].move(to: objective.point(of: slopes), value: objective.value(of: solver.sums))
            if solver.hasNewCurvature, let hessian = objective.value(of: solver.curvature).hessian {
                newtons[fold].refresh(hessian, isOfPoint: false)
            }
            newtons[fold].begin(penalty)
            isCurrent[fold] = false
        }
        while !newtons.indices.allSatisfy({ newtons[$0].stop != nil && isCurrent[$0] }) {
            await refreshHessians()
            await visitRows(at: await propose())
        }
    }

    /// What the penalty is worth on the rows that were left out.
    func point(lambda: Double) async -> CrossValidation.Point {
        let losses = zip(heldOutLosses, weights).map { $0 / $1 }
        let aurocs = await withTaskGroup(of: (Int, Double).self) { group in
            for fold in newtons.indices {
                group.addTask { (fold, HeldOutDiscrimination(packed, predictors, fold: fold).auroc) }
            }
            var aurocs = [Double](repeating: .nan, count: newtons.count)
            for await (fold, auroc) in group { aurocs[fold] = auroc }
            return aurocs
        }
        return CrossValidation.Point(
            lambda: lambda, logLoss: .init(losses, weights: weights), auroc: .init(aurocs, weights: weights),
            converged: newtons.allSatisfy { $0.stop == .converged })
    }

    private mutating func refreshHessians() async {
        for fold in newtons.indices where newtons[fold].stop == nil && newtons[fold].needsHessian {
            let sums = await objectives[fold].sums(at: newtons[fold].point, withCurvature: true, threads: threads)
            if let hessian = objectives[fold].value(of: sums).hessian {
                newtons[fold].refresh(hessian, isOfPoint: true)
            }
        }
    }

    /// Where each fold goes next; its point where it has stopped.
    private mutating func propose() async -> [[Double]] {
        let solvers = newtons
        let proposed = await withTaskGroup(of: (Int, ProximalNewton, [Double]).self) { group in
            for fold in solvers.indices {
                group.addTask {
                    var newton = solvers[fold]
                    return (fold, newton, newton.stop == nil ? newton.propose() : newton.point)
                }
            }
            var proposed: [(Int, ProximalNewton, [Double])] = []
            for await one in group { proposed.append(one) }
            return proposed.sorted { $0.0 < $1.0 }
        }
        newtons = proposed.map(\.1)
        return proposed.map(\.2)
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
