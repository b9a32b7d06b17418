/// The parts of an evaluation that are of all rows.
struct EvaluationParts {
    let input: EvaluationInput
    let plan: RankingPlan
    let replicates: [Replicate]
    let counter: PersonCounter

    private var scored: ScoredOutcomes { input.scored }

    var cuts: [ModelEvaluation.ReleasedCut] {
        input.cuts.indices.map { cut in
            let isReleased = plan.areCutsReleased[cut]
            var taken = scored.cut(takingWeight: plan.cutWeights[cut])
            if !scored.areRisks { taken = taken.withoutThreshold }
            return .init(
                rule: input.cuts[cut].words, taken, people: people(plan.cutPlaces[cut]),
                replicates: replicates.map { $0.cuts[cut] }, isReleased: isReleased)
        }
    }

    private func people(_ place: Int) -> Int { counter.count(Array(scored.descending.prefix(place))) }

    var rules: [ModelEvaluation.ReleasedCut] {
        input.rules.indices.map { rule in
            let flags = input.rules[rule].isTaken
            let reason = plan.reasonsWithheld[rule]
            return .init(
                rule: input.rules[rule].words + (reason.map { " (\($0))" } ?? ""), scored.cut(taking: flags),
                people: counter.count(flags.indices.filter { flags[$0] }),
                replicates: replicates.map { $0.cuts[input.cuts.count + rule] },
                isReleased: reason == nil)
        }
    }

    // MARK: Calibration

    var calibration: ModelEvaluation.Calibration {
        guard scored.areRisks, plan.groupEnds.count > 1 else { return .init(groups: [], curve: []) }
        let curve = CalibrationCurve(scored)
        let points = curve.map(curvePoints) ?? []
        return .init(
            groups: groups.reversed(), curve: points,
            integratedCalibrationIndex: curve.flatMap { finite($0.integratedCalibrationIndex(scored)) })
    }

    private var groups: [ModelEvaluation.Calibration.Group] {
        zip(plan.groupEnds, plan.groupEnds.dropFirst()).enumerated().map { place, ends in
            let rows = scored.descending[ends.0..<ends.1]
            let group = scored.group(rows)
            return .init(
                people: DisclosureControl.released(counter.count(Array(rows))), meanRisk: group.meanRisk,
                observed: Estimate(group.observed, replicates: replicates.map { $0.groups[place] }))
        }
    }

    /// Between the half per cent of lowest and of highest risk, where people are few, at 60 equal steps of the ranking
    /// and 40 of the risk.
    private func curvePoints(_ curve: CalibrationCurve) -> [ModelEvaluation.Calibration.CurvePoint] {
        let sorted = scored.descending.reversed().map { scored.risks[$0] }
        let (low, high) = (Percentile.value(at: 0.005, ofSorted: sorted), Percentile.value(at: 0.995, ofSorted: sorted))
        let byRank = (0...60).map { Percentile.value(at: 0.005 + 0.99 * Double($0) / 60, ofSorted: sorted) }
        let byRisk = (1..<40).map { low + (high - low) * Double($0) / 40 }
        let risks = (byRank + byRisk).sorted().reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
        return risks.map { .init(predicted: $0, observed: curve.observed(at: $0)) }
    }

    // MARK: Curves

    var roc: [ModelEvaluation.RankingPoint] {
        let (weight, events) = (scored.totalWeight, scored.eventWeight)
        guard events > 0, events < weight else { return [] }
        var points: [ModelEvaluation.RankingPoint] = []
        var (taken, found, place) = (0.0, 0.0, 0)
        for next in plan.curvePlaces {
            for row in scored.descending[place..<next] {
                taken += scored.weights[row]
                if scored.outcomes[row] == 1 { found += scored.weights[row] }
            }
            place = next
            points.append(
                .init(
                    shareTaken: taken / weight, falsePositiveRate: (taken - found) / (weight - events),
                    sensitivity: found / events, precision: finite(found / taken)))
        }
        return points
    }

    var netBenefit: [ModelEvaluation.NetBenefitPoint] {
        plan.thresholds.enumerated().map { place, item in
            .init(
                threshold: item.threshold,
                model: Estimate(
                    scored.netBenefit(atThreshold: item.threshold), replicates: replicates.map { $0.netBenefits[place] }
                ), all: scored.netBenefitOfAll(atThreshold: item.threshold))
        }
    }

    private static let bars = [0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1]

    /// A risk of 1 is in the last bar.
    var histogram: [ModelEvaluation.HistogramBar] {
        guard scored.areRisks else { return [] }
        let ends = Self.bars.dropFirst().dropLast()
        var rows = [[Int]](repeating: [], count: Self.bars.count - 1)
        for row in scored.risks.indices { rows[ends.count { $0 <= scored.risks[row] }].append(row) }
        return rows.indices.map { bar in
            let events = rows[bar].filter { scored.outcomes[$0] == 1 }
            return .init(
                from: Self.bars[bar], to: Self.bars[bar + 1],
                rows: DisclosureControl.isSafe(counter.count(rows[bar]))
                    ? DisclosureControl.released(rows[bar].count) : nil,
                events: DisclosureControl.isSafe(counter.count(events))
                    ? DisclosureControl.released(events.count) : nil)
        }
    }

    func missing(_ predictor: EvaluationInput.Named) -> ModelEvaluation.NamedNumber {
        let rows = Int((predictor.value * Double(scored.count)).rounded())
        return .init(
            name: predictor.name, value: DisclosureControl.released(predictor.value, of: rows, in: scored.count))
    }
}

extension ModelEvaluation.ReleasedCut {
    /// - Parameter replicates: each by `CutMeasure`.
    init(rule: String, _ cut: Cut, people: Int, replicates: [[Double]], isReleased: Bool) {
        func estimate(_ measure: CutMeasure) -> Estimate {
            guard isReleased else { return Estimate(value: nil) }
            return Estimate(cut[measure], replicates: replicates.map { $0[measure.rawValue] })
        }
        self.rule = rule
        taken = DisclosureControl.released(people)
        threshold = isReleased ? finite(cut.threshold) : nil
        positivePredictiveValue = estimate(.positivePredictiveValue)
        sensitivity = estimate(.sensitivity)
        specificity = estimate(.specificity)
        lift = estimate(.lift)
        oracleSensitivity = isReleased ? finite(cut.oracleSensitivity) : nil
        oraclePositivePredictiveValue = isReleased ? finite(cut.oraclePositivePredictiveValue) : nil
        randomSensitivity = isReleased ? finite(cut.randomSensitivity) : nil
    }
}

extension Cut {
    fileprivate var withoutThreshold: Cut {
        Cut(taken: taken, found: found, threshold: .nan, count: count, events: events)
    }
}
