import Configuration
import Foundation
import ReadyTables
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

    /// The words that stand for no value in the tables that a model was made for; nil where no design of a table lies
    /// beside the model.
    ///
    /// - Parameter path: the model's folder, or its file.
    /// - Throws: `SettingsRefused` where the design is at fault.
    static func missingWords(at path: String) throws -> [String]? {
        let folder = path.hasSuffix(".json") ? URL(filePath: path).deletingLastPathComponent().path : path
        guard let text = try? String(contentsOfFile: folder + "/design.yaml", encoding: .utf8),
            try DesignKind.table.isOf(Setting.whole(text, file: "design.yaml"))
        else { return nil }
        return try TableDesign(text: text, file: "design.yaml").roles.missing
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
