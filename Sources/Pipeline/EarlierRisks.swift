import Cohorts
import FeatureData
import Features
import Records
import Scoring

/// What a programme's model makes of people as they were some months before: what rising risks are held against.
struct EarlierRisks {
    private let plan: FeaturePlan
    private let scorer: Scorer
    private let population: Population
    private let day: Day

    /// - Parameters:
    ///   - place: of the programme in the run.
    ///   - indexDay: the day that is looked back from.
    init(_ preparation: Preparation, _ place: Int, _ rising: Rising, _ population: Population, at indexDay: Day) throws
    {
        let model = preparation.model(of: preparation.programmes[place]).model
        let catalogue = preparation.features.groups[preparation.features.groupOfProgramme[place]]
        day = indexDay.adding(months: -rising.months)
        plan = catalogue.selecting(Set(model.features.map(\.name))).plan(for: population.histories(at: day))
        scorer = try model.bind(
            to: plan.columns,
            unavailable: Dictionary(plan.unavailable.map { ($0.feature, $0.reason) }) { first, _ in first })
        self.population = population
    }

    /// By person; nil for those who would not have been scored on that day.
    /// - Parameter persons: ascending.
    func risks(of persons: [Int32]) -> [Double?] {
        var evaluator = plan.evaluator()
        var matrix = FeatureMatrix(columns: plan.columns)
        var risks: [Double?] = []
        for first in stride(from: 0, to: persons.count, by: ScoringPass.rowsInBlock) {
            let block = persons[first..<min(first + ScoringPass.rowsInBlock, persons.count)]
            matrix.removeAllRows()
            evaluator.evaluate(block, into: &matrix)
            risks += zip(block, scorer.scores(scorer.linearPredictors(matrix))).map { person, risk in
                population.persons.standing(of: Int(person), at: day) == .scored ? risk : nil
            }
        }
        return risks
    }
}
