import FeatureData
import Records

/// A catalogue tied to a population at an index date: which columns there are, and how each row of a history
/// contributes to them.
public struct FeaturePlan: Sendable {
    /// The features that can be computed, in catalogue order.
    public let columns: [FeatureColumn]
    /// The others, each with the reason.
    public let unavailable: [(feature: String, reason: String)]

    let persons: PersonProgram
    let tables: [TableProgram]
    let diagnoses: DiagnosisProgram?
    /// Columns that are computed from others, each after those that it is computed from.
    let derived: [DerivedColumn]
    let usual: [Double]

    /// A worker of its own for a task.
    public func evaluator() -> FeatureEvaluator { FeatureEvaluator(self) }
}

extension Catalogue {
    /// Ties the catalogue to a population as at an index date.
    public func plan(for histories: Histories) -> FeaturePlan {
        var builder = PlanBuilder(histories: histories, lists: lists)
        let unavailable = unavailable(in: histories)
        let names = Set(unavailable.map(\.feature))
        for (feature, fingerprint) in zip(features, fingerprints) where !names.contains(feature.name) {
            builder.add(feature, fingerprint: fingerprint)
        }
        return builder.plan(unavailable: unavailable)
    }
}
