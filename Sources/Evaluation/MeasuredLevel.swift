/// A level of a grouping as a sample of its own, with a list that was drawn from all rows.
struct MeasuredLevel: Sendable {
    let events: Int
    /// By `Measure`.
    let values: [Double]
    let cut: Cut
    let replicates: [Replicate]

    /// - Parameters:
    ///   - rows: of the level, in the order of the ranking.
    ///   - persons: of all rows.
    ///   - list: of all rows, whether the list has them. Replicates keep it.
    init(
        _ rows: [Int], of scored: ScoredOutcomes, persons: [UInt64], list: [Bool], _ bootstrap: Bootstrap
    ) async {
        let level = ScoredOutcomes(scored, rows: rows)
        let flags = rows.map { list[$0] }
        events = level.events
        values = level.measures
        cut = level.cut(taking: flags)
        replicates = await bootstrap.alone.replicates(
            of: BootstrapSample(
                level, measures: values, persons: rows.map { persons[$0] }, request: .init(rules: [flags])))
    }

    var measures: ModelEvaluation.Measures { .init(values: values, replicates: replicates.map(\.measures)) }

    func estimate(_ measure: CutMeasure) -> Estimate {
        Estimate(cut[measure], replicates: replicates.map { $0.cuts[0][measure.rawValue] })
    }
}
