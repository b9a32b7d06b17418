import FeatureData
import Foundation
import Identity
import Scoring
import Training

/// Fits a model's calibration to other people than it was trained on, and writes it as a version of its own. Its terms
/// and the order in which it ranks stay as they are.
public struct RecalibrationRun {
    /// What is fitted.
    public enum Method: String, Sendable, CaseIterable {
        case intercept
        case line = "intercept_and_slope"
        case isotonic
    }

    private let model: RiskModel
    private let modelFolder: String
    private let design: String
    private let source: EvaluationSource
    private let progress: Progress

    /// - Parameters:
    ///   - folder: the model's folder.
    ///   - design: tells outcome and rows; nil for the one in the model's folder.
    public init(model folder: String, source: EvaluationSource, design: String?, progress: Progress) throws {
        model = try ModelFolder.model(at: folder)
        modelFolder = folder
        self.design = try design ?? ModelFolder.design(of: [folder])
        self.source = source
        self.progress = progress
    }

    /// Writes the model with its calibration, and a card that says what it was fitted to.
    ///
    /// - Throws: `PipelineError.notARisk` for a points score; `PipelineError.slopeNotPositive` where the scores rank the
    ///   wrong way round.
    public func run(_ method: Method, version: String, to folder: String) async throws {
        try ModelFolder(folder).checkFree()
        guard model.link == .logit else { throw PipelineError.notARisk(model: model.name) }
        let stage = try await EvaluationStage(
            source, design: design, models: [model], purposes: [.training, .aggregate], progress: progress)
        let rows = try await stage.rows(for: model)
        progress.begin("recalibrate")
        let predictors = try ScoredRows.predictors(of: model, rows)
        let fitted = try await Recalibration(
            method.kind, linearPredictors: predictors, outcomes: rows.rows.outcomes, weights: rows.rows.weights)
        var recalibrated = model
        recalibrated.version = version
        recalibrated.calibration = try calibration(fitted)
        recalibrated.calibratedOn = rows.words
        recalibrated.hasSyntheticOrigin = model.hasSyntheticOrigin || stage.isSynthetic
        progress.end(["rows": predictors.count])
        try write(recalibrated, rows, stage, method, to: folder)
    }

    private func calibration(_ fitted: Recalibration) throws -> RiskModel.Calibration {
        switch fitted {
        case .intercept(let intercept): return .linear(intercept: intercept, slope: 1)
        case .line(let intercept, let slope):
            guard slope > 0 else { throw PipelineError.slopeNotPositive(model: model.name) }
            return .linear(intercept: intercept, slope: slope)
        case .isotonic(let curve): return .isotonic(predictors: curve.inputs, risks: curve.values)
        }
    }

    /// The earlier card, whose item on model updating says what was done here, after what was done before.
    private func updated(
        _ card: String, _ rows: ModellingRows, _ method: Method, of recalibrated: RiskModel
    ) -> String {
        let heading = "### \(ModelCard.updatingHeading)\n\n"
        let done =
            "Version \(model.version) was recalibrated on \(Clock.today), by \(method.words), which is version "
            + "\(recalibrated.version); on the rows of \(rows.words.joined(separator: ", ")) and no others. Its terms were "
            + "not fitted anew."
        guard let start = card.firstRange(of: heading)?.upperBound else { return card }
        let end = card[start...].firstRange(of: "\n\n#")?.lowerBound ?? card.endIndex
        let before = String(card[start..<end])
        return String(card[..<start]) + (before == ModelCard.gap ? done : before + "\n\n" + done) + card[end...]
    }

    private func write(
        _ recalibrated: RiskModel, _ rows: ModellingRows, _ stage: EvaluationStage, _ method: Method, to folder: String
    ) throws {
        let old = (try? String(contentsOfFile: modelFolder + "/CARD.md", encoding: .utf8)) ?? ""
        let card = """
            # \(recalibrated.name) \(recalibrated.version)

            Version \(model.version), recalibrated by `anticipate recalibrate`: \(method.words). The terms, and the order
            in which people are ranked, are those of version \(model.version). Fitted on \(rows.words.joined(separator: ", "));
            outcome: \(stage.outcome); people: \(stage.eligibility). Evaluate it on rows that came later than these.
            \(stage.isSynthetic ? "**These people do not exist: the model ranks nobody real.**" : "")

            The card of version \(model.version) follows.

            \(updated(old, rows, method, of: recalibrated))
            """
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let text = try? String(contentsOfFile: design, encoding: .utf8) {
            try NewFile.write(text, to: folder + "/design.yaml")
        }
        try NewFile.write(card, to: folder + "/CARD.md")
        try NewFile.write(
            String(decoding: try recalibrated.json(file: "model.json"), as: UTF8.self), to: folder + "/model.json")
    }
}

extension RecalibrationRun.Method {
    var kind: Recalibration.Kind {
        switch self {
        case .intercept: .intercept
        case .line: .line
        case .isotonic: .isotonic
        }
    }

    var words: String {
        switch self {
        case .intercept: "a new intercept"
        case .line: "a new intercept and slope"
        case .isotonic: "an isotonic curve from predictor to risk"
        }
    }
}
