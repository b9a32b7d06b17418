/// Makes a comparison: the measures of both, paired differences, who changes place, who is served worse.
public struct Comparer: Sendable {
    private let bootstrap: Bootstrap

    public init(bootstrap: Bootstrap) { self.bootstrap = bootstrap }

    /// The same input and seed give the same document, on any number of threads.
    public func comparison(of input: ComparisonInput) async -> ModelComparison {
        let counter = PersonCounter(input.persons)
        let movement = Movement(input)
        let champion = await side(input, input.champion, movement)
        let challenger = await side(input, input.challenger, movement)
        let pair = ComparedSides(input: input, champion: champion, challenger: challenger, movement: movement, counter)
        let scored = input.champion.scored
        let isTold = RuleCells.areOutcomesSafe(scored, counter)
        return ModelComparison(
            formatVersion: ModelComparison.currentFormat, champion: input.champion.name,
            challenger: input.challenger.name, outcome: input.outcome, population: input.population,
            indexDates: input.indexDates, isSynthetic: input.isSynthetic, disclosureControl: DisclosureControl.words,
            bootstrap: bootstrap.facts, rows: DisclosureControl.released(scored.count),
            persons: DisclosureControl.released(counter.total),
            events: isTold ? DisclosureControl.released(scored.events) : nil,
            measures: pair.measures(isTold: isTold), cuts: pair.cuts, mainCut: input.mainCut.words,
            overlap: pair.overlap, reclassification: pair.reclassification,
            subgroups: await SubgroupComparer(input, counter, bootstrap).subgroups,
            championCurve: champion.parts.roc, challengerCurve: challenger.parts.roc,
            championCalibration: champion.parts.calibration, challengerCalibration: challenger.parts.calibration,
            limits: input.limits)
    }

    private func side(
        _ input: ComparisonInput, _ contestant: ComparisonInput.Contestant, _ movement: Movement
    ) async -> ComparedSide {
        let model = EvaluatedModel(
            name: contestant.name, version: "", outcome: input.outcome, population: input.population, trainedOn: [],
            indexDates: input.indexDates, isSynthetic: input.isSynthetic)
        var evaluation = EvaluationInput(model: model, scored: contestant.scored, persons: input.persons)
        evaluation.cuts = input.cuts
        evaluation.mainCut = input.mainCut
        let plan = RankingPlan(evaluation)
        let values = contestant.scored.measures
        let request = BootstrapSample.Request(
            takenWeights: plan.cutWeights, rules: [movement.staying, movement.leaving, movement.entering],
            groupEnds: plan.groupEnds)
        let replicates = await bootstrap.replicates(
            of: BootstrapSample(contestant.scored, measures: values, persons: input.persons, request: request))
        let parts = EvaluationParts(
            input: evaluation, plan: plan, replicates: replicates, counter: PersonCounter(input.persons))
        return ComparedSide(values: values, plan: plan, replicates: replicates, parts: parts)
    }
}

/// One of the two, measured.
struct ComparedSide {
    /// By `Measure`.
    let values: [Double]
    let plan: RankingPlan
    /// Their cuts are the input's, then those of staying, leaving and entering.
    let replicates: [Replicate]
    let parts: EvaluationParts
}

/// Rows that both take at the main cut, the champion alone, the challenger alone.
struct Movement: Sendable {
    let staying: [Bool]
    let leaving: [Bool]
    let entering: [Bool]

    init(_ input: ComparisonInput) {
        let before = input.champion.scored.flags(of: input.mainCut)
        let after = input.challenger.scored.flags(of: input.mainCut)
        staying = zip(before, after).map { $0 && $1 }
        leaving = zip(before, after).map { $0 && !$1 }
        entering = zip(before, after).map { !$0 && $1 }
    }
}
