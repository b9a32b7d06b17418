import Cohorts
import Configuration
import FeatureData
import Features
import Foundation
import Identity
import Ingest
import ReadyTables
import Records
import Scoring
import Training

/// Where the rows of an evaluation come from.
public enum EvaluationSource: Sendable {
    /// Extracts, by a configuration. Without dates, the rows are the design's later ones. With a folder of archives,
    /// features and registration facts are theirs. With a hold-out, only its people are rows.
    case extracts(configuration: String, dates: RunDates?, archive: String? = nil, holdOut: HoldOutSource? = nil)
    /// A ready table.
    case table(path: String)
}

/// Makes the rows that models are evaluated on: those of a design, with the features that each model needs.
struct EvaluationStage {
    /// In words, for reports.
    let outcome: String
    /// The outcome with its horizon and its rules; nil of a table, which does not say them.
    let definition: String?
    let eligibility: String
    let isSynthetic: Bool
    let threads: Int
    /// What was done about people whose outcome a list may have changed.
    let retraining: String?
    private let programmes: [Programme]
    private let kind: Kind
    private let holdOut: RecordedHoldOut?
    private let progress: Progress

    private enum Kind {
        case extracts(RunConfiguration, Design, DesignRows, [String: Catalogue], Population, FeatureArchive?)
        case table(path: String, TableDesign)
    }

    /// - Parameters:
    ///   - design: a design file; its outcome, its people and its later rows.
    ///   - models: whose features are needed.
    ///   - programmes: those whose own rule is evaluated.
    ///   - purposes: what the people are read for; a fit is made on them where `training` is among it.
    /// - Throws: `SettingsRefused`, `PipelineError` or `IngestError` where the design or the extracts cannot serve.
    init(
        _ source: EvaluationSource, design path: String, models: [RiskModel], programmes: EvaluatedProgrammes = .none,
        purposes: Set<Purpose> = [.aggregate],
        progress: Progress
    ) async throws {
        self.progress = progress
        switch source {
        case .table(let table):
            let design = try TableDesign(path: path)
            (outcome, definition, eligibility) = (design.outcomeWords, nil, design.eligibleWords)
            isSynthetic = design.isSynthetic
            threads = ProcessInfo.processInfo.activeProcessorCount
            (retraining, holdOut) = (nil, nil)
            self.programmes = try programmes.named(in: .besideProgram())
            kind = .table(path: table, design)
        case .extracts(let configurationPath, let dates, let archive, let held):
            let configuration = try RunConfiguration(path: configurationPath)
            let design = try Design(path: path, modelsFolder: configuration.modelsFolder)
            let rows = try Self.rows(of: design, dates)
            holdOut = try held.map { try RecordedHoldOut($0, rows: rows, outcome: design.outcome) }
            let catalogues = try Self.catalogues(of: models, design, configuration)
            self.programmes = try programmes.read(
                rankingBy: Set(models.map(\.name)), configuration, rows, design: design.name)
            let retention = catalogues.values.reduce(design.retention.union(.exclusions)) { $0.union($1.retention) }
            let last = rows.lastDay ?? PackedDay.latest
            try configuration.requireGovernance()
            let stage = PopulationStage(
                configuration: configuration, dates: dates ?? RunDates(backTestOn: last), purposes: purposes,
                progress: progress)
            let population = try await stage.ingest(retention).population
            (outcome, definition) = (design.outcome.words, design.outcomeDefinition)
            eligibility = design.eligibleSetting.text ?? ""
            isSynthetic = configuration.isSynthetic
            threads = configuration.threads
            retraining = design.retraining(evaluatedOn: holdOut)
            kind = .extracts(
                configuration, design, rows, catalogues, population, archive.map { FeatureArchive($0) })
        }
    }

    private static func rows(of design: Design, _ dates: RunDates?) throws -> DesignRows {
        if let dates { return try design.rows(overriddenBy: dates.index) }
        guard let rows = design.testRows else { throw PipelineError.noTestDate(design: design.name) }
        return rows
    }

    private static func catalogues(
        of models: [RiskModel], _ design: Design, _ configuration: RunConfiguration
    ) throws -> [String: Catalogue] {
        let problems = Problems()
        let names = Set(models.compactMap { $0.training?.catalogue } + [design.catalogue])
        let catalogues = names.sorted().compactMap { name in
            Preparation.catalogue(configuration, named: name, problems).map { (name, $0) }
        }
        try problems.throwIfAny()
        return Dictionary(uniqueKeysWithValues: catalogues)
    }

