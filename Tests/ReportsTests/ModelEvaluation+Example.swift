import Evaluation

extension EvaluationInput {
    /// People whose outcomes follow their risks, from plain sequences; the second group's risks are half of what they
    /// should be.
    static func example(_ count: Int = 3000, isSynthetic: Bool = false) -> EvaluationInput {
        func uniform(_ step: Double) -> [Double] {
            (0..<count).map { ((Double($0) + 0.5) * step).truncatingRemainder(dividingBy: 1) }
        }
        let (draws, others) = (uniform(0.618_033_988_749_895), uniform(0.754_877_666_246_693))
        let risks = draws.map { 0.02 + 0.45 * $0 * $0 * $0 }
        let outcomes = (0..<count).map { UInt8(others[$0] < risks[$0] * ($0 < count / 2 ? 1 : 2) ? 1 : 0) }
        var input = EvaluationInput(
            model: EvaluatedModel(
                name: "emergency", version: "2", outcome: "an <emergency> admission", population: "Adults",
                trainedOn: ["2023-04-01"], indexDates: ["2024-04-01"], isSynthetic: isSynthetic),
            scored: ScoredOutcomes(outcomes: outcomes, risks: risks), persons: (0..<count).map(UInt64.init))
        input.groupings = [
            Grouping(
                name: "Area", levels: ["North", "South & east", "Hills", "Sea"],
                codes: (0..<count).map { $0 < count / 2 ? 0 : $0 < count * 5 / 6 ? 1 : $0 < count - 3 ? 2 : 3 }),
            Grouping(name: "Diabetes", levels: ["yes"], codes: (0..<count).map { $0 < count / 4 ? 0 : -1 }),
        ]
        input.rules = [SelectionRule(words: "=forty a practice", isTaken: (0..<count).map { $0.isMultiple(of: 9) })]
        input.missingness = [.init(name: "bmi", value: 0.31)]
        input.importance = [.init(name: "age", value: 0.4), .init(name: "admissions", value: 0.7)]
        input.attrition = [.init(name: "Registered", people: count + 500)]
        input.limits = ["The frailty flag has no date."]
        input.retraining = "People on a caseload were left out."
        return input
    }
}

extension ModelEvaluation {
    static func example(_ count: Int = 3000, isSynthetic: Bool = false) async -> ModelEvaluation {
        let evaluator = Evaluator(bootstrap: Bootstrap(replicates: 24, threads: 2))
        return await evaluator.evaluation(of: .example(count, isSynthetic: isSynthetic))
    }
}
