extension ScoredOutcomes {
    /// Ten groups of equal size, from the lowest risk to the highest.
    public var deciles: [CalibrationGroup] { groups(10) }

    /// Groups of equal numbers of rows, from the lowest risk to the highest; where n is no multiple, the first groups
    /// have one more. Ties go by the given order.
    public func groups(_ number: Int) -> [CalibrationGroup] {
        let ascending = risks.indices.sorted { risks[$0] != risks[$1] ? risks[$0] < risks[$1] : $0 < $1 }
        var start = 0
        return (0..<number).map { group in
            let size = count / number + (group < count % number ? 1 : 0)
            start += size
            return self.group(ascending[(start - size)..<start])
        }
    }

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
