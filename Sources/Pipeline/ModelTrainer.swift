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
        var evaluation: ModelEvaluation?
        if let test { evaluation = try await measured(model, on: test) }
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

    private func measured(_ model: RiskModel, on test: ModellingRows) async throws -> ModelEvaluation {
        progress.begin("evaluate")
        let scorer = try model.bind(to: test.rows.matrix.columns)
        let predictors = scorer.linearPredictors(test.rows.matrix)
        let subject = EvaluatedModel(
            name: model.name, version: model.version, outcome: outcome, population: eligibility,
            trainedOn: model.training?.indexDates ?? [], indexDates: test.words, isSynthetic: isSynthetic)
        var input = EvaluationInput(
            model: subject,
            scored: ScoredOutcomes(
                outcomes: test.rows.outcomes, risks: scorer.scores(predictors), weights: test.rows.weights),
            persons: test.people.keys)
        input.groupings = test.groups.map { Grouping($0) }
        input.attrition = EvaluationInput.Loss.all(test.attrition)
        let evaluation = await Evaluator(bootstrap: Bootstrap(threads: threads)).evaluation(of: input)
        progress.end(["rows": predictors.count])
        return evaluation
    }

    private func report(_ fit: PenalisedFit, _ evaluation: ModelEvaluation?) {
        print("objective \(fit.objective), gradient norm \(fit.gradientNorm) after \(fit.iterations) steps")
        guard let evaluation, let auroc = evaluation.measures.auroc.value,
            let brier = evaluation.measures.brierScore.value
        else { return }
        let dates = evaluation.model.indexDates.joined(separator: ", ")
        print("on \(dates): AUROC \(Self.short(auroc)), Brier score \(Self.short(brier))")
    }

    private static func short(_ value: Double) -> String { String(format: "%.4f", value) }
}
