/// What people's data are used for. An objection is to purposes.
public enum Purpose: String, CaseIterable, Sendable {
    /// Lists on which people are named to those who care for them, and the scores behind them.
    case directCare = "direct_care"
    /// Numbers of people that are released: a run's summary, an evaluation.
    case aggregate
    /// Rows that a model is fitted on: training, exports, archives.
    case training
}
