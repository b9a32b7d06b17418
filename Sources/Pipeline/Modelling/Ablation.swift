import Evaluation
import FeatureData
import Scoring
import Tabular
import Training

/// Fits a model again without each group of features that its design names, and measures what that costs.
struct Ablation {
    let fitting: ModelFitting
    /// Makes a model of a fit, to score with.
    let builder: ModelBuilder
    let threads: Int
    let progress: Progress

    /// - Parameters:
    ///   - fitted: on `rows`.
    ///   - evaluation: of that fit on `test`.
    /// - Returns: nil where the design asks for none.
    /// - Throws: `TrainingError`; as `ScoredRows`.
    func table(
        _ fitted: FittedModel, on rows: ModellingRows, test: ModellingRows, _ evaluation: ModelEvaluation
    ) async throws -> AblationTable? {
        guard !fitting.ablation.isEmpty else { return nil }
        progress.begin("ablation")
        var table: [AblationTable.Row] = []
        for group in fitting.ablation {
            let other = try await fitting.refit(fitted, on: rows.rows, without: group, threads: threads)
            var measures: AblationTable.Measures?
            if let other { measures = try await self.measures(other, rows, test) }
            table.append(
                AblationTable.Row(
                    leftOut: group.name, features: fitted.features.count { group.contains($0.name) },
                    terms: fitted.terms.count - (other?.terms.count ?? 0),
                    measures: measures ?? .init(auroc: nil, brierScore: nil, positivePredictiveValue: nil)))
        }
        progress.end(["fits": table.count])
        return AblationTable(whole: .init(evaluation), rows: table)
    }

    /// Without intervals, under the disclosure control of any evaluation.
    private func measures(
        _ fitted: FittedModel, _ rows: ModellingRows, _ test: ModellingRows
    ) async throws -> AblationTable.Measures {
        guard fitted.fit.converged else { throw PipelineError.notConverged(gradientNorm: fitted.fit.gradientNorm) }
        let model = try builder.model(fitted, of: rows.rows.matrix)
        var input = EvaluationInput(
            model: EvaluatedModel(
                name: model.name, version: model.version, outcome: "", population: "", trainedOn: rows.words,
                indexDates: test.words, isSynthetic: false),
            scored: try ScoredRows(model, test).outcomes, persons: test.people.keys)
        input.cuts = [.main]
        return .init(await Evaluator(bootstrap: Bootstrap(replicates: 0, threads: threads)).evaluation(of: input))
    }
}

extension AblationTable.Measures {
    init(_ evaluation: ModelEvaluation) {
        let cut = evaluation.cuts.first { $0.rule == ShareCut.main.words }
        self.init(
            auroc: evaluation.measures.auroc.value, brierScore: evaluation.measures.brierScore.value,
            positivePredictiveValue: cut?.positivePredictiveValue.value)
    }
}

extension AblationTable {
    /// A row a fit, the model itself first; what is withheld is empty.
    func csv() throws -> String {
        let sink = MemorySink()
        var csv = CSVWriter(sink)
        try csv.row([
            "left_out", "features", "terms", "auroc", "auroc_difference", "brier_score", "brier_score_difference",
            "ppv_at_4_percent", "ppv_at_4_percent_difference",
        ])
        for row in [Row(leftOut: "nothing", features: 0, terms: 0, measures: whole)] + rows {
            csv.text(row.leftOut)
            csv.integer(row.features)
            csv.integer(row.terms)
            for (value, difference) in zip(row.measures.all, differences(row)) {
                for number in [value, difference] {
                    if let number { csv.fixed(number, decimals: 6) } else { csv.empty() }
                }
            }
            try csv.endRow()
        }
        try csv.flush()
        return sink.text
    }
}
