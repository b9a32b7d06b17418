import Evaluation
import FeatureData
import Scoring
import Training

/// Measures a model on rows whose outcome is known.
struct ModelMeasurement {
    let outcome: String
    /// The outcome with its horizon and its rules; nil where they are not known.
    let definition: String?
    let eligibility: String
    let limits: [String]
    let retraining: String?
    let threads: Int

    /// - Throws: `ScoringError.unusable` where the rows lack a feature; `PipelineError.valueMissing`; `CohortError` where
    ///   a programme cannot be applied to the rows.
    func evaluation(of model: RiskModel, on rows: ModellingRows) async throws -> ModelEvaluation {
        let scored = try ScoredRows(model, rows)
        var input = EvaluationInput(
            model: EvaluatedModel(
                name: model.name, version: model.version, outcome: outcome, definition: definition,
                population: eligibility,
                trainedOn: model.training?.indexDates ?? [], indexDates: rows.words,
                isSynthetic: model.isSynthetic),
            scored: scored.outcomes, persons: rows.people.keys)
        input.groupings = rows.groups.compactMap { Grouping($0) }
        input.rules = try rows.programmes.map {
            try $0.rule(predictors: scored.predictors, risks: scored.outcomes.risks)
        }
        input.importance = importance(of: scored.scorer, rows.rows.matrix)
        input.missingness = missingness(rows, model)
        input.attrition = EvaluationInput.Loss.all(rows.attrition)
        input.limits = limits + [StandIns(of: model, in: rows.rows.matrix).sentence].compactMap(\.self)
        input.retraining = retraining
        return await Evaluator(bootstrap: Bootstrap(threads: threads)).evaluation(of: input)
    }

    /// The standard deviation of what each family of features, in plain words, adds to the linear predictor over the
    /// rows, the largest first.
    private func importance(of scorer: Scorer, _ matrix: FeatureMatrix) -> [EvaluationInput.Named] {
        var families: [String] = []
        let familyOfColumn = matrix.columns.map { column in
            if let known = families.firstIndex(of: column.family) { return known }
            families.append(column.family)
            return families.count - 1
        }
        var (sums, squares) = (families.map { _ in 0.0 }, families.map { _ in 0.0 })
        let rows = stride(from: 0, to: matrix.rowCount, by: max(1, matrix.rowCount / Self.mostSampled))
        var count = 0.0
        for row in rows {
            var own = families.map { _ in 0.0 }
            for contribution in scorer.contributions(of: RowID(row), in: matrix) {
                own[familyOfColumn[contribution.column]] += contribution.value
            }
            for family in families.indices {
                sums[family] += own[family]
                squares[family] += own[family] * own[family]
            }
            count += 1
        }
        let words = FamilyWords(matrix.columns).words(families)
        let deviations = families.indices.map { family in
            let mean = sums[family] / count
            return EvaluationInput.Named(
                name: words[family], value: max(0, squares[family] / count - mean * mean).squareRoot())
        }
        return deviations.filter { $0.value > 0 }
            .sorted { $0.value != $1.value ? $0.value > $1.value : $0.name < $1.name }
    }

    /// Rows of a systematic sample that shows importance well enough.
    private static let mostSampled = 50_000

    private func missingness(_ rows: ModellingRows, _ model: RiskModel) -> [EvaluationInput.Named] {
        let matrix = rows.rows.matrix
        var counts = [Int](repeating: 0, count: matrix.columns.count)
        for (column, value) in zip(matrix.cellColumns, matrix.cellValues) where value.isNaN { counts[Int(column)] += 1 }
        let used = Set(model.features.map(\.name))
        return zip(matrix.columns, counts).filter { used.contains($0.0.name) }.compactMap { column, count in
            let own = Double(count) / Double(max(1, matrix.rowCount))
            return rows.standIns[column.name, default: own].map {
                EvaluationInput.Named(name: column.name, value: $0)
            }
        }
    }
}

/// Rows with what a model makes of them.
struct ScoredRows {
    let scorer: Scorer
    /// The linear predictors before calibration, offsets included.
    let predictors: [Double]
    let outcomes: ScoredOutcomes

    /// - Throws: `ScoringError.unusable` where the rows lack a feature; `PipelineError.valueMissing`.
    init(_ model: RiskModel, _ rows: ModellingRows) throws {
        predictors = try Self.predictors(of: model, rows)
        scorer = try model.bind(to: rows.rows.matrix.columns, addingOffset: rows.offset, trustingNames: true)
        outcomes = ScoredOutcomes(
            outcomes: rows.rows.outcomes, risks: scorer.scores(predictors),
            linearPredictors: model.link == .logit && model.calibration == .identity ? predictors : nil,
            weights: rows.rows.weights, areRisks: model.link == .logit)
    }

    /// The linear predictors before calibration, offsets included.
    ///
    /// - Throws: as the initialiser.
    static func predictors(of model: RiskModel, _ rows: ModellingRows) throws -> [Double] {
        let matrix = rows.rows.matrix
        let predictors = try model.bind(to: matrix.columns, addingOffset: rows.offset, trustingNames: true)
            .linearPredictors(matrix)
        if let row = predictors.firstIndex(where: \.isNaN) {
            throw PipelineError.valueMissing(
                file: "the rows of \(rows.words.joined(separator: ", "))", line: nil,
                columns: TableScoring.missing(matrix, row: row, model))
        }
        guard let offsets = rows.rows.offsets else { return predictors }
        return zip(predictors, offsets).map { $0 + $1 }
    }
}
