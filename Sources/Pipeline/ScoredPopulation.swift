import Cohorts
import FeatureData
import Features
import Records
import Scoring

/// Everybody who is scored, with what each programme's model makes of them.
struct ScoredPopulation: Sendable {
    let plan: FeaturePlan
    private let programmes: [Programme]
    private let scorers: [Scorer]
    private let result: ScoringPass.Result
    private let quantised: [[Int64]]
    private let risks: [[Double]]
    private let attributes: Attributes

    /// - Throws: `ScoringError` where a model needs what the run does not have; `SettingsRefused` where a programme's
    ///   eligibility does.
    init(
        _ preparation: Preparation, _ population: Population, _ standings: Standings, at indexDay: Day,
        progress: Progress
    ) async throws {
        let plan = preparation.catalogue.plan(for: population.histories(at: indexDay))
        self.plan = plan
        let unavailable = Dictionary(plan.unavailable.map { ($0.feature, $0.reason) }) { first, _ in first }
        programmes = preparation.programmes
        scorers = try programmes.map { programme in
            try preparation.model(of: programme).model.bind(to: plan.columns, unavailable: unavailable)
        }
        let attributes = Attributes(population, rows: standings.scored)
        self.attributes = attributes
        let pass = ScoringPass(
            plan: plan, persons: standings.scored, scorers: scorers,
            eligibilities: try programmes.map {
                try Eligibility($0, columns: plan.columns, attributes: attributes)
            },
            threads: preparation.configuration.threads)
        result = await pass.run(progress)
        quantised = result.predictors.map { $0.map(Ranking.quantised) }
        risks = zip(scorers, result.predictors).map { $0.scores($1) }
    }

    func scorer(_ programme: Int) -> Scorer { scorers[programme] }

    /// By RowID.
    func predictors(_ programme: Int) -> [Double] { result.predictors[programme] }

    func candidates(_ programme: Int, exclusions: [RowID: Int], daysListed: [RowID: Int]) -> Candidates {
        Candidates(
            predictors: quantised[programme], risks: risks[programme], eligible: result.eligible[programme],
            attributes: attributes, exclusions: exclusions, daysListed: daysListed)
    }

    /// - Parameter uncounted: rows that are left out.
    func distribution(_ programme: Int, without uncounted: Set<RowID>) -> RiskDistribution {
        var eligible = result.eligible[programme]
        for row in uncounted { eligible[row.index] = false }
        return RiskDistribution(risks: risks[programme], eligible: eligible)
    }

    /// The first programme's scores, ranks and bands, of everybody.
    func table(_ programme: Programme, _ population: Population, _ standings: Standings) -> ScoreTable {
        let eligible = result.eligible[0]
        var ranks = [Int32](repeating: 0, count: eligible.count)
        var rank: Int32 = 0
        for row in Ranking.order(result.predictors[0]) where eligible[row.index] {
            rank += 1
            ranks[row.index] = rank
        }
        let practice = attributes["practice"]
        return ScoreTable(
            persons: population.persons, standings: standings, practices: practice?.values ?? [],
            practiceCodes: practice?.codes ?? [], predictors: result.predictors[0], risks: risks[0], ranks: ranks,
            bandEnds: programme.bands.map { $0.end.count(of: Int(rank)) }, bandNames: programme.bands.map(\.name))
    }

    /// Persons scored, by practice code.
    var scoredByPractice: [String: Int] {
        guard let practice = attributes["practice"] else { return [:] }
        var counts = [Int](repeating: 0, count: practice.values.count)
        for code in practice.codes where code >= 0 { counts[Int(code)] += 1 }
        return Dictionary(uniqueKeysWithValues: zip(practice.values, counts))
    }
}
