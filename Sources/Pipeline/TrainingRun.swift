import Accounts
import Configuration
import Evaluation
import FeatureData
import Features
import Foundation
import Ingest
import Records
import Scoring
import Training

/// Fits a model as a design asks, evaluates it on a later year, and writes its folder.
public struct TrainingRun {
    private let configuration: RunConfiguration
    private let catalogue: Catalogue
    private let design: Design
    private let dates: RunDates
    private let rows: DesignRows
    private let progress: Progress

    /// - Parameter dates: where given, the index date is the only one to train on, whatever the design says.
    public init(configuration path: String, design: String, dates: RunDates?, progress: Progress) throws {
        let configuration = try RunConfiguration(path: path)
        self.configuration = configuration
        self.design = try Design(path: design, modelsFolder: configuration.modelsFolder)
        self.progress = progress
        rows = try self.design.rows(overriddenBy: dates?.index)
        let lastDays = [rows, self.design.testRows].compactMap { $0?.lastDay }
        self.dates = dates ?? RunDates(backTestOn: lastDays.max() ?? PackedDay.latest)
        let problems = Problems()
        let catalogue = Preparation.catalogue(configuration, named: self.design.catalogue, problems)
        try problems.throwIfAny()
        guard let catalogue else { throw SettingsRefused(problems: []) }
        self.catalogue = catalogue
    }

    /// - Parameter folder: the model folder to write: `model.json`, `design.yaml`, `attrition.csv`, `evaluation.json`,
    ///   `CARD.md`.
    /// - Throws: `PipelineError.noOutcome` where the extracts do not reach to the end of the time at risk.
    public func run(to folder: String) async throws {
        let files = ModelFolder(folder)
        try files.checkFree()
        let stage = PopulationStage(configuration: configuration, dates: dates, progress: progress)
        let ingested = try await stage.ingest(catalogue.retention.union(design.retention))
        let builder = TrainingTableBuilder(
            population: ingested.population, catalogue: catalogue, design: design, threads: configuration.threads)

        let table = try await self.table(of: rows, builder, stage: "features")
        for (feature, reason) in table.unavailable { progress.note("left out of the model: \(feature): \(reason)") }

        progress.begin("fit")
        let rows = TrainingRows(matrix: table.matrix, outcomes: table.outcomes, weights: table.weights)
        let fitted = try await design.fitting.fit(
            rows, levels: table.matrix.columns.map { _ in [] }, people: FoldKeys(table.foldKeys),
            threads: configuration.threads)
        progress.end(["iterations": fitted.fit.iterations, "terms": fitted.fit.selected.count])
        guard fitted.fit.converged else { throw PipelineError.notConverged(gradientNorm: fitted.fit.gradientNorm) }

        let model = try ModelBuilder(
            name: design.name, version: design.version, catalogue: catalogue.name, indexDates: self.rows.words,
            populationFingerprint: table.fingerprint, synthetic: configuration.isSynthetic
        ).model(fitted, of: table.matrix)
        var attrition = table.attrition
        let evaluation = try await evaluation(of: model, builder, &attrition)
        let card = ModelCard(
            model: model, fitted: fitted, penalty: design.fitting.penalty.words, outcome: design.outcome.words,
            eligibility: design.eligibleSetting.text ?? "", evaluation: evaluation)
        try files.write(
            model, design: design.text, attrition: attrition, evaluation: evaluation, card: card.markdown)
        report(fitted.fit, evaluation)
    }

    // MARK: Rows

    /// The rows of a design, told stage by stage.
    private func table(of rows: DesignRows, _ builder: TrainingTableBuilder, stage: String) async throws
        -> TrainingTable
    {
        progress.begin(stage)
        let table = try await builder.table(of: rows)
        progress.end(["rows": table.matrix.rowCount, "columns": table.matrix.columns.count])
        for account in table.attrition { progress.note(account.sentence) }
        return table
    }

    // MARK: Evaluation

    /// The model on the design's later rows; nil where the design names none.
    private func evaluation(
        of model: RiskModel, _ builder: TrainingTableBuilder, _ attrition: inout [Attrition]
    ) async throws -> FitEvaluation? {
        guard let rows = design.testRows else { return nil }
        let table = try await self.table(of: rows, builder, stage: "evaluate")
        attrition += table.attrition
        let scorer = try model.bind(to: table.matrix.columns)
        let risks = scorer.scores(scorer.linearPredictors(table.matrix))
        let cuts = ["0.5%", "1%", "2%", "4%", "5%", "10%", "20%"].map { text in
            (share: text, taken: Share(text)!.count(of: risks.count))
        }
        let evaluation = FitEvaluation(
            model: model.name, version: model.version, indexDate: rows.words.joined(separator: ", "),
            of: ScoredOutcomes(outcomes: table.outcomes, risks: risks), cuts: cuts)
        return evaluation
    }

    private func report(_ fit: PenalisedFit, _ evaluation: FitEvaluation?) {
        print("objective \(fit.objective), gradient norm \(fit.gradientNorm) after \(fit.iterations) steps")
        guard let evaluation, let auroc = evaluation.auroc, let brier = evaluation.brierScore else { return }
        print("on \(evaluation.indexDate): AUROC \(Self.short(auroc)), Brier score \(Self.short(brier))")
    }

    private static func short(_ value: Double) -> String { String(format: "%.4f", value) }
}
