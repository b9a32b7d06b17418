/// Matched pairs by difference in differences: what the controls' events changed by, from before the index day to after,
/// is taken for what those listed had to expect.
///
/// A control's events after are taken in the ratio in which the model expects events of the two, since those listed are
/// a little above their controls where the list's line is sharp. It needs that nothing that is not matched by both told
/// who is listed and changed what came after, and that the model's risks are in proportion. Pairs are drawn whole (Austin
/// and Small, Statistics in Medicine 2014; 33: 4306-4319), so that the interval allows for their likeness and not for the
/// choice among equally good controls. Matching by what came before and then taking differences would mislead if the two
/// were of different means (Daw and Hatfield, Health Services Research 2018; 53: 4138-4156): matching by risk as well is
/// what stands against that, and the earlier group shows whether it does.
struct MatchedComparison {
    let pairs: [ControlMatching.Pair]

    func effect(_ bootstrap: Bootstrap) async -> ImpactEffect {
        let rows = pairs.map { pair -> [Double] in
            let (listed, control) = (pair.listed.person, pair.control.person)
            return [
                1, Double(listed.after), Double(listed.before),
                Double(control.after) * pair.listed.expected / pair.control.expected, Double(control.before),
            ]
        }
        return await ImpactEffect(bootstrap, persons: pairs.map(\.listed.person.key), rows: rows) { sums in
            let means = sums.map { $0 / sums[0] }
            return (had: means[1], expected: means[2] + means[3] - means[4])
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
