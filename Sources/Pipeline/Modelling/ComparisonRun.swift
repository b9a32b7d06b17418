import Evaluation
import FeatureData
import Foundation
import Reports
import Scoring

/// Compares two models on the same rows, or a model with somebody else's scores.
public struct ComparisonRun {
    private let champion: Contestant
    private let challenger: Contestant
    private let design: String
    private let source: EvaluationSource
    private let progress: Progress

    /// Who takes part: a model, or a CSV of ids and scores.
    private enum Contestant {
        case model(RiskModel, folder: String)
        case scores(path: String)

        init(_ path: String) throws {
            self = path.hasSuffix(".csv") ? .scores(path: path) : .model(try ModelFolder.model(at: path), folder: path)
        }

        var model: RiskModel? {
            if case .model(let model, _) = self { model } else { nil }
        }

        func limits(_ stage: EvaluationStage, _ rows: ModellingRows) -> [String] {
            if case .model(let model, let folder) = self { stage.limits(of: model, at: folder, on: rows) } else { [] }
        }

        var name: String {
            switch self {
            case .model(let model, _): "\(model.name) \(model.version)"
            case .scores(let path): URL(filePath: path).lastPathComponent
            }
        }
    }

    /// - Parameters:
    ///   - champion: a model's folder, or a CSV with an id, `score` and maybe `index_date` (`ScoreFile`): a risk, or
    ///     anything that is higher for a higher risk, which then has no calibration.
    ///   - challenger: the same.
    ///   - design: tells outcome and rows; nil for the one in a model's folder.
    public init(
        champion: String, challenger: String, source: EvaluationSource, design: String?, progress: Progress
    ) throws {
        self.champion = try Contestant(champion)
        self.challenger = try Contestant(challenger)
        let folders = [champion, challenger].filter { !$0.hasSuffix(".csv") }
        guard design != nil || !folders.isEmpty else { throw PipelineError.noDesignToCompareBy }
        self.design = try design ?? ModelFolder.design(of: folders)
        self.source = source
        self.progress = progress
    }

    /// Writes `comparison.json` and `comparison.html`.
    ///
    /// - Throws: `PipelineError.outputExists`, before any work, where the folder has a comparison;
    ///   `PipelineError.rowsDiffer` where the two models' catalogues do not give the same rows;
    ///   as `ScoreFile` does, where a CSV has no scores of these rows.
    public func run(to folder: String) async throws {
        try NewFile.checkFree(["comparison.json", "comparison.html"], in: folder)
        let models = [champion.model, challenger.model].compactMap(\.self)
        let stage = try await EvaluationStage(source, design: design, models: models, progress: progress)
        // Somebody else's scores need no features: they are compared on the model's rows.
        let (one, other) = (champion.model ?? challenger.model, challenger.model ?? champion.model)
        let left = try await stage.rows(for: one)
        let right = stage.givesSameFeatures(to: one, other) ? left : try await stage.rows(for: other)
        guard left.people == right.people, left.rows.outcomes == right.rows.outcomes else {
            throw PipelineError.rowsDiffer
        }
        progress.begin("compare")
        var scores = (try await scored(champion, left), try await scored(challenger, right))
        let unscored = Self.keepCommon(&scores.0, &scores.1)
        let places = scores.0.places
        var input = ComparisonInput(
            champion: .init(name: champion.name, scored: scores.0.outcomes),
            challenger: .init(name: challenger.name, scored: scores.1.outcomes), outcome: stage.outcome,
            population: stage.eligibility, indexDates: left.words,
            isSynthetic: models.contains(where: \.isSynthetic),
            persons: places.map { left.people.keys[$0] })
        input.groupings = left.groups.compactMap { group in
            Grouping(group.selecting(places))
        }
        if unscored > 0 {
            let rows = DisclosureControl.released(unscored).map { "\($0) rows" } ?? "Some rows"
            input.limits.append("\(rows) have no score of one of the two, and are left out of both.")
        }
        input.limits += champion.limits(stage, left) + challenger.limits(stage, right)
        input.limits += stage.holdOutWords + stage.limits + left.limits
        input.limits += right.limits.filter { !left.limits.contains($0) }
        let comparison = await Comparer(bootstrap: Bootstrap(threads: stage.threads)).comparison(of: input)
        progress.end(["rows": places.count])
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try NewFile.write(String(decoding: comparison.json(), as: UTF8.self), to: folder + "/comparison.json")
        try NewFile.write(ComparisonPage.text(comparison), to: folder + "/comparison.html")
    }

    /// Rows that a contestant has a score for, and what it is.
    private struct Scored {
        /// Ascending.
        var places: [Int]
        var outcomes: ScoredOutcomes

        mutating func keep(_ common: Set<Int>) {
            let own = places.indices.filter { common.contains(places[$0]) }
            places = own.map { places[$0] }
            outcomes = ScoredOutcomes(
                outcomes: own.map { outcomes.outcomes[$0] }, risks: own.map { outcomes.risks[$0] },
                weights: own.map { outcomes.weights[$0] }, areRisks: outcomes.areRisks)
        }
    }

    private static func keepCommon(_ one: inout Scored, _ other: inout Scored) -> Int {
        let common = Set(one.places).intersection(other.places)
        let lost = Set(one.places).union(other.places).count - common.count
        if lost > 0 {
            one.keep(common)
            other.keep(common)
        }
        return lost
    }

    private func scored(_ contestant: Contestant, _ rows: ModellingRows) async throws -> Scored {
        switch contestant {
        case .model(let model, _):
            return Scored(places: Array(rows.rows.outcomes.indices), outcomes: try ScoredRows(model, rows).outcomes)
        case .scores(let path):
            let (places, risks) = try await ScoreFile(path: path).scores(of: rows)
            return Scored(
                places: places,
                outcomes: ScoredOutcomes(
                    outcomes: places.map { rows.rows.outcomes[$0] }, risks: risks,
                    weights: rows.rows.weights.map { all in places.map { all[$0] } }))
        }
    }
}
