import Accounts
import Evaluation
import Foundation
import Scoring
import Tabular
import Training

/// A folder that holds one version of a model.
struct ModelFolder {
    private let path: String

    init(_ path: String) { self.path = path }

    /// - Throws: `PipelineError.outputExists`: a model that is there is never written over.
    func checkFree() throws {
        try NewFile.checkFree(["model.json"], in: path)
    }

    /// Writes a model that is not evaluated yet.
    func write(
        _ model: RiskModel, fit: FitRecord, design: String, attrition: [Attrition], card: String
    ) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw TabularError.writeFailed(file: URL(filePath: path).lastPathComponent, errno: EACCES)
        }
        try write(design, to: "design.yaml")
        try write(fit.json, to: "fit.json")
        try write(attrition.releasedCSV, to: "attrition.csv")
        try write(card, to: "CARD.md")
        // The model last: a folder without it is not a model's.
        try write(String(decoding: model.json(file: "model.json"), as: UTF8.self), to: "model.json")
    }

    /// Adds the evaluation of the model that is there, and writes the card anew, with it.
    func add(_ evaluation: ModelEvaluation, card: String) throws {
        try EvaluationFolder(path).write(evaluation)
        if let ablation = evaluation.ablation { try write(ablation.csv(), to: "ablation.csv") }
        try write(card, to: "CARD.md")
    }

    private func write(_ text: String, to name: String) throws {
        let sink = try FileSink(path: path + "/" + name)
        try sink.write(text)
        try sink.close()
    }
}
