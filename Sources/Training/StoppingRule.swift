/// Why a fit stopped.
public enum StoppingRule: String, Sendable, Equatable, Codable {
    /// The largest violation of the optimality conditions is within the tolerance.
    case converged
    /// The steps allowed were taken.
    case iterationLimit = "iteration_limit"
    /// No step along the Newton direction lowers the objective any more, as where the tolerance is under rounding, or the
    /// gradient is no number.
    case noDescent = "no_descent"
    /// Terms without a penalty tell the outcomes of all rows apart: there is no fit, the coefficients grow without end.
    case separated
}