    /// Whether two models' rows are the same rows with the same features, so that they need be made but once.
    func givesSameFeatures(to model: RiskModel?, _ other: RiskModel?) -> Bool {
        guard case .extracts(_, let design, _, _, _, _) = kind else { return model == other }
        return (model?.training?.catalogue ?? design.catalogue) == (other?.training?.catalogue ?? design.catalogue)
    }

    /// The rows, with the features of a model; the same rows for every model.
    ///
    /// - Parameter model: nil for the features of the design's own catalogue, or none of a table.
    func rows(for model: RiskModel?) async throws -> ModellingRows {
        switch kind {
        case .table(let path, let design): return try await tableRows(path, design, model)
        case .extracts(let configuration, let design, let rows, let catalogues, let population, let archive):
            let name = model?.training?.catalogue ?? design.catalogue
            guard let catalogue = catalogues[name] ?? catalogues[design.catalogue] else {
                throw SettingsRefused(problems: [])
            }
            let builder = TrainingTableBuilder(
                population: population, catalogue: catalogue, design: design, threads: configuration.threads,
                holdOut: holdOut?.holdOut)
            progress.begin("features")
            let archived = try archive.map {
                try ArchivedFeatures($0, for: [rows], design: design.name, catalogue: catalogue)
            }
            let table = try await builder.table(of: rows, archived)
            progress.end(["rows": table.matrix.rowCount, "columns": table.matrix.columns.count])
            var modelling = table.modelling(
                words: rows.words,
                groups: EvaluationGroups(population: population, table, words: configuration.modelsFolder).all,
                programmes: try programmes.map { try ProgrammeRows($0, table, of: population) })
            modelling.standIns = builder.standIns(of: table, isArchived: archived != nil)
            return modelling
        }
    }

    private func tableRows(_ path: String, _ design: TableDesign, _ model: RiskModel?) async throws -> ModellingRows {
        var roles = design.roles
        if let model {
            roles.predictors = model.features.map(\.name)
            (roles.categorical, roles.findsWords) = ([], false)
            roles.offset = model.offset
            roles.levels = Dictionary(
                uniqueKeysWithValues: model.features.filter { !$0.levels.isEmpty }.map { ($0.name, $0.levels) })
        } else {
            (roles.predictors, roles.categorical, roles.findsWords, roles.offset) = ([], [], false, nil)
        }
        progress.begin("table")
        let table = try await ReadyTable(
            path: path, file: URL(filePath: path).lastPathComponent, roles: roles, threads: threads)
        progress.end(["rows": table.rowCount])
        var rows = try table.testRows(of: design, roles: roles)
        if let model, model.offset == nil, let offset = design.roles.offset {
            rows.limits.append(
                "The design names the offset \(offset), and the model has none: it was scored without. A model that was "
                    + "fitted with one before models recorded it must be trained again.")
        }
        rows.programmes = try programmes.map {
            try ProgrammeRows($0, rows.rows.matrix, levels: rows.levels, words: rows.groups)
        }
        return rows
    }

    static let tableLimit =
        "The table's features were computed elsewhere; whether they saw only what was known then is not known here."

    /// What today's extracts cannot tell of the index dates, in sentences for the report; rows of archives tell their
    /// own.
    var limits: [String] {
        guard case .extracts(_, _, let rows, _, let population, let archive) = kind else {
            return [Self.tableLimit]
        }
        return archive != nil ? [] : ReconstructionLimits(population, rows: rows).sentences
    }

    /// What makes the rows less than a fair test of a model, in sentences.
    /// - Parameter folder: the model's, whose design tells what it foresees.
    func limits(of model: RiskModel, at folder: String, on rows: ModellingRows) -> [String] {
        guard case .extracts(let configuration, let design, _, _, _, _) = kind else {
            return SeenRows.sentences(model, evaluatedOn: rows.words, within: nil)
        }
        let seen = SeenRows.sentences(model, evaluatedOn: rows.words, within: design.outcome.within)
        let own = try? Design(path: folder + "/design.yaml", modelsFolder: configuration.modelsFolder)
        guard let own, own.outcome.words != design.outcome.words else { return seen }
        return seen + ["\(model.name) \(model.version) was fitted to another outcome: \(own.outcome.words)."]
    }

    /// Whom the rows are of, where they are of a hold-out alone: for a report that says nothing of retraining.
    var holdOutWords: [String] {
        holdOut.map { [$0.words] } ?? []
    }
}
