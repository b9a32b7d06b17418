import Accounts
import Cohorts
import Configuration
import FeatureData
import Features
import Records
import Scoring

/// Everybody who is scored, with what each programme's model makes of them.
struct ScoredPopulation: Sendable {
    /// What programmes' features are computed by, and what could not be computed of their catalogues.
    let plans: [FeaturePlan]
    let unavailable: [(feature: String, reason: String)]
    private let features: ProgrammeFeatures
    private let programmes: [Programme]
    /// Programmes of one model on one plan share its scores.
    private let scorers: [ScoringPass.BoundScorer]
    private let scorerOfProgramme: [Int]
    private let result: ScoringPass.Result
    private let eligible: [[Bool]]
    /// By programme: the earlier risk of those eligible, where a rising one is asked for.
    private let earlier: [[RowID: Double]]
    /// By scorer.
    private let quantised: [[Int64]]
    private let risks: [[Double]]
    private let attributes: Attributes
    /// How far tonight's people lie from those of each model that keeps what they looked like.
    let drift: [ModelDrift]

    /// - Throws: `PipelineError.programmesUnavailable` where a programme needs what the run does not have;
    ///   `SettingsRefused` where a condition asks a word for what it is not; `PipelineError.scoresNotNumbers`.
    init(
        _ preparation: Preparation, _ population: Population, _ standings: Standings, at indexDay: Day,
        progress: Progress
    ) async throws {
        let (features, programmes) = (preparation.features, preparation.programmes)
        let histories = population.histories(at: indexDay)
        let plans = features.groups.map { $0.plan(for: histories) }
        let attributes = Attributes(population, rows: standings.scored, asked: features.allFacts, at: indexDay)
        let lacking = features.lacking(programmes, attributes, histories)
        guard lacking.isEmpty else { throw PipelineError.programmesUnavailable(lacking) }
        let (scorers, scorerOfProgramme) = try Self.scorers(preparation, plans, attributes)
        let pass = ScoringPass(
            plans: plans, persons: standings.scored, scorers: scorers,
            programmes: try programmes.enumerated().map { place, programme in
                let plan = features.groupOfProgramme[place]
                return try ScoringPass.BoundProgramme(programme, plan: plan, plans[plan].columns, attributes)
            }, threads: preparation.configuration.threads)
        let result = try await pass.run(progress)
        quantised = result.predictors.map { $0.map(Ranking.quantised) }
        let risks = zip(scorers, result.predictors).map { $0.scorer.scores($1) }
        var (eligible, earlier) = (result.eligible, [[RowID: Double]](repeating: [:], count: programmes.count))
        for (place, programme) in programmes.enumerated() {
            guard let rising = programme.rising else { continue }
            let then = try EarlierRisks(preparation, place, rising, population, at: indexDay)
            let rows = eligible[place].indices.filter { eligible[place][$0] }
            let before = then.risks(of: rows.map { standings.scored[$0] })
            let now = risks[scorerOfProgramme[place]]
            for (row, before) in zip(rows, before) {
                guard let before, rising.isMet(by: now[row], then: before) else {
                    eligible[place][row] = false
                    continue
                }
                earlier[place][RowID(row)] = before
            }
        }
        self.plans = plans
        unavailable = features.catalogues.flatMap { $0.unavailable(in: histories) }
        self.features = features
        self.programmes = programmes
        self.scorers = scorers
        self.scorerOfProgramme = scorerOfProgramme
        self.result = result
        self.risks = risks
        self.attributes = attributes
        self.eligible = eligible
        self.earlier = earlier
        drift = scorers.indices.compactMap { scorer in
            scorers[scorer].modelDrift(result.drift[scorer], risks: risks[scorer])
        }
    }

    /// Each model once on each plan, and the place of each programme's.
    private static func scorers(
        _ preparation: Preparation, _ plans: [FeaturePlan], _ attributes: Attributes
    ) throws -> ([ScoringPass.BoundScorer], ofProgramme: [Int]) {
        var scorers: [ScoringPass.BoundScorer] = []
        var places: [String: Int] = [:]
        let ofProgramme = try preparation.programmes.enumerated().map { place, programme in
            let plan = preparation.features.groupOfProgramme[place]
            let key = "\(plan) \(programme.model)"
            if let known = places[key] { return known }
            let (loaded, columns) = (preparation.model(of: programme), plans[plan].columns)
            let isCompared =
                !loaded.model.histograms.isEmpty && !scorers.contains { $0.scorer.model == loaded.model }
            places[key] = scorers.count
            scorers.append(
                .init(
                    plan: plan, scorer: try loaded.model.bind(to: columns),
                    drift: isCompared
                        ? DriftReference.of(
                            loaded, columns: columns, attributes, models: preparation.configuration.modelsFolder)
                        : nil))
            return scorers.count - 1
        }
        return (scorers, ofProgramme)
    }

