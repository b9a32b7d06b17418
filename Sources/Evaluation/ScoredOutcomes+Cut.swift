extension ScoredOutcomes {
    /// Takes rows of the highest risk, ties in their given order, until their weight is reached. Of the last row, that
    /// part counts which is needed.
    public func cut(takingWeight weight: Double) -> Cut {
        precondition(weight >= 0)
        var (taken, found) = (0.0, 0.0)
        var threshold = Double.nan
        for row in descending where weights[row] > 0 {
            guard taken < weight else { break }
            let part = min(weights[row], weight - taken)
            taken += part
            if outcomes[row] == 1 { found += part }
            threshold = risks[row]
        }
        return Cut(taken: taken, found: found, threshold: threshold, count: totalWeight, events: eventWeight)
    }

    /// How many rows of the highest risk have a weight together.
    func place(takingWeight weight: Double) -> Int {
        var taken = 0.0
        for (place, row) in descending.enumerated() {
            if taken >= weight { return place }
            taken += weights[row]
        }
        return count
    }

    /// Takes the rows that a rule flags.
    public func cut(taking flags: [Bool]) -> Cut {
        precondition(flags.count == count)
        var (taken, found) = (0.0, 0.0)
        for row in flags.indices where flags[row] {
            taken += weights[row]
            if outcomes[row] == 1 { found += weights[row] }
        }
        return Cut(taken: taken, found: found, threshold: .nan, count: totalWeight, events: eventWeight)
    }

    /// The net benefit of taking everyone whose risk is at least a threshold: events found a person, less the others
    /// taken weighted by the odds of the threshold (Vickers and Elkin, Medical Decision Making 2006; 26: 565-574).
    ///
    /// - Parameter threshold: at least 0, less than 1.
    public func netBenefit(atThreshold threshold: Double) -> Double {
        precondition((0..<1).contains(threshold))
        let taken = cut(taking: risks.map { $0 >= threshold })
        return Self.netBenefit(events: taken.found, others: taken.taken - taken.found, of: taken.count, threshold)
    }

    /// The net benefit of taking everybody. Taking nobody has 0.
    public func netBenefitOfAll(atThreshold threshold: Double) -> Double {
        Self.netBenefit(events: eventWeight, others: totalWeight - eventWeight, of: totalWeight, threshold)
    }

    static func netBenefit(events: Double, others: Double, of count: Double, _ threshold: Double) -> Double {
        (events - others * threshold / (1 - threshold)) / count
    }
}
