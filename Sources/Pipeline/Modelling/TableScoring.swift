import FeatureData
import Foundation
import ReadyTables
import Scoring
import Tabular

/// Scores the rows of a ready table.
public struct TableScoring {
    private let model: RiskModel
    /// What stands for no value, beside an empty field: as the model's design says.
    private let missing: [String]

    /// - Throws: `PipelineError.noModel`; `ScoringError`; `SettingsRefused` where the folder's design of a table is at
    ///   fault.
    public init(model path: String) throws {
        model = try ModelFolder.model(at: path)
        missing = try ModelFolder.missingWords(at: path) ?? TableRoles.usualMissing
    }

    /// Writes the id, the score and the linear predictor of every row, in the table's order.
    ///
    /// A column is taken for the feature of its name; that it is what a model's catalogue defines is taken on trust, and
    /// said to be.
    ///
    /// - Throws: `ScoringError.unusable` where the table lacks a column of the model; `PipelineError.valueMissing` where
    ///   a value is missing that the model has no stand-in for.
    public func run(table path: String, id: String, to out: String, threads: Int?, progress: Progress) async throws {
        try NewFile.checkFolder(of: out)
        progress.begin("score")
        let table = try await ReadyTable(
            path: path, file: URL(filePath: path).lastPathComponent, roles: try roles(path: path, id: id),
            threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
        let scorer = try model.bind(to: table.matrix.columns, addingOffset: model.offset, trustingNames: true)
        let trusted = model.features.count { $0.fingerprint != FeatureColumn.fingerprint(ofReady: $0.name) }
        if trusted > 0 {
            progress.note(
                "\(trusted) of the model's features are defined by the catalogue \(model.training?.catalogue ?? "of a run"): "
                    + "that the table's columns of their names hold what it defines is taken on trust")
        }
        var predictors = scorer.linearPredictors(table.matrix)
        if let row = predictors.firstIndex(where: \.isNaN) {
            throw PipelineError.valueMissing(
                file: table.file, line: table.lines[row], columns: Self.missing(table.matrix, row: row, model))
        }
        StandIns(of: model, in: table.matrix).tell(progress)
        if let offsets = table.offsets { predictors = zip(predictors, offsets).map { $0 + $1 } }
        let sink = try FileSink(path: out)
        var csv = CSVWriter(sink)
        try csv.row([id, "score", "linear_predictor"])
        for (place, predictor) in predictors.enumerated() {
            csv.text(table.ids[place])
            csv.number(scorer.score(predictor))
            csv.number(predictor)
            try csv.endRow()
        }
        try csv.flush()
        try sink.close()
        progress.end(["rows": predictors.count])
    }

    /// The model's features are the predictors; the other columns are read over.
    private func roles(path: String, id: String) throws -> TableRoles {
        TableRoles(
            id: id, offset: model.offset, predictors: model.features.map(\.name),
            levels: Dictionary(
                uniqueKeysWithValues: model.features.filter { !$0.levels.isEmpty }.map { ($0.name, $0.levels) }),
            missing: missing)
    }

    /// The model's features without a value in a row and without a stand-in for one.
    static func missing(_ matrix: FeatureMatrix, row: Int, _ model: RiskModel) -> [String] {
        let values = matrix.row(row)
        return model.features.filter { feature in
            feature.missingAs == nil
                && (matrix.columns.firstIndex { $0.name == feature.name }.map { values[$0].isNaN } ?? false)
        }.map(\.name)
    }
}
