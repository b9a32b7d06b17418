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
}
