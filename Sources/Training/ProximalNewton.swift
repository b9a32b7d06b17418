import Glibc
import LinearAlgebra

/// Proximal Newton for a smooth convex loss whose gradient costs far less than its Hessian, plus a penalty.
///
/// 1. Minimise the quadratic model of the loss plus the penalty: the direction leads there.
/// 2. Step along it, halving the step until the objective falls enough (Armijo).
/// 3. Stop when the optimality conditions are violated by at most the tolerance.
/// 4. Keep the Hessian, corrected by what the step showed of the curvature (BFGS), for as long as the violation shrinks
///    fast enough that this is cheaper than a new one; then go on from 1.
///
/// Gradients are always exact, so that a kept Hessian changes the way and not the answer (Lee, Sun and Saunders,
/// SIAM J Optim 2014; 24: 1420; Nocedal and Wright, *Numerical Optimization*, second edition, sections 3.1 and 6.1).
/// The owner evaluates the loss where it is asked to: `propose` a point, `receive` its value, `refresh` the Hessian.
struct ProximalNewton: Sendable {
    /// The largest violation of the optimality conditions at which to stop.
    let tolerance: Double
    let maximumIterations: Int
    /// A Hessian costs about as much as this many gradients.
    let hessianCost: Double

    private(set) var point: [Double]
    private(set) var loss: Double
    private(set) var gradient: [Double]
    private(set) var violation = Double.infinity
    /// Nil while a penalty is being worked on.
    private(set) var stop: StoppingRule?
    /// Whether the Hessian should be evaluated at the point before the next step.
    private(set) var needsHessian = false
    private(set) var iterations = 0
    private(set) var gradientEvaluations = 0
    private(set) var hessianEvaluations = 0

    private var penalty: ElasticNetPenalty
    private var curvature: SymmetricMatrix
    /// Whether the Hessian is the point's own.
    private var isFresh: Bool
    private var target: [Double]?
    private var length = 1.0
    private var predicted = 0.0

    /// Armijo's share of the predicted decrease.
    private static let sufficientDecrease = 1e-4
    /// The relative error of the objective: under it, the optimality conditions decide whether a step is taken.
    private static let objectiveError = 1e-13
    private static let shortest = 0x1p-30
    /// A mean log-loss that only rows told apart have.
    private static let separatedLoss = 1e-6

    /// - Parameter value: the loss at the point, with its Hessian.
    init(
        at point: [Double], value: LogisticObjective.Value, tolerance: Double, maximumIterations: Int,
        hessianCost: Double = 5
    ) {
        self.point = point
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        self.hessianCost = hessianCost
        loss = value.loss
        gradient = value.gradient
        curvature = value.hessian ?? SymmetricMatrix(order: point.count)
        isFresh = true
        penalty = .null(factors: [Double](repeating: 1, count: point.count - 1))
        stop = .converged
    }

    var objective: Double { loss + penalty.value(at: point) }

    /// Whether coefficients without a penalty tell the outcomes of all rows apart: the loss has no minimum then, and its
    /// gradient vanishes on the way to infinity.
    var isSeparated: Bool {
        let isFree = point.indices.dropLast().contains { penalty.l1[$0] + penalty.l2[$0] == 0 && point[$0] != 0 }
        return isFree && loss <= max(Self.separatedLoss, 10 * tolerance)
    }

    /// Sets out for the minimum under another penalty, from where the point is.
    mutating func begin(_ penalty: ElasticNetPenalty) {
        self.penalty = penalty
        (iterations, gradientEvaluations, hessianEvaluations) = (0, 0, 0)
        (target, needsHessian, stop) = (nil, false, nil)
        violation = penalty.violation(gradient: gradient, at: point)
        stopIfDone()
    }

    /// Goes to a point whose loss and gradient are known.
    mutating func move(to point: [Double], value: LogisticObjective.Value) {
        (self.point, loss, gradient, isFresh) = (point, value.loss, value.gradient, false)
    }

    /// Takes a Hessian of this point, up to `RowCurvature.leastChange`, or of one nearby.
    mutating func refresh(_ hessian: SymmetricMatrix, isOfPoint: Bool) {
        curvature = hessian
        isFresh = isOfPoint
        needsHessian = false
        target = nil
        hessianEvaluations += 1
    }

    /// Where the loss and its gradient are to be evaluated next.
    mutating func propose() -> [Double] {
        let target = target ?? newTarget()
        self.target = target
        return length == 1 ? target : zip(point, target).map { $0 + length * ($1 - $0) }
    }

    /// Steps to the point proposed if it is good enough; else the next proposal is half as far.
    ///
    /// - Returns: whether the step was taken.
    @discardableResult
    mutating func receive(_ value: LogisticObjective.Value, at trial: [Double]) -> Bool {
        gradientEvaluations += 1
        let after = penalty.violation(gradient: value.gradient, at: trial)
        guard isImprovement(value.loss + penalty.value(at: trial), violation: after) else {
            shorten()
            return false
        }
        let before = violation
        learn(step: difference(trial, point), change: difference(value.gradient, gradient))
        (point, loss, gradient, violation) = (trial, value.loss, value.gradient, after)
        (target, isFresh) = (nil, false)
        iterations += 1
        stopIfDone()
        if stop == nil { needsHessian = !isWorthKeeping(before: before, after: after) }
        return true
    }

    private mutating func newTarget() -> [Double] {
        let target = PenalisedQuadratic.minimum(
            curvature: curvature, gradient: gradient, at: point, penalty: penalty,
            tolerance: max(0.1 * tolerance, 1e-4 * violation))
        predicted = penalty.value(at: target) - penalty.value(at: point)
        for index in point.indices { predicted += gradient[index] * (target[index] - point[index]) }
        length = 1
        return target
    }

    private mutating func stopIfDone() {
        if violation <= tolerance {
            stop = .converged
        } else if violation.isNaN {
            stop = .noDescent
        } else if iterations >= maximumIterations {
            stop = .iterationLimit
        }
    }

    private mutating func shorten() {
        length /= 2
        guard length < ProximalNewton.shortest else { return }
        if isFresh { stop = .noDescent } else { needsHessian = true }
    }

    private func isImprovement(_ value: Double, violation after: Double) -> Bool {
        let objective = objective
        if value <= objective + ProximalNewton.sufficientDecrease * length * predicted { return true }
        let error = ProximalNewton.objectiveError * max(1, abs(objective))
        return value <= objective + error && after < violation
    }

    /// Whether the Hessian in hand gets there with fewer gradients than a new one costs. A first step that does not
    /// shrink the violation is forgiven: what it showed corrects the next.
    private func isWorthKeeping(before: Double, after: Double) -> Bool {
        guard after < before else { return iterations == 1 }
        return log(after / tolerance) / log(before / after) <= hessianCost
    }

    /// Corrects the Hessian by how the gradient changed along a step, by BFGS: H + y y' / (y's) - H s (H s)' / (s'H s);
    /// not at all where the change is lost in rounding.
    mutating func learn(step: [Double], change: [Double]) {
        let product = curvature.times(step)
        let (shown, expected) = (dot(step, change), dot(step, product))
        guard shown > 1e-8 * expected, expected > 0, (1 / shown).isFinite, (1 / expected).isFinite else { return }
        curvature.addOuter(product, scale: -1 / expected)
        curvature.addOuter(change, scale: 1 / shown)
    }
}

func difference(_ left: [Double], _ right: [Double]) -> [Double] { zip(left, right).map { $0 - $1 } }

private func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}
