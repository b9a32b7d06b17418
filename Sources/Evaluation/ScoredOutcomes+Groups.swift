extension ScoredOutcomes {
    /// Of rows next to each other in the ranking.
    func group(_ rows: some Sequence<Int>) -> CalibrationGroup {
        var (weight, events, expected) = (0.0, 0.0, 0.0)
        for row in rows {
            weight += weights[row]
            expected += weights[row] * risks[row]
            if outcomes[row] == 1 { events += weights[row] }
        }
        return CalibrationGroup(count: weight, events: events, meanRisk: expected / weight)
    }
}