    /// The place of a programme's plan among `plans`.
    func planPlace(_ programme: Int) -> Int { features.groupOfProgramme[programme] }

    func scorer(_ programme: Int) -> Scorer { scorers[scorerOfProgramme[programme]].scorer }

    /// By RowID.
    func predictors(_ programme: Int) -> [Double] { result.predictors[scorerOfProgramme[programme]] }

    /// What a rising risk has risen from, of those eligible.
    func earlierRisks(_ programme: Int) -> [RowID: Double] { earlier[programme] }

    /// - Parameter exclusions: those that are no condition on features or facts.
    func candidates(
        _ programme: Int, exclusions: [RowID: Int], daysListed: [RowID: Int], daysHeldOut: [RowID: Int] = [:]
    ) -> Candidates {
        Candidates(
            predictors: quantised[scorerOfProgramme[programme]], risks: risks[scorerOfProgramme[programme]],
            eligible: eligible[programme], attributes: attributes,
            exclusions: exclusions.merging(result.excluded[programme], uniquingKeysWith: min), daysListed: daysListed,
            daysHeldOut: daysHeldOut)
    }

    /// - Parameter uncounted: rows that are left out.
    func distribution(_ programme: Int, without uncounted: Set<RowID>) -> RiskDistribution {
        var eligible = eligible[programme]
        for row in uncounted { eligible[row.index] = false }
        return RiskDistribution(risks: risks[scorerOfProgramme[programme]], eligible: eligible)
    }

    /// The first programme's scores, ranks and bands, of everybody.
    func table(_ first: SelectedProgramme, _ population: Population, _ standings: Standings) -> ScoreTable {
        let (predictors, ranking, bands) = (predictors(0), first.candidates.ranking, first.programme.bands)
        var ranks = [Int32](repeating: 0, count: predictors.count)
        for (place, row) in ranking.enumerated() { ranks[Int(row)] = Int32(place + 1) }
        let practice = attributes["practice"]
        return ScoreTable(
            persons: population.persons, standings: standings, practices: practice?.values ?? [],
            practiceCodes: practice?.codes ?? [], predictors: predictors, risks: risks[scorerOfProgramme[0]],
            ranks: ranks, bandEnds: bands.map { $0.end.count(of: ranking.count) }, bandNames: bands.map(\.name))
    }

    /// Persons scored, by practice code.
    var scoredByPractice: [String: Int] {
        guard let practice = attributes["practice"] else { return [:] }
        var counts = [Int](repeating: 0, count: practice.values.count)
        for code in practice.codes where code >= 0 { counts[Int(code)] += 1 }
        return Dictionary(uniqueKeysWithValues: zip(practice.values, counts))
    }
}

extension ScoringPass.BoundScorer {
    /// - Parameters:
    ///   - counts: what the pass found of the people compared.
    ///   - risks: of everybody scored, by row.
    fileprivate func modelDrift(_ counts: DriftReference.Counts?, risks: [Double]) -> ModelDrift? {
        let name = "\(scorer.model.name)/\(scorer.model.version)"
        switch (drift, counts) {
        case (.failure(let gap)?, _): return ModelDrift(model: name, finding: .notCompared(gap.words))
        case (.success(let reference)?, let counts?):
            return ModelDrift(model: name, finding: .compared(reference.comparison(counts, risks: risks)))
        default: return nil
        }
    }
}

extension ScoringPass.BoundProgramme {
    /// - Throws: `SettingsRefused` where a condition asks a word for what it is not.
    init(_ programme: Programme, plan: Int, _ columns: [FeatureColumn], _ attributes: Attributes) throws {
        self.init(
            plan: plan, eligibility: try Eligibility(programme, columns: columns, attributes: attributes),
            exclusions: try programme.exclusionConditions.map { exclusion in
                (
                    exclusion.place,
                    try Eligibility(
                        exclusion.condition, at: exclusion.setting, columns: columns, attributes: attributes)
                )
            })
    }
}
