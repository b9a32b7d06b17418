import Foundation
import Scoring

extension ModelFolder {
    /// Reads the model of a folder, or of a model file.
    ///
    /// - Throws: `PipelineError.noModel`; `ScoringError` where the file does not hold one.
    static func model(at path: String) throws -> RiskModel {
        let file = path.hasSuffix(".json") ? path : path + "/model.json"
        // The last parts say which: emergency-admission-12m/1.0.0/model.json.
        let shown = file.split(separator: "/").suffix(3).joined(separator: "/")
        guard let data = FileManager.default.contents(atPath: file) else { throw PipelineError.noModel(file: shown) }
        return try RiskModel(json: data, file: shown)
    }

    /// The design in the first of some models' folders that has one.
    ///
    /// - Throws: `PipelineError.noOutcomeOf` where none has: published and imported models come without.
    static func design(of folders: [String]) throws -> String {
        let designs = folders.map { $0 + "/design.yaml" }
        if let design = designs.first(where: FileManager.default.fileExists(atPath:)) { return design }
        let model = (folders.first ?? "").split(separator: "/").suffix(2).joined(separator: "/")
        throw PipelineError.noOutcomeOf(model: model)
    }
}
