import Configuration
import FeatureData
import Scoring

extension ModelFitting {
    /// The same fit without some features: their terms are left out, and the products that they are in. The other
    /// terms, the kind of penalty and lambda stay as they were.
    ///
    /// - Parameters:
    ///   - fitted: a fit of all terms.
    ///   - rows: those that it is of.
    /// - Returns: nil where no term is left.
    /// - Throws: `TrainingError`.
    public func refit(
        _ fitted: FittedModel, on rows: TrainingRows, without group: AblationGroup, threads: Int
    ) async throws -> FittedModel? {
        let terms = fitted.terms.filter { term in !term.inputs.contains { group.contains($0.feature) } }
        guard terms.count < fitted.terms.count else { return fitted }
        guard !terms.isEmpty else { return nil }
        var own = rows
        own.matrix = await expand(rows.matrix, terms, of: fitted.features, threads: threads)
        let kept = Set(terms.map(\.name))
        return FittedModel(
            features: fitted.features, terms: terms, columns: own.matrix.columns,
            fit: try await regression(for: terms).fit(own, lambda: fitted.fit.lambda, threads: threads),
            crossValidation: nil, screened: fitted.screened.filter(kept.contains), filled: fitted.filled)
    }
}
