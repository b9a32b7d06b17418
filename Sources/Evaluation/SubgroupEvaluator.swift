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

    /// Levels are shared out among threads, each with a bootstrap on one.
    var subgroups: [ModelEvaluation.Subgroup] {
        get async {
            let groups = input.groupings.map { Group($0, self) }
            let tasks = groups.indices.flatMap { group in
                groups[group].measuredLevels.map { (group: group, level: $0) }
            }
            var measured = groups.map { [Measured?](repeating: nil, count: $0.rows.count) }
            await withTaskGroup(of: [Measured].self) { workers in
                for thread in 0..<bootstrap.threads {
                    workers.addTask {
                        var found: [Measured] = []
                        for place in stride(from: thread, to: tasks.count, by: bootstrap.threads) {
                            let rows = groups[tasks[place].group].rows[tasks[place].level]
                            found.append(await Measured(rows, self, place: place))
                        }
                        return found
                    }
                }
                for await found in workers {
                    for one in found { measured[tasks[one.place].group][tasks[one.place].level] = one }
                }
            }
            return groups.indices.map { groups[$0].subgroup(measured[$0]) }
        }
    }

    /// A grouping with its rows and what may be told of them.
    private struct Group: Sendable {
        let grouping: Grouping
        /// Rows of each level in the order of the ranking; the last are those in none.
        let rows: [[Int]]
        let release: SubgroupRelease

        init(_ grouping: Grouping, _ evaluator: SubgroupEvaluator) {
            var rows = [[Int]](repeating: [], count: grouping.levels.count + 1)
            for row in evaluator.input.scored.descending {
                let code = Int(grouping.codes[row])
                rows[code < 0 ? grouping.levels.count : code].append(row)
            }
            self.grouping = grouping
            self.rows = rows
            release = SubgroupRelease(
                cells: rows.map {
                    RuleCells(rows: $0, of: evaluator.input.scored, taken: evaluator.isTaken, evaluator.counter)
                }, people: rows.map(evaluator.counter.count))
        }

        var measuredLevels: [Int] {
            grouping.levels.indices.filter { !release.isCountHeld[$0] && !release.areOutcomesHeld[$0] }
        }

        func subgroup(_ measured: [Measured?]) -> ModelEvaluation.Subgroup {
            let levels = grouping.levels.indices.map { level in
                SubgroupEvaluator.level(grouping.levels[level], level, rows[level], release, measured[level])
            }
            return .init(name: grouping.name, levels: levels)
        }
    }

    /// The measures of a level.
    private struct Measured: Sendable {
        /// Among the levels measured.
        let place: Int
        let events: Int
        let cut: Cut
        let values: [Double]
        let replicates: [Replicate]

        init(_ rows: [Int], _ evaluator: SubgroupEvaluator, place: Int) async {
            let scored = ScoredOutcomes(evaluator.input.scored, rows: rows)
            let flags = rows.map { evaluator.isTaken[$0] }
            let persons = rows.map { evaluator.input.persons[$0] }
            self.place = place
            events = scored.events
            cut = scored.cut(taking: flags)
            values = scored.measures
            let alone = Bootstrap(
                replicates: evaluator.bootstrap.replicates, seed: evaluator.bootstrap.seed, threads: 1)
            replicates = await alone.replicates(
                of: BootstrapSample(scored, measures: values, persons: persons, request: .init(rules: [flags])))
        }

        var measures: ModelEvaluation.Measures { .init(values: values, replicates: replicates.map(\.measures)) }

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
            events: measured.flatMap { DisclosureControl.released($0.events) },
            taken: cut.flatMap { _ in DisclosureControl.released(release.taken[level]) },
            prevalence: measures.prevalence, auroc: measures.auroc,
            observedOverExpected: measures.observedOverExpected,
            calibrationInTheLarge: measures.calibrationInTheLarge, calibrationSlope: measures.calibrationSlope,
            positivePredictiveValue: cut?.estimate(.positivePredictiveValue) ?? Estimate(value: nil),
            sensitivity: cut?.estimate(.sensitivity) ?? Estimate(value: nil))
    }
}
