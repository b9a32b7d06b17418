import Cohorts
import Evaluation
import FeatureData
import Features
import Glibc
import Records
import Scoring

/// A programme's people on a past day: their risks, who was eligible, who was left out, and what they are matched by.
/// All of it is by today's extracts, but for what reviews had said by then, which runs remember.
struct ProgrammeDay {
    let day: Day
    let programme: Programme
    let candidates: Candidates
    private let population: Population
    private let standings: Standings
    /// Of the conditions that people are matched by.
    private let plan: FeaturePlan
    private let rows: RowPlaces
    /// Whether the model gives risks, and not points.
    private let isRisk: Bool

    /// - Parameters:
    ///   - preparation: of this programme alone.
    ///   - date: the day of the issue.
    ///   - reviews: that were known then; those made later say nothing.
    ///   - listedSince: by person, since when those on the issue before were on it.
    init(
        _ preparation: Preparation, _ population: Population, at day: Day, issuedOn date: Day,
        reviews: RememberedReviews, listedSince: [Int: Day] = [:], progress: Progress
    ) async throws {
        self.day = day
        self.population = population
        programme = preparation.programmes[0]
        standings = Standings(population.persons, at: day)
        guard !standings.scored.isEmpty else { throw PipelineError.nobodyScored }
        let scored = try await ScoredPopulation(preparation, population, standings, at: day, progress: progress)
        let dates = try RunDates(indexDate: day.description, runDate: date.description)
        let exclusions = CaseloadExclusions(
            population: population, reviews: reviews, programmes: preparation.programmes, dates: dates)
        let rows = RowPlaces(standings.scored)
        let daysListed = listedSince.compactMap { person, since in
            rows.row(of: person).map { ($0, date.days(since: since)) }
        }
        candidates = scored.candidates(
            0, exclusions: exclusions.exclusions(of: programme, rows: standings.scored),
            daysListed: Dictionary(uniqueKeysWithValues: daysListed))
        plan = Self.conditions(preparation).plan(for: population.histories(at: day))
        self.rows = rows
        isRisk = preparation.model(of: programme).model.link == .logit
    }

    /// Whom the programme would take.
    func cohort() throws -> [RowID] { try CohortSelection(programme).cohort(of: candidates).members.map(\.row) }

    func row(of person: Int) -> RowID? { rows.row(of: person) }

    func person(_ row: RowID) -> Int { Int(standings.scored[row.index]) }

    func practice(_ row: RowID) -> String { candidates.attributes["practice"]?[row] ?? "" }

    /// Log-odds of the risk.
    func predictor(_ row: RowID) -> Double { Double(candidates.predictors[row.index]) / Self.quantum }

    /// Steps of a quantised predictor in one of log-odds.
    static let quantum = 1e9

    /// Rows of those who are eligible and under no exclusion, whose predictor is at least so much.
    func free(from least: Double) -> [RowID] {
        candidates.eligible.indices.map { RowID($0) }.filter { row in
            candidates.eligible[row.index] && candidates.exclusions[row] == nil && predictor(row) >= least
        }
    }

    /// So many people at most who are eligible, under no exclusion and not among some, the highest ranked first.
    func next(_ count: Int, besides members: Set<Int>) -> [Int] {
        free(from: -.infinity).filter { !members.contains(person($0)) }
            .sorted { (candidates.predictors[$1.index], $0.index) < (candidates.predictors[$0.index], $1.index) }
            .prefix(count).map(person)
    }

    // MARK: Matching

    private static let rowsInBlock = 4096

    /// The conditions of the programme's catalogue, whether its model looks at them or not.
    /// - Parameter preparation: of this programme alone.
    static func conditions(_ preparation: Preparation) -> Catalogue {
        let whole = preparation.features.catalogues[0]
        return whole.selecting(Set(whole.featureNames.filter { $0.hasPrefix("ltc_") && $0 != "ltc_count" }))
    }

    /// The same people as they are matched.
    func matching(_ all: [RowID], _ followed: FollowedPeople) -> [MatchingPerson] {
        var evaluator = plan.evaluator()
        var matrix = FeatureMatrix(columns: plan.columns)
        var people: [MatchingPerson] = []
        for first in stride(from: 0, to: all.count, by: Self.rowsInBlock) {
            let block = all[first..<min(first + Self.rowsInBlock, all.count)]
            matrix.removeAllRows()
            evaluator.evaluate(block.map { standings.scored[$0.index] }[...], into: &matrix)
            for (place, row) in block.enumerated() {
                let values = matrix.row(place)
                people.append(person(row, conditions: values.count { $0 > 0 }, followed))
            }
        }
        return people
    }

    private func person(_ row: RowID, conditions: Int, _ followed: FollowedPeople) -> MatchingPerson {
        let person = person(row)
        let own = followed.person(person, at: day)
        return MatchingPerson(
            person: own, stratum: sex(of: person) * (Self.mostUse + 1) + min(own.before, Self.mostUse),
            predictor: predictor(row), expected: isRisk ? -log1p(-candidates.risks[row.index]) : 1,
            age: population.persons.dateOfBirth(of: person).age(on: day),
            conditions: conditions)
    }

    /// Events before by which people are told apart; more are as good as so many.
    private static let mostUse = 3

    private func sex(of person: Int) -> Int {
        guard case .codes(let ids, _)? = population.persons.column("sex") else { return 0 }
        return ids[person]
    }
}
