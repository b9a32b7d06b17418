/// What a replicate of a bootstrap, or the sample itself, has of everything that was asked.
struct Replicate: Sendable, Equatable {
    /// By `Measure`.
    var measures: [Double]
    /// By cut and `CutMeasure`: those by weight first, then rules.
    var cuts: [[Double]]
    /// The share with the outcome, by group.
    var groups: [Double]
    /// By threshold.
    var netBenefits: [Double]

    /// A lane of a pass.
    init(_ pass: BootstrapPass, lane: Int, of sample: BootstrapSample) {
        let (events, others) = (pass.events[lane], pass.others[lane])
        let count = events + others
        func sum(_ place: Int) -> Double { pass.sums[place][lane] }
        measures = Self.measures(pass, lane, sample)
        let byWeight = sample.request.takenWeights.map { weight in
            let taken = weight * (count / sample.totalWeight)
            return Cut(
                taken: taken, found: pass.found(lane: lane, taking: taken), threshold: .nan, count: count,
                events: events)
        }
        let rules = sample.request.rules.indices.map { rule in
            let place = BootstrapSample.fixedStatistics + 2 * rule
            return Cut(taken: sum(place), found: sum(place + 1), threshold: .nan, count: count, events: events)
        }
        cuts = (byWeight + rules).map { cut in CutMeasure.allCases.map { cut[$0] } }
        groups = []
        netBenefits = []
    }

    private static func measures(_ pass: BootstrapPass, _ lane: Int, _ sample: BootstrapSample) -> [Double] {
        let (events, others) = (pass.events[lane], pass.others[lane])
        let count = events + others
        let prevalence = events / count
        func sum(_ place: Int) -> Double { pass.sums[place][lane] }
        let step = RecalibrationSums.step(gradient: (sum(5), sum(6)), hessian: (sum(7), sum(8), sum(9)))
        let hasRisks = sample.line.slope.isFinite || sample.inTheLarge.isFinite || sum(2) > 0
        let brier = hasRisks ? sum(0) / count : .nan
        return Measure.allCases.map { measure in
            switch measure {
            case .prevalence: prevalence
            case .auroc: pass.pairs[lane] / 2 / (events * others)
            case .averagePrecision: pass.steps[lane] / events
            case .auprcTrapezoid: pass.trapezoid[lane] / events
            case .brierScore: brier
            case .scaledBrierScore: 1 - brier / (prevalence * (1 - prevalence))
            case .logLoss: hasRisks ? sum(1) / count : .nan
            case .observedOverExpected: events / sum(2)
            case .calibrationInTheLarge: sample.inTheLarge - sum(3) / sum(4)
            case .calibrationIntercept: sample.line.intercept + step.intercept
            case .calibrationSlope: sample.line.slope + step.slope
            }
        }
    }
}

extension BootstrapPass {
    /// The eight replicates.
    func replicates(of sample: BootstrapSample) -> [Replicate] {
        let groups = groups(of: sample)
        let netBenefits = netBenefits(of: sample)
        return (0..<PersonWeights.lanes).map { lane in
            var replicate = Replicate(self, lane: lane, of: sample)
            replicate.groups = groups.map { $0[lane] }
            replicate.netBenefits = netBenefits.map { $0[lane] }
            return replicate
        }
    }

    private func groups(of sample: BootstrapSample) -> [Lanes] {
        let ends = sample.request.groupEnds.map { above($0) }
        return zip(ends, ends.dropFirst()).map { start, end in
            let events = end.events - start.events
            return events / (events + end.others - start.others)
        }
    }

    private func netBenefits(of sample: BootstrapSample) -> [Lanes] {
        zip(sample.request.thresholds, sample.thresholdPlaces).map { threshold, place in
            let above = above(place)
            return (above.events - above.others * (threshold / (1 - threshold))) / (events + others)
        }
    }
}
