import Accounts
import Reports

/// What a run does where tonight's people are no longer those whom a model was trained on.
enum DriftRule: String, CaseIterable, Sendable {
    /// Publishes, and says so.
    case warn
    /// Publishes nothing until the model is trained again, but where somebody says that tonight it may.
    case refuse

    /// A sentence for each model that is no longer of tonight's people.
    static func warnings(_ drift: [ModelDrift]) -> [String] {
        drift.compactMap { drift in drift.warning.map { "\(drift.model): \($0)" } }
    }

    /// - Throws: `PipelineError.drifted`.
    func check(_ drift: [ModelDrift]) throws {
        let warnings = Self.warnings(drift)
        if self == .refuse, !warnings.isEmpty { throw PipelineError.drifted(warnings: warnings) }
    }
}
