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

    private let preparation: Preparation
    private let population: Population
    private let dates: RunDates
    private let reviews: RememberedReviews
    private let plan: FeaturePlan

    /// - Parameter dates: of the last issue.
    init(_ preparation: Preparation, _ population: Population, _ reviews: RememberedReviews, dates: RunDates) {
        self.preparation = preparation
        self.population = population
        self.reviews = reviews
        self.dates = dates
        plan = preparation.catalogue.plan(for: population.histories(at: dates.index))
    }

    /// - Parameters:
    ///   - persons: ascending.
    ///   - families: the order to give contributions in.
    func persons(_ persons: [Int32], of programme: Programme, families: [String]) -> [Int32: Person] {
        let isScored = persons.map { population.persons.standing(of: Int($0), at: dates.index) == .scored }
        let attributes = Attributes(population, rows: persons)
        let exclusions = CaseloadExclusions(population: population, reviews: reviews, dates: dates)
            .exclusions(of: programme, rows: persons)
        let unavailable = Dictionary(plan.unavailable.map { ($0.feature, $0.reason) }) { first, _ in first }
        let scorer = try? preparation.model(of: programme).model.bind(to: plan.columns, unavailable: unavailable)
        let eligibility = try? Eligibility(programme, columns: plan.columns, attributes: attributes)
        guard let scorer, let eligibility else { return [:] }
        let contributions = FamilyContributions(plan, scorer)
        let order = families.map { family in contributions.families.firstIndex(of: family) }
        var found: [Int32: Person] = [:]
        contributions.evaluate(persons) { matrix, first in
            let predictors = scorer.linearPredictors(matrix)
            let flags = eligibility.flags(of: matrix, firstRow: RowID(first))
            for row in 0..<matrix.rowCount {
                let own = contributions.contributions(of: row, in: matrix)
                found[persons[first + row]] = Person(
                    isScored: isScored[first + row], isEligible: flags[row],
                    exclusion: exclusions[RowID(first + row)].map { programme.exclusions[$0].words },
                    predictor: Ranking.quantised(predictors[row]), families: order.map { $0.map { own[$0] } ?? 0 })
            }
        }
        return found
    }
}
