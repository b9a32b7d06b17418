import Evaluation
import FeatureData
import Foundation
import Outcomes
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
    /// The outcome with its horizon and its rules; nil where they are not known.
    let definition: String?
    let eligibility: String
    /// The design file as it stands.
    let design: String
    /// What the rows cannot tell, and what was done about people whose outcome a list may have changed, in sentences.
    let limits: [String]
    let retraining: String?
    /// How long after an index date the outcome counts; nil where the rows have no index dates.
    let within: TimeWithin?
    let threads: Int
    let progress: Progress

    /// - Throws: `PipelineError.notConverged`; `TrainingError`.
    func run(on rows: ModellingRows, evaluatedOn test: ModellingRows?, to files: ModelFolder) async throws {
        let fitted = try await fit(rows)
        let builder = ModelBuilder(
            name: name, version: version, catalogue: catalogue, indexDates: rows.words,
            populationFingerprint: rows.fingerprint, synthetic: isSynthetic, offset: rows.offset)
        let model = try builder.model(fitted, of: rows.rows.matrix)
        var card = ModelCard(
            model: model, fitted: fitted, penalty: fitting.penalty.words, weighting: rows.weighting, outcome: outcome,
            eligibility: eligibility, definition: definition,
            attrition: EvaluationInput.Loss.all(rows.attrition, last: "fitted"))
        // Before the evaluation: where that fails, the fit is not lost.
        try files.write(
            model, fit: FitRecord(fitted, tolerance: fitting.penalty.tolerance), design: design,
            attrition: rows.attrition + (test?.attrition ?? []), card: card.markdown)
        report(fitted.fit)
        guard let test else { return }
        do {
            var evaluation = try await measured(model, on: test)
            evaluation.ablation = try await Ablation(
                fitting: fitting, builder: builder, threads: threads, progress: progress
            ).table(fitted, on: rows, test: test, evaluation)
            card.evaluation = evaluation
            try files.add(evaluation, card: card.markdown)
            report(evaluation)
        } catch {
            progress.note("the model is written, and not evaluated: `anticipate evaluate` does that")
            throw error
        }
    }

    private func fit(_ rows: ModellingRows) async throws -> FittedModel {
        progress.begin("fit")
        let fitted = try await fitting.fit(rows.rows, levels: rows.levels, people: rows.people, threads: threads)
        progress.end(["iterations": fitted.fit.iterations, "terms": fitted.fit.selected.count])
        guard fitted.fit.stoppingRule != .separated else { throw PipelineError.separated }
        guard fitted.fit.converged else { throw PipelineError.notConverged(gradientNorm: fitted.fit.gradientNorm) }
        for term in fitted.dependent { progress.note("left out of the model: \(term): other terms determine it") }
        for term in fitted.endless {
            progress.note(
                "the coefficient of \(term), which has no penalty, changes the odds more than 20,000 times: it tells the "
                    + "outcome of some rows for certain, and grows without end; give it a penalty, or leave it out")
        }
        if let sentence = fitted.smallestTried { progress.note(sentence) }
        if fitted.fit.selected.isEmpty {
            progress.note("the penalty leaves no term: the model gives everybody the same risk")
        }
        return fitted
    }

    private func measured(_ model: RiskModel, on test: ModellingRows) async throws -> ModelEvaluation {
        StandIns(of: model, in: test.rows.matrix).tell(progress)
        progress.begin("evaluate")
        let seen = SeenRows.sentences(model, evaluatedOn: test.words, within: within)
        let evaluation = try await ModelMeasurement(
            outcome: outcome, definition: definition, eligibility: eligibility, limits: seen + limits,
            retraining: retraining, threads: threads
        ).evaluation(of: model, on: test)
        progress.end(["rows": test.rows.matrix.rowCount])
        return evaluation
    }

    private func report(_ fit: PenalisedFit) {
        print("objective \(fit.objective), gradient norm \(fit.gradientNorm) after \(fit.iterations) steps")
    }

    private func report(_ evaluation: ModelEvaluation) {
        guard let auroc = evaluation.measures.auroc.value, let brier = evaluation.measures.brierScore.value else {
            return
        }
        let dates = evaluation.model.indexDates.joined(separator: ", ")
        print("on \(dates): AUROC \(Self.short(auroc)), Brier score \(Self.short(brier))")
    }

    private static func short(_ value: Double) -> String { String(format: "%.4f", value) }
}
