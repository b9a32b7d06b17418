/// Matched pairs by difference in differences: what the controls' events changed by, from before the index day to after,
/// is taken for what those listed had to expect.
///
/// What a pair still differs by in risk is allowed for by the slope of that change on the log-odds among the controls
/// (Abadie and Imbens, Journal of Business & Economic Statistics 2011; 29: 1-11). It needs that nothing that is not
/// matched by both told who is listed and changed what came after; that fails where the list's line is sharp, but for
/// those near it. Pairs are drawn whole (Austin and Small, Statistics in Medicine 2014; 33: 4306-4319), so that the
/// interval allows for their likeness and not for the choice among equally good controls.
struct MatchedComparison {
    let pairs: [ControlMatching.Pair]

    func effect(_ bootstrap: Bootstrap) async -> ImpactEffect {
        let rows = pairs.map { pair -> [Double] in
            let (listed, control) = (pair.listed.person, pair.control.person)
            let change = Double(control.after - control.before)
            let predictor = pair.control.predictor
            return [
                1, Double(listed.after), Double(listed.before), change, pair.listed.predictor - predictor, predictor,
                predictor * predictor, predictor * change,
            ]
        }
        return await ImpactEffect(bootstrap, persons: pairs.map(\.listed.person.key), rows: rows) { sums in
            let means = sums.map { $0 / sums[0] }
            let slope = (means[7] - means[5] * means[3]) / (means[6] - means[5] * means[5])
            // All controls of one risk have no slope, and then none is needed.
            let allowance = slope.isFinite ? slope * means[4] : 0
            return (had: means[1], expected: means[2] + means[3] + allowance)
        }
    }

    /// How alike the pairs are: of each thing matched by its mean among those listed and among their controls, and the
    /// standardised difference (Austin, Statistics in Medicine 2009; 28: 3083-3107), under 0.1 by custom.
    var balance: [ImpactEvaluation.BalanceLine] {
        let read: [(String, (MatchingPerson) -> Double)] = [
            ("log-odds of the risk", { $0.predictor }), ("age", { Double($0.age) }),
            ("long-term conditions", { Double($0.conditions) }), ("events before", { Double($0.person.before) }),
        ]
        return read.map { name, value in
            let (listed, controls) = (Moments(pairs.map { value($0.listed) }), Moments(pairs.map { value($0.control) }))
            let spread = ((listed.variance + controls.variance) / 2).squareRoot()
            return .init(
                name: name, listed: finite(listed.mean), controls: finite(controls.mean),
                standardisedDifference: finite((listed.mean - controls.mean) / spread))
        }
    }
}

/// The mean and the sample variance of some numbers.
private struct Moments {
    let mean: Double
    let variance: Double

    init(_ values: [Double]) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        self.mean = mean
        variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    }
}
