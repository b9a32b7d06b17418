/// The places of a ranking that an evaluation tells of, in one `ReleasedPlaces`: the main cut first, then the others
/// from the widest, then rules, groups of calibration, thresholds and the points of curves, each where those before
/// leave people enough.
struct RankingPlan: Sendable {
    /// By the input's cuts: the weight taken, the rows it takes, and whether they may be told of.
    let cutWeights: [Double]
    let cutPlaces: [Int]
    let areCutsReleased: [Bool]
    /// By the input's rules: why nothing is told of one; nil where it is told.
    let reasonsWithheld: [String?]
    /// Where groups of calibration end, from the highest risk, 0 and n among them.
    let groupEnds: [Int]
    /// Thresholds of net benefit that may be told of, and rows at or above each.
    let thresholds: [(threshold: Double, place: Int)]
    /// Where risks change: points of the curves, 0 and n among them.
    let curvePlaces: [Int]

    /// From 1 to 60 in a hundred.
    private static let allThresholds = (1...60).map { Double($0) / 100 }
    /// How many points curves try by the people with the outcome, and by those without.
    private static let curveSteps = 60
    /// From how many rows on there are 20 groups and not 10.
    private static let rowsForTwentyGroups = 20_000

    init(_ input: EvaluationInput) {
        let scored = input.scored
        var released = ReleasedPlaces(scored, persons: input.persons)
        cutWeights = input.cuts.map(scored.weight(of:))
        let places = cutWeights.map(scored.place(takingWeight:))
        cutPlaces = places
        areCutsReleased = Self.cuts(input, cutPlaces, &released)
        reasonsWithheld = input.rules.map { rule in
            Self.reasonWithheld(scored.descending.map { rule.isTaken[$0] }, input.cuts, places, &released)
        }
        groupEnds = Self.groups(scored.count, &released)
        thresholds = Self.thresholds(scored, &released)
        for place in Self.candidates(scored) { _ = released.insert(place) }
        curvePlaces = released.isWholeSafe ? released.places.filter { $0 == 0 || scored.endsTie($0 - 1) } : []
    }

    private static func cuts(
        _ input: EvaluationInput, _ places: [Int], _ released: inout ReleasedPlaces
    ) -> [Bool] {
        var areReleased = places.map { _ in false }
        let order = input.cuts.indices.sorted { left, right in
            let (isLeftMain, isRightMain) = (input.cuts[left] == input.mainCut, input.cuts[right] == input.mainCut)
            return isLeftMain != isRightMain ? isLeftMain : input.cuts[left].perMille > input.cuts[right].perMille
        }
        for cut in order { areReleased[cut] = released.insert(places[cut]) }
        return areReleased
    }

    private static func reasonWithheld(
        _ rule: [Bool], _ cuts: [ShareCut], _ cutPlaces: [Int], _ released: inout ReleasedPlaces
    ) -> String? {
        let place = released.firstPlace(nearRule: rule)
        guard !released.insert(rule: rule) else { return nil }
        guard let place, let cut = cutPlaces.firstIndex(of: place) else { return "withheld: too few people" }
        return "withheld: too few people differ from the \(cuts[cut].words)"
    }

    private static func thresholds(
        _ scored: ScoredOutcomes, _ released: inout ReleasedPlaces
    ) -> [(threshold: Double, place: Int)] {
        guard scored.areRisks, scored.count > 0 else { return [] }
        return allThresholds.compactMap { threshold in
            let place = scored.descending.partitioningIndex { scored.risks[$0] < threshold }
            return released.insert(place) ? (threshold, place) : nil
        }
    }

    /// Ends are rounded up, as cuts are, so that the two meet. Where an end may not be told, as one that lies a few rows
    /// from a cut of weights, a place nearby that is told serves: else the highest risks would be one group.
    private static func groups(_ count: Int, _ released: inout ReleasedPlaces) -> [Int] {
        guard released.isWholeSafe else { return [] }
        let number = count >= rowsForTwentyGroups ? 20 : 10
        let inner = (1..<number).compactMap { group -> Int? in
            let end = (count * group + number - 1) / number
            return released.insert(end) ? end : released.nearest(end, within: count / (4 * number))
        }
        return ([0] + inner + [count]).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// Ends of ties at equal steps of sensitivity, and of the false positive rate.
    private static func candidates(_ scored: ScoredOutcomes) -> [Int] {
        let counts = [scored.count - scored.events, scored.events]
        var (seen, next) = ([0, 0], [1, 1])
        var isDue = false
        return scored.descending.enumerated().compactMap { place, row in
            let kind = Int(scored.outcomes[row])
            seen[kind] += 1
            if seen[kind] * curveSteps >= next[kind] * counts[kind] {
                isDue = true
                next[kind] += 1
            }
            guard isDue && scored.endsTie(place) else { return nil }
            isDue = false
            return place + 1
        }
    }
}

extension ScoredOutcomes {
    /// The weight that a cut takes: rows where every row weighs 1.
    func weight(of cut: ShareCut) -> Double {
        let rows = Double(cut.count(of: count))
        return isWeighted ? rows / Double(count) * totalWeight : rows
    }
}

extension Array {
    /// The first place whose element belongs to the second part; elements of the first part come before.
    func partitioningIndex(_ belongsToSecond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
