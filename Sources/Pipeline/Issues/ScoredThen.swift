import Cohorts
import FeatureData
import Features
import Records
import Scoring

/// People as they would have been scored at the last issue by what is known tonight: why somebody has come on to a
/// list can only be told by what they were when they were on none.
struct ScoredThen {
    struct Person {
        let isScored: Bool
        let isEligible: Bool
        /// The words of the exclusion that they were under.
        let exclusion: String?
        /// Quantised, and by family of the programme's contributions tonight; nil where they cannot be computed.
        let predictor: Int64?
        let families: [Double]
    }

    /// Why a programme's people cannot be scored as they were at the last issue.
    struct Gap: Error {
        let programme: String
        let cause: any Error

        /// For an operator.
        var warning: String {
            "\(programme): why people came on to the lists is told without what they were at the last issue, by which they "
                + "cannot be scored: \(ErrorWords.first(of: cause))"
        }
    }

    private let preparation: Preparation
    private let population: Population
    private let dates: RunDates
    private let reviews: RememberedReviews
    /// By group of programmes' features.
    private let plans: [FeaturePlan]

    /// - Parameter dates: of the last issue.
    init(_ preparation: Preparation, _ population: Population, _ reviews: RememberedReviews, dates: RunDates) {
        self.preparation = preparation
        self.population = population
        self.reviews = reviews
        self.dates = dates
        let histories = population.histories(at: dates.index)
        plans = preparation.features.groups.map { $0.plan(for: histories) }
    }

    /// What a programme's people are told has become of their facts; nil of a programme that tonight goes without.
    func changedFacts(_ selected: SelectedProgramme) throws(Gap) -> ChangedFacts? {
        guard let plan = plan(of: selected.programme) else { return nil }
        let scorer = try telling(selected.programme) { try self.scorer(of: selected.programme, plan) }
        return ChangedFacts(
            now: ChangedFacts.Side(plan: selected.plan, scorer: selected.scorer),
            then: ChangedFacts.Side(plan: plan, scorer: scorer))
    }

    private func telling<Result>(_ programme: Programme, _ work: () throws -> Result) throws(Gap) -> Result {
        do {
            return try work()
        } catch {
            throw Gap(programme: programme.id, cause: error)
        }
    }

    private func plan(of programme: Programme) -> FeaturePlan? {
        preparation.programmes.firstIndex { $0.id == programme.id }.map {
            plans[preparation.features.groupOfProgramme[$0]]
        }
    }

    private func scorer(of programme: Programme, _ plan: FeaturePlan) throws -> Scorer {
        try preparation.model(of: programme).model.bind(to: plan.columns)
    }

    /// - Parameters:
    ///   - persons: ascending.
    ///   - families: the order to give contributions in.
    func persons(
        _ persons: [Int32], of programme: Programme, families: [String]
    ) throws(Gap) -> [Int32: Person] {
        let isScored = persons.map { population.persons.standing(of: Int($0), at: dates.index) == .scored }
        guard let place = preparation.programmes.firstIndex(where: { $0.id == programme.id }),
            let plan = plan(of: programme)
        else { return [:] }
        let attributes = Attributes(
            population, rows: persons, asked: preparation.features.allFacts, at: dates.index)
        let exclusions = CaseloadExclusions(
            population: population, reviews: reviews, programmes: preparation.programmes, dates: dates
        )
        .exclusions(of: programme, rows: persons)
        let scorer = try telling(programme) { try self.scorer(of: programme, plan) }
        let rules = try telling(programme) {
            try ScoringPass.BoundProgramme(programme, plan: 0, plan.columns, attributes)
        }
        let earlier = try telling(programme) {
            try programme.rising.map { rising in
                try EarlierRisks(preparation, place, rising, population, at: dates.index).risks(of: persons)
            }
        }
        let contributions = FamilyContributions(plan, scorer)
        let order = families.map { family in contributions.families.firstIndex(of: family) }
        var found: [Int32: Person] = [:]
        contributions.evaluate(persons) { matrix, first in
            let predictors = scorer.linearPredictors(matrix)
            let flags = rules.eligibility.flags(of: matrix, firstRow: RowID(first))
            let excluded = Dictionary(
                uniqueKeysWithValues: rules.excluded(among: flags, of: matrix, firstRow: RowID(first)).map {
                    ($0.row, $0.place)
                })
            for row in 0..<matrix.rowCount {
                let exclusion = [exclusions[RowID(first + row)], excluded[RowID(first + row)]].compactMap(\.self).min()
                let isRising = programme.rising.map { rising in
                    earlier?[first + row].map { rising.isMet(by: scorer.score(predictors[row]), then: $0) } ?? false
                }
                let own = contributions.contributions(of: row, in: matrix)
                found[persons[first + row]] = Person(
                    isScored: isScored[first + row], isEligible: flags[row] && isRising != false,
                    exclusion: exclusion.map { programme.exclusions[$0].words },
                    predictor: Ranking.quantised(predictors[row]), families: order.map { $0.map { own[$0] } ?? 0 })
            }
        }
        return found
    }
}
