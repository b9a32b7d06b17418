/// The parts of a comparison that are of all rows.
struct ComparedSides {
    private let input: ComparisonInput
    private let champion: ComparedSide
    private let challenger: ComparedSide
    private let movement: Movement
    private let counter: PersonCounter

    init(
        input: ComparisonInput, champion: ComparedSide, challenger: ComparedSide, movement: Movement,
        _ counter: PersonCounter
    ) {
        self.input = input
        self.champion = champion
        self.challenger = challenger
        self.movement = movement
        self.counter = counter
    }

    func measures(isTold: Bool) -> ModelComparison.Measures {
        func pair(_ measure: Measure) -> ModelComparison.Pair {
            guard isTold else { return .none }
            let place = measure.rawValue
            return .init(
                champion.values[place], challenger.values[place],
                replicates: zip(champion.replicates, challenger.replicates).map {
                    ($0.measures[place], $1.measures[place])
                })
        }
        return .init(
            auroc: pair(.auroc), averagePrecision: pair(.averagePrecision), brierScore: pair(.brierScore),
            scaledBrierScore: pair(.scaledBrierScore), logLoss: pair(.logLoss),
            observedOverExpected: pair(.observedOverExpected), calibrationInTheLarge: pair(.calibrationInTheLarge),
            calibrationSlope: pair(.calibrationSlope))
    }

    var cuts: [ModelComparison.CutPair] {
        input.cuts.indices.map { cut in
            let isTold = champion.plan.areCutsReleased[cut] && challenger.plan.areCutsReleased[cut]
            let before = input.champion.scored.cut(takingWeight: champion.plan.cutWeights[cut])
            let after = input.challenger.scored.cut(takingWeight: challenger.plan.cutWeights[cut])
            func pair(_ measure: CutMeasure) -> ModelComparison.Pair {
                guard isTold else { return .none }
                return .init(
                    before[measure], after[measure],
                    replicates: zip(champion.replicates, challenger.replicates).map {
                        ($0.cuts[cut][measure.rawValue], $1.cuts[cut][measure.rawValue])
                    })
            }
            return .init(
                rule: input.cuts[cut].words, taken: DisclosureControl.released(taken(champion.plan.cutPlaces[cut])),
                positivePredictiveValue: pair(.positivePredictiveValue), sensitivity: pair(.sensitivity))
        }
    }

    /// People whom the champion takes, down to a place in its ranking.
    private func taken(_ place: Int) -> Int {
        counter.count(Array(input.champion.scored.descending.prefix(place)))
    }

    // MARK: Movement

    var overlap: ModelComparison.Overlap {
        let scored = input.champion.scored
        let lists = [movement.staying, movement.leaving, movement.entering]
        let cells = lists.map { RuleCells(scored, taken: $0, counter) }
        // Those whom neither takes are what is left.
        let neither = RuleCells(scored, taken: scored.risks.indices.map { row in !lists.contains { $0[row] } }, counter)
        let areTold = (cells + [neither]).allSatisfy {
            DisclosureControl.isSafe($0.takenEvents) && DisclosureControl.isSafe($0.takenOthers)
        }
        func rate(_ list: Int) -> Estimate {
            guard areTold else { return Estimate(value: nil) }
            return Estimate(
                scored.cut(taking: lists[list]).positivePredictiveValue, replicates: rates(list))
        }
        let counts = lists.map { list in
            DisclosureControl.released(counter.count(list.indices.filter { list[$0] }))
        }
        return .init(
            staying: counts[0], leaving: counts[1], entering: counts[2],
            sharedShare: areTold ? sharedShare : Estimate(value: nil), stayingRate: rate(0), leavingRate: rate(1),
            enteringRate: rate(2), difference: areTold ? difference : Estimate(value: nil))
    }

    /// By replicate, the share with the outcome in a list of `Movement`.
    private func rates(_ list: Int) -> [Double] {
        champion.replicates.map { $0.cuts[input.cuts.count + list][CutMeasure.positivePredictiveValue.rawValue] }
    }

    private var difference: Estimate {
        let scored = input.champion.scored
        let value =
            scored.cut(taking: movement.entering).positivePredictiveValue
            - scored.cut(taking: movement.leaving).positivePredictiveValue
        return Estimate(value, replicates: zip(rates(2), rates(1)).map { $0 - $1 })
    }

    /// Lists are as they were drawn; a replicate weighs them: taken = sensitivity x events / PPV.
    private var sharedShare: Estimate {
        func taken(_ replicate: Replicate, _ list: Int) -> Double {
            let cut = replicate.cuts[input.cuts.count + list]
            let found = cut[CutMeasure.sensitivity.rawValue]
            return found == 0 ? 0 : found / cut[CutMeasure.positivePredictiveValue.rawValue]
        }
        let scored = input.champion.scored
        let (staying, leaving) = (
            scored.cut(taking: movement.staying).taken, scored.cut(taking: movement.leaving).taken
        )
        return Estimate(
            staying / (staying + leaving),
            replicates: champion.replicates.map { taken($0, 0) / (taken($0, 0) + taken($0, 1)) })
    }

    // MARK: Bands

    var reclassification: ModelComparison.Reclassification {
        let (before, after) = (input.champion.scored, input.challenger.scored)
        guard before.areRisks && after.areRisks else { return .init(bandEnds: [], events: [], others: []) }
        let bands = input.bandEnds.count + 1
        let empty = [[[Int]]](repeating: [[Int]](repeating: [], count: bands), count: bands)
        var rows = [empty, empty]
        for row in before.risks.indices {
            rows[Int(before.outcomes[row])][band(before.risks[row])][band(after.risks[row])].append(row)
        }
        func released(_ table: [[[Int]]]) -> [[Int?]] {
            table.map { $0.map { DisclosureControl.released(counter.count($0)) } }
        }
        return .init(bandEnds: input.bandEnds, events: released(rows[1]), others: released(rows[0]))
    }

    private func band(_ risk: Double) -> Int { input.bandEnds.count { $0 <= risk } }
}
