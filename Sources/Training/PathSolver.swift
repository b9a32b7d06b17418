/// Solves one set of rows under one penalty after another, each from the last one's solution and curvature.
///
/// Every gradient is of all columns, so that the optimality conditions are checked for all of them each time: screening
/// rules would save nothing where rows are visited whole.
struct PathSolver: Sendable {
    let objective: LogisticObjective
    let threads: Int
    private(set) var newton: ProximalNewton
    /// The sums at Newton's point, by fold.
    private(set) var sums: LogisticSums
    /// The last curvature, and whether it was brought up to date for the last penalty.
    private(set) var curvature: RowCurvature
    private(set) var hasNewCurvature = true

    /// Evaluates the objective and its Hessian at the start.
    init(
        _ objective: LogisticObjective, from start: [Double], tolerance: Double, maximumIterations: Int, threads: Int
    ) async {
        self.objective = objective
        self.threads = threads
        curvature = await objective.curvature(at: start, after: nil, threads: threads)
        sums = curvature.sums
        newton = ProximalNewton(
            at: start, value: objective.value(of: sums), tolerance: tolerance,
            maximumIterations: maximumIterations)
    }

    mutating func solve(_ penalty: ElasticNetPenalty) async {
        hasNewCurvature = false
        newton.begin(penalty)
        while newton.stop == nil {
            if newton.needsHessian {
                curvature = await objective.curvature(at: newton.point, after: curvature, threads: threads)
                hasNewCurvature = true
                if let hessian = objective.value(of: curvature.sums).hessian {
                    newton.refresh(hessian, isOfPoint: true)
                }
            }
            let trial = newton.propose()
            let sums = await objective.sums(at: trial, threads: threads)
            if newton.receive(objective.value(of: sums), at: trial) { self.sums = sums }
        }
    }
}
