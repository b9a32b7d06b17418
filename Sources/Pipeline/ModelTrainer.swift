import Evaluation
import FeatureData
import Foundation
import Scoring
import Training

/// Fits a model on rows, evaluates it on later ones, and writes its folder: the same for extracts and ready tables.
struct ModelTrainer {
    let name: String
    let version: String
    /// Where the features' definitions are.
    let catalogue: String
    let isSynthetic: Bool
    let fitting: ModelFitting
    /// In words.
    let outcome: String
    let eligibility: String
    /// The design file as it stands.
    let design: String
    let threads: Int
    let progress: Progress

    /// - Throws: `PipelineError.notConverged`; `TrainingError`.
    func run(on rows: ModellingRows, evaluatedOn test: ModellingRows?, to files: ModelFolder) async throws {
        let fitted = try await fit(rows)
        let model = try ModelBuilder(
            name: name, version: version, catalogue: catalogue, indexDates: rows.words,
            populationFingerprint: rows.fingerprint, synthetic: isSynthetic
        ).model(fitted, of: rows.rows.matrix)
        let evaluation = try test.map { try measured(model, on: $0) }
        let card = ModelCard(
            model: model, fitted: fitted, penalty: fitting.penalty.words, outcome: outcome, eligibility: eligibility,
            evaluation: evaluation)
        try files.write(
            model, design: design, attrition: rows.attrition + (test?.attrition ?? []), evaluation: evaluation,
            card: card.markdown)
        report(fitted.fit, evaluation)
    }

    private func fit(_ rows: ModellingRows) async throws -> FittedModel {
        progress.begin("fit")
        let fitted = try await fitting.fit(rows.rows, levels: rows.levels, people: rows.people, threads: threads)
        progress.end(["iterations": fitted.fit.iterations, "terms": fitted.fit.selected.count])
        guard fitted.fit.converged else { throw PipelineError.notConverged(gradientNorm: fitted.fit.gradientNorm) }
        return fitted
    }

    private func measured(_ model: RiskModel, on test: ModellingRows) throws -> FitEvaluation {
        progress.begin("evaluate")
        let scorer = try model.bind(to: test.rows.matrix.columns)
        let risks = scorer.scores(scorer.linearPredictors(test.rows.matrix))
        let cuts = ["0.5%", "1%", "2%", "4%", "5%", "10%", "20%"].map { text in
            (share: text, taken: Share(text)!.count(of: risks.count))
        }
        let evaluation = FitEvaluation(
            model: model.name, version: model.version, indexDate: test.words.joined(separator: ", "),
            of: ScoredOutcomes(outcomes: test.rows.outcomes, risks: risks), cuts: cuts)
        progress.end(["rows": risks.count])
        return evaluation
    }

    private func report(_ fit: PenalisedFit, _ evaluation: FitEvaluation?) {
        print("objective \(fit.objective), gradient norm \(fit.gradientNorm) after \(fit.iterations) steps")
        guard let evaluation, let auroc = evaluation.auroc, let brier = evaluation.brierScore else { return }
        print("on \(evaluation.indexDate): AUROC \(Self.short(auroc)), Brier score \(Self.short(brier))")
    }

    private static func short(_ value: Double) -> String { String(format: "%.4f", value) }
}
