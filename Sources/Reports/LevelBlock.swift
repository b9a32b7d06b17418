import Evaluation

/// Levels that a page shows together: those of a grouping, or all groupings of one level, such as conditions.
struct LevelBlock<Level> {
    let name: String
    /// Whether its rows are groupings of one level each, under their own names.
    let isOfSingles: Bool
    let rows: [(name: String, level: Level)]

    /// - Parameter groupings: with their levels, in the order of the page. Those of one level come last.
    fileprivate static func all(_ groupings: [(name: String, levels: [(name: String, level: Level)])]) -> [LevelBlock] {
        let several = groupings.filter { $0.levels.count > 1 }.map {
            LevelBlock(name: $0.name, isOfSingles: false, rows: $0.levels)
        }
        let single = groupings.filter { $0.levels.count == 1 }.map { (name: $0.name, level: $0.levels[0].level) }
        return several + (single.isEmpty ? [] : [LevelBlock(name: "People with", isOfSingles: true, rows: single)])
    }
}

extension ModelEvaluation {
    var levelBlocks: [LevelBlock<Subgroup.Level>] {
        LevelBlock.all(subgroups.map { (name: $0.name, levels: $0.levels.map { (name: $0.name, level: $0) }) })
    }
}

extension ModelComparison {
    var levelBlocks: [LevelBlock<Subgroup.Level>] {
        LevelBlock.all(subgroups.map { (name: $0.name, levels: $0.levels.map { (name: $0.name, level: $0) }) })
    }
}
