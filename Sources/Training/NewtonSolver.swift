import Glibc
import LinearAlgebra

/// Newton's method for a convex objective whose gradient costs far less than its Hessian.
///
/// 1. Evaluate the objective, its gradient g and its Hessian H at the start.
/// 2. Step along -inverse(H) g, halving the step until the objective falls enough (Armijo).
/// 3. Stop when the largest component of the gradient is at most the tolerance.
/// 4. Keep H, corrected by what the step showed of the curvature, for as long as the gradient shrinks fast enough that
///    this is cheaper than a new one; then go on from 2.
///
/// Gradients are always exact, so that a kept Hessian changes the path and not the answer (Nocedal and Wright,
/// *Numerical Optimization*, second edition, sections 3.1, 3.3 and 7.2).
struct NewtonSolver {
    /// The largest component of the gradient at which to stop.
    let gradientTolerance: Double
    let maximumIterations: Int

    /// A Hessian costs about as much as this many gradients.
    private static let hessianCost = 4.0
    /// Armijo's share of the predicted decrease.
    private static let sufficientDecrease = 1e-4
    /// The relative error of the objective: under it, the gradient decides whether a step is taken.
    private static let objectiveError = 1e-13
    private static let mostHalvings = 30

    struct Solution: Sendable {
        var point: [Double]
        var value: LogisticObjective.Value
        /// Steps taken.
        var iterations = 0
        var gradientEvaluations = 1
        var hessianEvaluations = 1
        var converged = false
    }

    /// - Throws: `LinearAlgebraError.notPositiveDefinite` where a Hessian is not, which lambda > 0 precludes.
    func minimise(_ objective: LogisticObjective, from start: [Double]) async throws(LinearAlgebraError) -> Solution {
        var solution = Solution(point: start, value: await objective.value(at: start, withHessian: true))
        var inverse = InverseHessian(try CholeskyFactor(solution.value.hessian, order: start.count))
        var isFresh = true
        while !isConverged(&solution), solution.iterations < maximumIterations {
            let before = solution
            let direction = inverse.times(solution.value.gradient).map { -$0 }
            let stepped = await step(objective, along: direction, from: &solution)
            if !stepped && isFresh { break }
            isFresh = !stepped || !isWorthKeeping(before: before.value.gradientNorm, after: solution.value.gradientNorm)
            if isFresh {
                solution.value = await objective.value(at: solution.point, withHessian: true)
                solution.hessianEvaluations += 1
                inverse = InverseHessian(try CholeskyFactor(solution.value.hessian, order: start.count))
            } else {
                inverse.correct(
                    step: difference(solution.point, before.point),
                    change: difference(solution.value.gradient, before.value.gradient))
            }
        }
        return solution
    }

    private func isConverged(_ solution: inout Solution) -> Bool {
        solution.converged = solution.value.gradientNorm <= gradientTolerance
        return solution.converged
    }

    /// Moves the solution by the longest of 1, 1/2, 1/4, ... of the direction that is good enough.
    ///
    /// - Returns: false where none is: the solution stays.
    private func step(
        _ objective: LogisticObjective, along direction: [Double], from solution: inout Solution
    ) async -> Bool {
        let slope = zip(direction, solution.value.gradient).reduce(0) { $0 + $1.0 * $1.1 }
        var length = 1.0
        for _ in 0..<NewtonSolver.mostHalvings {
            let point = zip(solution.point, direction).map { $0 + length * $1 }
            let value = await objective.value(at: point, withHessian: false)
            solution.gradientEvaluations += 1
            if isImprovement(value, on: solution.value, predicted: length * slope) {
                solution.point = point
                solution.value = value
                solution.iterations += 1
                return true
            }
            length /= 2
        }
        return false
    }

    private func isImprovement(
        _ value: LogisticObjective.Value, on previous: LogisticObjective.Value, predicted: Double
    ) -> Bool {
        if value.objective <= previous.objective + NewtonSolver.sufficientDecrease * predicted { return true }
        let error = NewtonSolver.objectiveError * max(1, abs(previous.objective))
        return value.objective <= previous.objective + error && value.gradientNorm < previous.gradientNorm
    }

    /// Whether the Hessian in hand gets there with fewer gradients than a new one costs.
    private func isWorthKeeping(before: Double, after: Double) -> Bool {
        guard after > gradientTolerance else { return true }
        guard after < before else { return false }
        let stepsLeft = log(after / gradientTolerance) / log(before / after)
        return stepsLeft <= NewtonSolver.hessianCost
    }

    private func difference(_ left: [Double], _ right: [Double]) -> [Double] { zip(left, right).map { $0 - $1 } }
}
