/// Compares two models within the levels of each grouping.
struct SubgroupComparer {
    private let input: ComparisonInput
    private let counter: PersonCounter
    private let bootstrap: Bootstrap

    init(_ input: ComparisonInput, _ counter: PersonCounter, _ bootstrap: Bootstrap) {
        self.input = input
        self.counter = counter
        self.bootstrap = bootstrap
    }

    private typealias Both = (champion: MeasuredLevel, challenger: MeasuredLevel)

    /// Each model has the list of its own main cut. Levels are shared out among threads.
    var subgroups: [ModelComparison.Subgroup] {
        get async {
            let (before, after) = (input.champion.scored, input.challenger.scored)
            let (persons, bootstrap) = (input.persons, bootstrap)
            let lists = [before.flags(of: input.mainCut), after.flags(of: input.mainCut)]
            let groups = input.groupings.map { grouping in
                let pooled = grouping.poolingFew(lists, of: before, counter)
                return (GroupedRows(pooled, before), GroupedRows(pooled, after))
            }
            let releases = groups.map { SubgroupRelease($0.0.rows, lists, of: before, counter) }
            let tasks = releases.indices.flatMap { group in
                releases[group].measuredLevels.map { (group: group, level: $0) }
            }
            let measured = await concurrentMap(tasks.count, threads: bootstrap.threads) { place -> Both in
                let (group, level) = tasks[place]
                return await (
                    MeasuredLevel(
                        groups[group].0.rows[level], of: before, persons: persons, list: lists[0], bootstrap),
                    MeasuredLevel(groups[group].1.rows[level], of: after, persons: persons, list: lists[1], bootstrap)
                )
            }
            var byLevel = groups.map { [Both?](repeating: nil, count: $0.0.rows.count) }
            for (task, one) in zip(tasks, measured) { byLevel[task.group][task.level] = one }
            return groups.indices.map { group in
                let grouping = groups[group].0.grouping
                let levels = grouping.levels.indices.map { level in
                    Self.level(grouping.levels[level], level, releases[group], byLevel[group][level])
                }
                return .init(name: grouping.name, levels: levels)
            }
        }
    }

    private static func level(
        _ name: String, _ level: Int, _ release: SubgroupRelease, _ both: Both?
    ) -> ModelComparison.Subgroup.Level {
        let (auroc, ratio) = (pair(.auroc, both), pair(.observedOverExpected, both))
        let told = release.isCutHeld[level] ? nil : both
        let (sensitivity, precision) = (pair(.sensitivity, told), pair(.positivePredictiveValue, told))
        let worse = [("auroc", auroc), ("sensitivity", sensitivity)].filter { ($0.1.difference.high ?? 0) < 0 }
        return .init(
            name: name, people: release.isCountHeld[level] ? nil : DisclosureControl.released(release.people[level]),
            auroc: auroc, observedOverExpected: ratio, sensitivity: sensitivity, positivePredictiveValue: precision,
            worse: worse.map(\.0))
    }

    private static func pair(_ measure: Measure, _ both: Both?) -> ModelComparison.Pair {
        guard let both else { return .none }
        let place = measure.rawValue
        return .init(
            both.champion.values[place], both.challenger.values[place],
            replicates: zip(both.champion.replicates, both.challenger.replicates).map {
                ($0.measures[place], $1.measures[place])
            })
    }

    private static func pair(_ measure: CutMeasure, _ both: Both?) -> ModelComparison.Pair {
        guard let both else { return .none }
        let place = measure.rawValue
        return .init(
            both.champion.cut[measure], both.challenger.cut[measure],
            replicates: zip(both.champion.replicates, both.challenger.replicates).map {
                ($0.cuts[0][place], $1.cuts[0][place])
            })
    }
}
