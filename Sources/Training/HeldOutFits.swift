/// Fits that leave out one fold each, under one penalty after another.
protocol HeldOutFits: Sendable {
    /// What a penalty is worth on the rows that were left out.
    ///
    /// - Parameters:
    ///   - lambda: smaller than the one before.
    ///   - solver: at the solution of all rows under the same penalty.
    mutating func point(lambda: Double, alpha: Double, after solver: PathSolver) async -> CrossValidation.Point
}
