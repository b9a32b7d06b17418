/// Measures a model within the levels of each grouping.
struct SubgroupEvaluator {
    private let input: EvaluationInput
    private let counter: PersonCounter
    private let bootstrap: Bootstrap

    init(_ input: EvaluationInput, _ counter: PersonCounter, _ bootstrap: Bootstrap) {
        self.input = input
        self.counter = counter
        self.bootstrap = bootstrap
    }

    /// Levels are shared out among threads, each with a bootstrap on one.
    var subgroups: [ModelEvaluation.Subgroup] {
        get async {
            let (scored, persons, bootstrap) = (input.scored, input.persons, bootstrap)
            let list = scored.flags(of: input.mainCut)
            let groups = input.groupings.map { GroupedRows($0.poolingFew([list], of: scored, counter), scored) }
            let releases = groups.map { SubgroupRelease($0.rows, [list], of: scored, counter) }
            let tasks = releases.indices.flatMap { group in
                releases[group].measuredLevels.map { (group: group, level: $0) }
            }
            let measured = await concurrentMap(tasks.count, threads: bootstrap.threads) { place in
                await MeasuredLevel(
                    groups[tasks[place].group].rows[tasks[place].level], of: scored, persons: persons, list: list,
                    bootstrap)
            }
            var byLevel = groups.map { [MeasuredLevel?](repeating: nil, count: $0.rows.count) }
            for (task, one) in zip(tasks, measured) { byLevel[task.group][task.level] = one }
            return groups.indices.map { Self.subgroup(groups[$0], releases[$0], byLevel[$0]) }
        }
    }

    private static func subgroup(
        _ group: GroupedRows, _ release: SubgroupRelease, _ measured: [MeasuredLevel?]
    ) -> ModelEvaluation.Subgroup {
        let levels = group.grouping.levels.indices.map { level in
            self.level(level, of: group, release, measured[level])
        }
        return .init(name: group.grouping.name, levels: levels)
    }

    private static func level(
        _ level: Int, of group: GroupedRows, _ release: SubgroupRelease, _ measured: MeasuredLevel?
    ) -> ModelEvaluation.Subgroup.Level {
        let measures = measured?.measures ?? .none
        let cut = release.isCutHeld[level] ? nil : measured
        let isCountHeld = release.isCountHeld[level]
        return .init(
            name: group.grouping.levels[level],
            people: isCountHeld ? nil : DisclosureControl.released(release.people[level]),
            rows: isCountHeld ? nil : DisclosureControl.released(group.rows[level].count),
            events: measured.flatMap { DisclosureControl.released($0.events) },
            taken: cut.flatMap { _ in DisclosureControl.released(release.taken[level]) },
            prevalence: measures.prevalence, auroc: measures.auroc,
            observedOverExpected: measures.observedOverExpected,
            calibrationInTheLarge: measures.calibrationInTheLarge, calibrationSlope: measures.calibrationSlope,
            positivePredictiveValue: cut?.estimate(.positivePredictiveValue) ?? Estimate(value: nil),
            sensitivity: cut?.estimate(.sensitivity) ?? Estimate(value: nil))
    }
}
