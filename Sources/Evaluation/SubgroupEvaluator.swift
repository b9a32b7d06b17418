/// Measures a model within the levels of each grouping.
struct SubgroupEvaluator {
    private let input: EvaluationInput
    private let counter: PersonCounter
    private let bootstrap: Bootstrap
    /// Rows that the main cut takes.
    private let isTaken: [Bool]

    init(_ input: EvaluationInput, _ counter: PersonCounter, _ bootstrap: Bootstrap) {
        self.input = input
        self.counter = counter
        self.bootstrap = bootstrap
        let place = input.scored.place(takingWeight: input.scored.weight(of: input.mainCut))
        var flags = [Bool](repeating: false, count: input.scored.count)
        for row in input.scored.descending.prefix(place) { flags[row] = true }
        isTaken = flags
    }

    var subgroups: [ModelEvaluation.Subgroup] {
        get async {
            var subgroups: [ModelEvaluation.Subgroup] = []
            for grouping in input.groupings { subgroups.append(await subgroup(grouping)) }
            return subgroups
        }
    }

    private func subgroup(_ grouping: Grouping) async -> ModelEvaluation.Subgroup {
        // Rows of each level in the order of the ranking; the last are those in none.
        var rows = [[Int]](repeating: [], count: grouping.levels.count + 1)
        for row in input.scored.descending {
            let code = Int(grouping.codes[row])
            rows[code < 0 ? grouping.levels.count : code].append(row)
        }
        let release = SubgroupRelease(
            cells: rows.map { RuleCells(rows: $0, of: input.scored, taken: isTaken, counter) },
            people: rows.map(counter.count))
        var levels: [ModelEvaluation.Subgroup.Level] = []
        for level in grouping.levels.indices {
            let measured =
                release.isCountHeld[level] || release.areOutcomesHeld[level]
                ? nil : await Measured(rows[level], self)
            levels.append(Self.level(grouping.levels[level], level, rows[level], release, measured))
        }
        return .init(name: grouping.name, levels: levels)
    }

    /// The measures of a level.
    private struct Measured {
        let scored: ScoredOutcomes
        let cut: Cut
        let replicates: [Replicate]

        init(_ rows: [Int], _ evaluator: SubgroupEvaluator) async {
            scored = ScoredOutcomes(evaluator.input.scored, rows: rows)
            let flags = rows.map { evaluator.isTaken[$0] }
            cut = scored.cut(taking: flags)
            replicates = await evaluator.bootstrap.replicates(
                of: BootstrapSample(
                    scored, persons: rows.map { evaluator.input.persons[$0] }, request: .init(rules: [flags])))
        }

        var measures: ModelEvaluation.Measures {
            .init(values: scored.measures, replicates: replicates.map(\.measures))
        }

        func estimate(_ measure: CutMeasure) -> Estimate {
            Estimate(cut[measure], replicates: replicates.map { $0.cuts[0][measure.rawValue] })
        }
    }

    private static func level(
        _ name: String, _ level: Int, _ rows: [Int], _ release: SubgroupRelease, _ measured: Measured?
    ) -> ModelEvaluation.Subgroup.Level {
        let measures = measured?.measures ?? .none
        let cut = release.isCutHeld[level] ? nil : measured
        let isCountHeld = release.isCountHeld[level]
        return .init(
            name: name, people: isCountHeld ? nil : DisclosureControl.released(release.people[level]),
            rows: isCountHeld ? nil : DisclosureControl.released(rows.count),
            events: measured.flatMap { DisclosureControl.released($0.scored.events) },
            taken: cut.flatMap { _ in DisclosureControl.released(release.taken[level]) },
            prevalence: measures.prevalence, auroc: measures.auroc,
            observedOverExpected: measures.observedOverExpected,
            calibrationInTheLarge: measures.calibrationInTheLarge, calibrationSlope: measures.calibrationSlope,
            positivePredictiveValue: cut?.estimate(.positivePredictiveValue) ?? Estimate(value: nil),
            sensitivity: cut?.estimate(.sensitivity) ?? Estimate(value: nil))
    }
}
