import Configuration
import Evaluation
import FeatureData
import Scoring

/// Fits a model on features: their terms, the penalty, and the fit.
public struct ModelFitting: Sendable {
    public var basis: Basis
    public var penalty: PenaltyDesign
    /// Of the folds.
    public var seed: UInt64
    /// Groups of features that the fit is made again without.
    public var ablation: [AblationGroup] = []
    /// Whether something stands for later missing values of features that have none here: of a ready table.
    public var standsInForAll = false
    /// Where the design states the penalty.
    private var penaltySetting: Setting?

    public init(basis: Basis, penalty: PenaltyDesign, seed: UInt64) {
        self.basis = basis
        self.penalty = penalty
        self.seed = seed
    }

    /// The keys of a design that it reads.
    public static let keys = ["basis", "penalty", "ridge", "gradient_tolerance", "seed", "ablation"]

    /// Reads a design's basis, penalty and seed. Problems are told.
    public init(_ map: SettingMap, problems: Problems) {
        let tolerance = Self.tolerance(map)
        basis = map["basis"].map { Basis($0, problems: problems) } ?? .plain
        penalty = PenaltyDesign(ridge: map.number("ridge") ?? 1e-4, tolerance: tolerance)
        seed = map.parsed("seed", expected: "a whole number, 0 or more") { UInt64($0) } ?? 1
        ablation = AblationGroup.all(map, problems)
        penaltySetting = map["penalty"]
        guard let setting = map["penalty"] else { return }
        if let ridge = map["ridge"] { problems.add("\"penalty\" and \"ridge\" exclude each other", at: ridge) }
        if let stated = PenaltyDesign(setting, tolerance: tolerance, problems: problems) { penalty = stated }
    }

    private static func tolerance(_ map: SettingMap) -> Double {
        map.parsed("gradient_tolerance", expected: "a number over 0 and at most 0.001") { text in
            Setting.number(text).flatMap { $0 > 0 && $0 <= 1e-3 ? $0 : nil }
        } ?? 1e-10
    }

    /// - Parameter names: of the features that there can be.
    /// - Throws: `SettingsRefused` where basis, penalty or ablation name one that is not among them, or a group of the
    ///   ablation has all of them.
    public func checkNames(among names: [String]) throws(SettingsRefused) {
        let problems = Problems()
        basis.check(among: names, problems)
        if let penaltySetting {
            let unpenalised = penalty.unpenalised.map(FeaturePattern.init)
            FeaturePattern.check(unpenalised, at: penaltySetting, among: names, problems)
        }
        for group in ablation { group.check(among: names, problems) }
        try problems.throwIfAny()
    }

    private static let rowsInChunk = 8192

    /// - Parameters:
    ///   - rows: n rows by p features.
    ///   - levels: by feature, the words of one of words; else empty.
    ///   - people: a key for each row, the same for all rows of a person.
    /// - Throws: `SettingsRefused` where the basis names features that there are not; `TrainingError`.
    public func fit(
        _ rows: TrainingRows, levels: [[String]], people: FoldKeys, threads: Int
    ) async throws -> FittedModel {
        let problems = Problems()
        var builder = BasisBuilder(
            basis, matrix: rows.matrix, levels: levels, standsInForAll: standsInForAll, problems: problems,
            quantiles: { Knots(HarrellShares.of(knots: $1) ?? [], ofColumn: $0, in: rows.matrix).values })
        try problems.throwIfAny()
        let unscreened = builder
        var screened: [String] = []
        if let screen = basis.screen {
            let terms = await expanded(rows, builder, threads: threads)
            screened = try await add(screen, to: &builder, terms, rows.matrix.columns, threads: threads)
        }
        // The fit without the unpenalised terms that the intercept and those before them determine: no fit can tell what
        // is theirs, and it is the same without them.
        var dependent: [String] = []
        while true {
            do throws(TrainingError) {
                var fitted = try await fit(
                    rows, builder, before: unscreened, folds: people.seeded(seed), screened, without: dependent,
                    threads: threads)
                fitted.dependent = dependent
                return fitted
            } catch {
                guard let term = error.dependentTerm else { throw error }
                builder.remove(term)
                dependent.append(term)
            }
        }
    }

    /// - Parameters:
    ///   - rows: n rows by p features.
    ///   - unscreened: the terms before the screen.
    ///   - people: a key for each row, as the seed has them.
    ///   - dependent: terms that have been taken out, since others determine them.
    private func fit(
        _ rows: TrainingRows, _ builder: BasisBuilder, before unscreened: BasisBuilder, folds people: FoldKeys,
        _ screened: [String], without dependent: [String], threads: Int
    ) async throws(TrainingError) -> FittedModel {
        let terms = await expanded(rows, builder, threads: threads)
        let regression = regression(for: builder.terms)
        var crossValidation: CrossValidation?
        let fit: PenalisedFit
        switch penalty.strength {
        case .given(let lambda):
            fit = try await regression.fit(terms, lambda: lambda, threads: threads)
        case .chosen(let lambdas, let count, let choice):
            let validation: CrossValidation
            let folds = people.folds(count: count)
            if let screen = basis.screen {
                validation = try await regression.crossValidation(terms, lambdas: lambdas, threads: threads) {
                    () throws(TrainingError) in
                    try await separateFolds(
                        screen, rows, unscreened, without: dependent, folds: folds, lambdas: lambdas, threads: threads)
                }
            } else {
                validation = try await regression.crossValidation(
                    terms, folds: folds, lambdas: lambdas, threads: threads)
            }
            fit = validation.fit(choice)
            crossValidation = validation
        }
        var fitted = FittedModel(
            features: builder.features, terms: builder.terms, columns: terms.matrix.columns, fit: fit,
            crossValidation: crossValidation, screened: screened, filled: builder.filled.map(\.feature))
        fitted.endless = builder.terms.indices.filter { place in
            fit.lambda * (regression.factors?[place] ?? 1) == 0 && fit.isEndless(place)
        }.map { builder.terms[$0].name }
        return fitted
    }

    func regression(for terms: [BasisTerm]) -> PenalisedLogisticRegression {
        let patterns = penalty.unpenalised.map(FeaturePattern.init)
        let factors = terms.map { term in
            term.inputs.allSatisfy { input in patterns.contains { $0.matches(input.feature) } } ? 0.0 : 1
        }
        return PenalisedLogisticRegression(
            alpha: penalty.alpha, factors: patterns.isEmpty ? nil : factors, tolerance: penalty.tolerance)
    }

    /// n rows by term.
    func expand(
        _ matrix: FeatureMatrix, _ terms: [BasisTerm], of features: [RiskModel.Feature], threads: Int
    ) async -> FeatureMatrix {
        let expansion = TermExpansion(terms, of: features, columns: matrix.columns)
        let starts = Array(stride(from: 0, to: matrix.rowCount, by: Self.rowsInChunk))
        let parts = await concurrentMap(starts.count, threads: max(1, threads)) { place in
            expansion.expand(
                matrix, rows: starts[place]..<min(starts[place] + Self.rowsInChunk, matrix.rowCount))
        }
        var expanded = FeatureMatrix(columns: expansion.columns)
        expanded.reserve(rows: matrix.rowCount, cells: parts.reduce(0) { $0 + $1.cellValues.count })
        for part in parts { expanded.append(part) }
        return expanded
    }
}
