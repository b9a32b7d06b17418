extension ScoredOutcomes {
    /// Takes so many people of the highest risk, ties in their given order.
    public func cut(taking taken: Int) -> Cut {
        precondition((0...count).contains(taken))
        let people = descending.prefix(taken)
        return Cut(
            taken: taken, found: people.count { outcomes[$0] == 1 },
            threshold: people.last.map { risks[$0] } ?? .nan, count: count, events: events)
    }

    /// The net benefit of taking everyone whose risk is at least a threshold: events found a person, less the others
    /// taken weighted by the odds of the threshold (Vickers and Elkin, Medical Decision Making 2006; 26: 565-574).
    ///
    /// - Parameter threshold: at least 0, less than 1.
    public func netBenefit(atThreshold threshold: Double) -> Double {
        precondition((0..<1).contains(threshold))
        var (found, others) = (0, 0)
        for (risk, outcome) in zip(risks, outcomes) where risk >= threshold {
            if outcome == 1 { found += 1 } else { others += 1 }
        }
        return (Double(found) - Double(others) * threshold / (1 - threshold)) / Double(count)
    }
}
