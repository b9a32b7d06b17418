import Accounts
import Cohorts
import Configuration
import Evaluation
import FeatureData
import Features
import Foundation
import Identity
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
    /// The design's rows to evaluate on; nil where they are not later than the fit's, for a model knows those.
    private let testRows: DesignRows?
    private let archived: ArchivedFeatures?
    /// Those of the configuration that rank by the model: their own rules are evaluated.
    private let programmes: [Programme]
    /// Whom the later rows are of, where they are of a hold-out.
    private let holdOut: RecordedHoldOut?
    private let progress: Progress

    /// - Parameters:
    ///   - dates: where given, the index date is the only one to train on, whatever the design says.
    ///   - archive: a folder of archives, which features and registration facts are then taken from.
    ///   - holdOut: where given, the model is evaluated on its people alone; it is fitted on everybody.
    /// - Throws: everything that is wrong in the settings; `PipelineError` where archives or hold-out cannot serve.
    public init(
        configuration path: String, design: String, dates: RunDates?, archive: String? = nil,
        holdOut: HoldOutSource? = nil, progress: Progress
    ) throws {
        let configuration = try RunConfiguration(path: path)
        self.configuration = configuration
        self.design = try Design(path: design, modelsFolder: configuration.modelsFolder)
        self.progress = progress
        let rows = try self.design.rows(overriddenBy: dates?.index)
        self.rows = rows
        let testRows = self.design.testRows.flatMap { $0.isLater(than: rows) ? $0 : nil }
        self.testRows = testRows
        let lastDays = [rows, testRows].compactMap { $0?.lastDay }
        self.dates = dates ?? RunDates(backTestOn: lastDays.max() ?? PackedDay.latest)
        let problems = Problems()
        let catalogue = Preparation.catalogue(configuration, named: self.design.catalogue, problems)
        try problems.throwIfAny()
        guard let catalogue else { throw SettingsRefused(problems: []) }
        self.catalogue = catalogue
        try self.design.fitting.checkNames(among: catalogue.featureNames)
        programmes = try EvaluatedProgrammes.ofConfiguration.read(
            rankingBy: [self.design.name], configuration, testRows ?? rows, design: self.design.name)
        let all = [rows] + [testRows].compactMap(\.self)
        let (name, outcome) = (self.design.name, self.design.outcome)
        self.holdOut = try holdOut.map { source in
            guard let testRows else { throw PipelineError.noTestDate(design: name) }
            return try RecordedHoldOut(source, rows: testRows, outcome: outcome)
        }
        archived = try archive.map {
            try ArchivedFeatures(FeatureArchive($0), for: all, design: name, catalogue: catalogue)
        }
    }

    /// - Parameter folder: the model folder to write: `model.json`, `fit.json`, `design.yaml`, `attrition.csv`,
    ///   `evaluation.json`, `CARD.md`.
    /// - Throws: `PipelineError.noOutcome` where the extracts do not reach to the end of the time at risk.
    public func run(to folder: String) async throws {
        let files = ModelFolder(folder)
        try files.checkFree()
        try configuration.requireGovernance()
        // A model's card tells of the same people in numbers.
        let stage = PopulationStage(
            configuration: configuration, dates: dates, purposes: [.training, .aggregate], progress: progress)
        let ingested = try await stage.ingest(catalogue.retention.union(design.retention).union(.exclusions))
        let builder = TrainingTableBuilder(
            population: ingested.population, catalogue: catalogue, design: design, threads: configuration.threads)

        let table = try await self.table(of: rows, builder, [], stage: "features")
        var test: ModellingRows?
        if let rows = testRows {
            var later = builder
            later.holdOut = holdOut?.holdOut
            test = try await self.table(of: rows, later, programmes, isEvaluated: true, stage: "later features")
        }
        if design.testRows != nil, testRows == nil {
            progress.note("not evaluated: the design's later rows are not later than those of the fit")
        }
        let trainer = ModelTrainer(
            name: design.name, version: design.version, catalogue: catalogue.name,
            isSynthetic: configuration.isSynthetic || archived?.isSynthetic == true, fitting: design.fitting,
            outcome: design.outcome.words, definition: design.outcomeDefinition,
            eligibility: design.eligibleSetting.text ?? "", design: design.text,
            limits: archived == nil
                ? ReconstructionLimits(ingested.population, rows: testRows ?? rows).sentences
                : Self.limits(fit: table, test: test),
            retraining: design.retraining(evaluatedOn: holdOut), within: design.outcome.within,
            threads: configuration.threads, progress: progress)
        try await trainer.run(on: table, evaluatedOn: test, to: files)
    }

    /// What archives cannot tell: of the rows of the evaluation, and of those of the fit.
    private static func limits(fit: ModellingRows, test: ModellingRows?) -> [String] {
        guard let test else { return fit.limits }
        return test.limits + fit.limits.filter { !test.limits.contains($0) }.map { "Rows of the fit: \($0)" }
    }

    // MARK: Rows

    /// The rows of a design, told stage by stage.
    /// - Parameter isEvaluated: whether a report tells of them how many have a stand-in for a value.
    private func table(
        of rows: DesignRows, _ builder: TrainingTableBuilder, _ programmes: [Programme], isEvaluated: Bool = false,
        stage: String
    ) async throws -> ModellingRows {
        progress.begin(stage)
        let table = try await builder.table(of: rows, archived)
        progress.end(["rows": table.matrix.rowCount, "columns": table.matrix.columns.count])
        for account in table.attrition { progress.note(account.sentence) }
        for (feature, reason) in table.unavailable { progress.note("left out of the model: \(feature): \(reason)") }
        var modelling = table.modelling(
            words: rows.words,
            groups: EvaluationGroups(
                population: builder.population, table, words: configuration.modelsFolder
            ).all,
            programmes: try programmes.map { try ProgrammeRows($0, table, of: builder.population) })
        if isEvaluated { modelling.standIns = builder.standIns(of: table, isArchived: archived != nil) }
        return modelling
    }
}
