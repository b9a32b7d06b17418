/// Makes an evaluation: point estimates, intervals from one bootstrap of people, disclosure control.
public struct Evaluator: Sendable {
    private let bootstrap: Bootstrap

    public init(bootstrap: Bootstrap) { self.bootstrap = bootstrap }

    /// The same input and seed give the same document, on any number of threads.
    public func evaluation(of input: EvaluationInput) async -> ModelEvaluation {
        let scored = input.scored
        let plan = RankingPlan(input)
        let counter = PersonCounter(input.persons)
        let isTold = RuleCells.areOutcomesSafe(scored, counter)
        let request = BootstrapSample.Request(
            takenWeights: plan.cutWeights, rules: input.rules.map(\.isTaken), groupEnds: plan.groupEnds,
            thresholds: plan.thresholds.map(\.threshold))
        let measures = scored.measures
        let replicates = await bootstrap.replicates(
            of: BootstrapSample(scored, measures: measures, persons: input.persons, request: request))
        let parts = EvaluationParts(input: input, plan: plan, replicates: replicates, counter: counter)
        return ModelEvaluation(
            formatVersion: ModelEvaluation.currentFormat, model: input.model,
            disclosureControl: DisclosureControl.words, bootstrap: bootstrap.facts,
            rows: DisclosureControl.released(scored.count), persons: DisclosureControl.released(counter.total),
            events: isTold ? DisclosureControl.released(scored.events) : nil, isWeighted: scored.isWeighted,
            measures: isTold ? .init(values: measures, replicates: replicates.map(\.measures)) : .none,
            aurocStandardError: isTold ? finite(scored.aurocStandardError) : nil,
            cuts: parts.cuts, mainCut: input.mainCut.words, rules: parts.rules, calibration: parts.calibration,
            roc: parts.roc,
            netBenefit: parts.netBenefit, histogram: parts.histogram,
            subgroups: await SubgroupEvaluator(input, counter, bootstrap).subgroups,
            missingness: input.missingness.map { parts.missing($0) },
            importance: input.importance.map { .init(name: $0.name, value: finite($0.value)) },
            attrition: input.attrition.map { .init(name: $0.name, people: DisclosureControl.released($0.people)) },
            limits: input.limits, retraining: input.retraining)
    }
}
