import Evaluation
import Foundation
import Reports
import Scoring

/// Evaluates a model on rows that it was not fitted on, and writes the figures and the report.
public struct EvaluationRun {
    private let model: RiskModel
    private let modelFolder: String
    private let design: String
    private let source: EvaluationSource
    private let programmes: EvaluatedProgrammes
    private let progress: Progress

    /// - Parameters:
    ///   - folder: the model's folder.
    ///   - design: the design that tells outcome and rows; nil for the one in the model's folder.
    ///   - programmes: those whose own rule is evaluated beside the fixed cuts.
    public init(
        model folder: String, source: EvaluationSource, design: String?,
        programmes: EvaluatedProgrammes = .ofConfiguration, progress: Progress
    ) throws {
        model = try ModelFolder.model(at: folder)
        modelFolder = folder
        self.design = try design ?? ModelFolder.design(of: [folder])
        self.source = source
        self.programmes = programmes
        self.progress = progress
    }

    /// Writes `evaluation.json`, `report.html` and the figures' numbers under `figures/`.
    ///
    /// - Throws: `PipelineError.outputExists`, before any work, where the folder has an evaluation.
    public func run(to folder: String) async throws {
        try EvaluationFolder(folder).checkFree()
        let stage = try await EvaluationStage(
            source, design: design, models: [model], programmes: programmes, progress: progress)
        let rows = try await stage.rows(for: model)
        StandIns(of: model, in: rows.rows.matrix).tell(progress)
        progress.begin("evaluate")
        let evaluation = try await ModelMeasurement(
            outcome: stage.outcome, definition: stage.definition, eligibility: stage.eligibility,
            limits: stage.limits(of: model, at: modelFolder, on: rows) + stage.limits + rows.limits,
            retraining: stage.retraining, threads: stage.threads
        ).evaluation(of: model, on: rows)
        progress.end(["rows": rows.rows.matrix.rowCount])
        try EvaluationFolder(folder).write(evaluation)
    }
}

/// A folder that an evaluation is written to.
struct EvaluationFolder {
    private let path: String

    init(_ path: String) { self.path = path }

    /// - Throws: `PipelineError.outputExists`: an evaluation that is there is never written over.
    func checkFree() throws {
        try NewFile.checkFree(["evaluation.json", "report.html", "figures"], in: path)
    }

    func write(_ evaluation: ModelEvaluation) throws {
        try FileManager.default.createDirectory(atPath: path + "/figures", withIntermediateDirectories: true)
        try NewFile.write(String(decoding: evaluation.json(), as: UTF8.self), to: path + "/evaluation.json")
        for table in EvaluationTables.files(evaluation) {
            try NewFile.write(table.text, to: path + "/figures/" + table.name)
        }
        try NewFile.write(EvaluationPage.text(evaluation), to: path + "/report.html")
    }
}
