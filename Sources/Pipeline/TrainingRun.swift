import Cohorts
import Configuration
import Evaluation
import FeatureData
import Features
import Foundation
import Hashing
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
    private let progress: Progress

    public init(configuration path: String, design: String, dates: RunDates, progress: Progress) throws {
        let configuration = try RunConfiguration(path: path)
        let problems = Problems()
        let catalogue = Preparation.catalogue(configuration, problems)
        try problems.throwIfAny()
        guard let catalogue else { throw SettingsRefused(problems: []) }
        self.configuration = configuration
        self.catalogue = catalogue
        self.design = try Design(path: design, modelsFolder: configuration.modelsFolder)
        self.dates = dates
        self.progress = progress
        guard self.design.catalogue == catalogue.name else {
            throw PipelineError.wrongCatalogue(
                model: self.design.name, modelCatalogue: self.design.catalogue, catalogue: catalogue.name)
        }
    }

    /// - Parameter folder: the model folder to write: `model.json`, `design.yaml`, `evaluation.json`, `CARD.md`.
    /// - Throws: `PipelineError.noOutcome` where the extracts do not reach to the end of the time at risk.
    public func run(to folder: String) async throws {
        let files = ModelFolder(folder)
        try files.checkFree()
        let stage = PopulationStage(configuration: configuration, dates: dates, progress: progress)
        let ingested = try await stage.ingest(catalogue.retention.union(design.retention))

        progress.begin("features")
        let table = try await trainingTable(ingested.population, at: dates.index)
        progress.end(["rows": table.matrix.rowCount, "columns": table.matrix.columns.count])

        progress.begin("fit")
        let regression = RidgeLogisticRegression(
            lambda: design.ridge, gradientTolerance: design.gradientTolerance)
        let fit = try await regression.fit(table.matrix, outcomes: table.outcomes, threads: configuration.threads)
        progress.end(["iterations": fit.iterations])
        guard fit.converged else { throw PipelineError.notConverged(gradientNorm: fit.gradientNorm) }

        let model = try ModelBuilder(
            name: design.name, version: design.version, catalogue: catalogue.name,
            indexDates: [dates.index.description], populationFingerprint: table.fingerprint,
            synthetic: configuration.isSynthetic
        ).model(fit, of: table.matrix)
        let evaluation = try await evaluation(of: model, ingested.population)
        let card = ModelCard(
            model: model, fit: fit, outcome: design.outcome.words, eligibility: design.eligibleSetting.text ?? "",
            evaluation: evaluation)
        try files.write(model, design: design.text, evaluation: evaluation, card: card.markdown)
        report(fit, evaluation)
    }

    // MARK: Tables

    /// The rows that a fit or an evaluation is of.
    private struct Table {
        let matrix: FeatureMatrix
        let outcomes: [UInt8]

        /// SHA-256 of every stored cell and outcome.
        var fingerprint: String {
            let hasher = SHA256Hasher()
            matrix.rowStarts.withUnsafeBytes { hasher.update($0) }
            matrix.cellColumns.withUnsafeBytes { hasher.update($0) }
            matrix.cellValues.withUnsafeBytes { hasher.update($0) }
            outcomes.withUnsafeBytes { hasher.update($0) }
            return hasher.digest().hexadecimal
        }
    }

    private func trainingTable(_ population: Population, at indexDay: Day) async throws -> Table {
        let standings = Standings(population.persons, at: indexDay)
        guard !standings.scored.isEmpty else { throw PipelineError.nobodyScored }
        let labels = try design.labels(population, persons: standings.scored, at: indexDay)
        let plan = catalogue.plan(for: population.histories(at: indexDay))
        for (feature, reason) in plan.unavailable { progress.note("left out of the model: \(feature): \(reason)") }
        let attributes = Attributes(population, rows: standings.scored)
        let eligibility = try Eligibility(
            design.eligible, at: design.eligibleSetting, columns: plan.columns, attributes: attributes)
        var matrix = FeatureMatrix(columns: plan.columns)
        var outcomes: [UInt8] = []
        for block in await blocks(plan, standings.scored, eligibility) {
            matrix.append(block.matrix)
            for row in block.rows { outcomes.append(labels[row]) }
        }
        return Table(matrix: matrix, outcomes: outcomes)
    }

    private struct Block: Sendable {
        let first: Int
        let matrix: FeatureMatrix
        /// The rows of the population that the matrix holds.
        let rows: [Int]
    }

    private func blocks(_ plan: FeaturePlan, _ persons: [Int32], _ eligibility: Eligibility) async -> [Block] {
        let size = ScoringPass.rowsInBlock
        let threads = configuration.threads
        let all = await withTaskGroup(of: [Block].self) { group in
            for thread in 0..<threads {
                group.addTask {
                    var evaluator = plan.evaluator()
                    return stride(from: thread * size, to: persons.count, by: threads * size).map { first in
                        var whole = FeatureMatrix(columns: plan.columns)
                        evaluator.evaluate(persons[first..<min(first + size, persons.count)], into: &whole)
                        let flags = eligibility.flags(of: whole, firstRow: RowID(first))
                        let rows = flags.indices.filter { flags[$0] }
                        return Block(first: first, matrix: whole.selecting(rows), rows: rows.map { first + $0 })
                    }
                }
            }
            var all: [Block] = []
            for await some in group { all += some }
            return all
        }
        return all.sorted { $0.first < $1.first }
    }

    // MARK: Evaluation

    /// The model on the design's later index date; nil where the design names none.
    private func evaluation(of model: RiskModel, _ population: Population) async throws -> FitEvaluation? {
        guard let day = design.testIndexDay else { return nil }
        progress.begin("evaluate")
        let table = try await trainingTable(population, at: day)
        let scorer = try model.bind(to: table.matrix.columns)
        let risks = scorer.scores(scorer.linearPredictors(table.matrix))
        let cuts = ["0.5%", "1%", "2%", "4%", "5%", "10%", "20%"].map { text in
            (share: text, taken: Share(text)!.count(of: risks.count))
        }
        let evaluation = FitEvaluation(
            model: model.name, version: model.version, indexDate: day.description,
            of: ScoredOutcomes(outcomes: table.outcomes, risks: risks), cuts: cuts)
        progress.end(["rows": risks.count])
        return evaluation
    }

    private func report(_ fit: RidgeFit, _ evaluation: FitEvaluation?) {
        print("objective \(fit.objective), gradient norm \(fit.gradientNorm) after \(fit.iterations) steps")
        guard let evaluation, let auroc = evaluation.auroc, let brier = evaluation.brierScore else { return }
        print("on \(evaluation.indexDate): AUROC \(Self.short(auroc)), Brier score \(Self.short(brier))")
    }

    private static func short(_ value: Double) -> String { String(format: "%.4f", value) }
}
