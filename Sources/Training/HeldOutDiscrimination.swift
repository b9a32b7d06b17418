/// How well linear predictors tell the rows of one fold with the outcome from those without.
struct HeldOutDiscrimination {
    /// The weighted share of pairs of a row with and a row without the outcome that are in the right order, ties
    /// counting half; NaN where there is no pair.
    let auroc: Double

    /// - Parameter predictors: of all rows.
    init(_ rows: PackedRows, _ predictors: [Double], fold: Int) {
        let members = HeldOutDiscrimination.members(of: fold, rows)
        let weight = { (row: Int) in rows.weights.map { $0[row] } ?? 1 }
        let events = members.filter { rows.outcomes[$0] == 1 }
            .map { (predictor: predictors[$0], weight: weight($0)) }
            .sorted { $0.predictor < $1.predictor }
        var values: [Double] = []
        /// The weight of the events below each value, then that of all.
        var below: [Double] = []
        var eventWeight = 0.0
        for event in events {
            if event.predictor != values.last {
                values.append(event.predictor)
                below.append(eventWeight)
            }
            eventWeight += event.weight
        }
        below.append(eventWeight)
        var (pairs, others) = (0.0, 0.0)
        for row in members where rows.outcomes[row] == 0 {
            let place = lowerBound(predictors[row], in: values)
            let isTie = place < values.count && values[place] == predictors[row]
            let above = eventWeight - (isTie ? (below[place] + below[place + 1]) / 2 : below[place])
            pairs += weight(row) * above
            others += weight(row)
        }
        auroc = pairs / (eventWeight * others)
    }

    private static func members(of fold: Int, _ rows: PackedRows) -> [Int] {
        guard let folds = rows.folds else { return Array(0..<rows.rowCount) }
        return folds.withUnsafeBufferPointer { folds in
            var members: [Int] = []
            for row in 0..<folds.count where Int(folds[row]) == fold { members.append(row) }
            return members
        }
    }
}

/// The first place whose value is not less; without branches, which could not be foreseen.
private func lowerBound(_ value: Double, in values: [Double]) -> Int {
    values.withUnsafeBufferPointer { values in
        var (first, count) = (0, values.count)
        while count > 0 {
            let half = count / 2
            let isLess = values[first + half] < value
            first += isLess ? half + 1 : 0
            count = isLess ? count - half - 1 : half
        }
        return first
    }
}
