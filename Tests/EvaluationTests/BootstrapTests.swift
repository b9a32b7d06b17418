import Foundation
import Testing

@testable import Evaluation

@Suite("The bootstrap of people")
struct BootstrapTests {
    let fixture: Fixture

    init() throws { fixture = try Fixture() }

    private var rule: [Bool] { fixture.persons.map { $0.isMultiple(of: 3) } }

    private func sample(_ scored: ScoredOutcomes) -> BootstrapSample {
        BootstrapSample(
            scored, measures: scored.measures, persons: fixture.persons,
            request: .init(
                takenWeights: [0.04, 0.1].map { $0 * scored.totalWeight }, rules: [rule],
                groupEnds: [0, 200, 500, 900],
                thresholds: [0.1, 0.3]))
    }

    /// By the slow way.
    private func replicate(_ scored: ScoredOutcomes) -> [[Double]] {
        let cuts = [0.04, 0.1].map { scored.cut(takingWeight: $0 * scored.totalWeight) } + [scored.cut(taking: rule)]
        let groups = [0..<200, 200..<500, 500..<900].map { scored.group(scored.descending[$0]).observed }
        return [scored.measures] + cuts.map { cut in CutMeasure.allCases.map { cut[$0] } }
            + [groups, [0.1, 0.3].map { scored.netBenefit(atThreshold: $0) }]
    }

    private func values(_ replicate: Replicate) -> [[Double]] {
        [replicate.measures] + replicate.cuts + [replicate.groups, replicate.netBenefits]
    }

    /// How often each row is drawn in the eight replicates of a group.
    private func draws(seed: UInt64, group: Int) -> [SIMD8<Int16>] {
        let weights = PersonWeights(seed: seed, group: group)
        return fixture.persons.map(weights.counts)
    }

    @Test("has the sample's own measures where everybody is drawn once", arguments: [false, true])
    func identity(isWeighted: Bool) {
        let scored = fixture.scored(isWeighted: isWeighted)
        let sample = sample(scored)
        for replicate in BootstrapPass(sample, draws: nil).replicates(of: sample) {
            for (left, right) in zip(values(replicate).joined(), self.replicate(scored).joined()) {
                #expect(abs(left - right) < 1e-12)
            }
        }
    }

    @Test("has the measures of the people drawn, calibration by one step", arguments: [false, true])
    func replicates(isWeighted: Bool) {
        let scored = fixture.scored(isWeighted: isWeighted)
        let sample = sample(scored)
        let pass = BootstrapPass(sample, draws: PersonWeights(seed: 3, group: 5)).replicates(of: sample)
        let draws = draws(seed: 3, group: 5)
        let fitted: [Measure] = [.calibrationInTheLarge, .calibrationIntercept, .calibrationSlope]
        for lane in 0..<8 {
            let drawn = ScoredOutcomes(
                outcomes: fixture.outcomes, risks: fixture.risks,
                weights: zip(scored.weights, draws).map { $0 * Double($1[lane]) })
            var (left, right) = (values(pass[lane]), replicate(drawn))
            for measure in fitted {
                // A full refit; the standard errors of these are about 0.09, 0.15 and 0.08, the step's error their square.
                #expect(abs(left[0][measure.rawValue] - right[0][measure.rawValue]) < 0.04)
                (left[0][measure.rawValue], right[0][measure.rawValue]) = (0, 0)
            }
            for (left, right) in zip(left.joined(), right.joined()) { #expect(abs(left - right) < 1e-11) }
        }
    }

    @Test("has standard deviations of calibration that full refits have")
    func refits() async {
        let scored = fixture.scored(isWeighted: false)
        let quick = await Bootstrap(replicates: 200, threads: 2).replicates(of: sample(scored))
        var slow: [[Double]] = []
        for group in 0..<25 {
            let draws = draws(seed: 1, group: group)
            for lane in 0..<8 {
                slow.append(
                    ScoredOutcomes(
                        outcomes: fixture.outcomes, risks: fixture.risks, weights: draws.map { Double($0[lane]) }
                    ).measures)
            }
        }
        for measure in [Measure.calibrationInTheLarge, .calibrationIntercept, .calibrationSlope] {
            let left = Estimate(0, replicates: quick.map { $0.measures[measure.rawValue] })
            let right = Estimate(0, replicates: slow.map { $0[measure.rawValue] })
            let width = (right.high ?? .nan) - (right.low ?? .nan)
            #expect(abs((left.low ?? .nan) - (right.low ?? .nan)) < 0.04 * width)
            #expect(abs((left.high ?? .nan) - (right.high ?? .nan)) < 0.04 * width)
        }
    }

    @Test("is the same on one thread and on three")
    func threads() async {
        let sample = sample(fixture.scored(isWeighted: true))
        let one = await Bootstrap(replicates: 40, seed: 9, threads: 1).replicates(of: sample)
        let three = await Bootstrap(replicates: 40, seed: 9, threads: 3).replicates(of: sample)
        #expect(one == three && one.count == 40)
        #expect(await Bootstrap(replicates: 40, seed: 10, threads: 1).replicates(of: sample) != one)
    }

    @Test("draws a person's rows together, each person as Poisson(1)")
    func draws() {
        let weights = PersonWeights(seed: 1, group: 0)
        let counts = (0..<100_000).map { weights.counts(UInt64($0)) }
        #expect(counts[17] == weights.counts(17))
        // Poisson(1): 0 with 0.3679, 1 with 0.3679, 2 with 0.1839, 3 with 0.0613; standard errors 0.0015.
        for lane in 0..<8 {
            let lane = counts.map { Int($0[lane]) }
            for (value, share) in [0.36788, 0.36788, 0.18394, 0.06131].enumerated() {
                #expect(abs(Double(lane.count { $0 == value }) / 100_000 - share) < 0.007)
            }
            #expect(abs(Double(lane.reduce(0, +)) / 100_000 - 1) < 0.014)
            #expect(lane.allSatisfy { (0...8).contains($0) })
        }
        // No two replicates go together: the covariance has a standard error of 0.003.
        for other in 1..<8 {
            let product = counts.reduce(0) { $0 + (Double($1[0]) - 1) * (Double($1[other]) - 1) }
            #expect(abs(product / 100_000) < 0.014)
        }
    }

    @Test("has intervals like those of NumPy, which draws people n from n")
    func intervals() async throws {
        let scored = fixture.scored(isWeighted: false)
        let sample = BootstrapSample(
            scored, measures: scored.measures, persons: fixture.persons, request: .init(takenWeights: [90]))
        let replicates = await Bootstrap(replicates: 2000, threads: 2).replicates(of: sample)
        let found: [(String, (Replicate) -> Double)] = [
            ("auroc", { $0.measures[Measure.auroc.rawValue] }),
            ("average_precision", { $0.measures[Measure.averagePrecision.rawValue] }),
            ("brier_score", { $0.measures[Measure.brierScore.rawValue] }),
            ("observed_over_expected", { $0.measures[Measure.observedOverExpected.rawValue] }),
            ("ppv_10", { $0.cuts[0][0] }), ("sensitivity_10", { $0.cuts[0][1] }),
        ]
        for (name, value) in found {
            let expected = try #require(fixture.expected.intervals[name])
            let estimate = Estimate(0, replicates: replicates.map(value))
            let width = expected[1] - expected[0]
            #expect(abs((estimate.low ?? .nan) - expected[0]) < 0.1 * width, "\(name)")
            #expect(abs((estimate.high ?? .nan) - expected[1]) < 0.1 * width, "\(name)")
        }
    }

    @Test("has no interval where more than a tenth of the replicates have no number")
    func missing() {
        let numbers = (0..<100).map(Double.init)
        let few = Estimate(1, replicates: numbers + [.nan])
        #expect(abs((few.low ?? .nan) - 2.475) < 1e-12 && abs((few.high ?? .nan) - 96.525) < 1e-12)
        #expect(Estimate(1, replicates: numbers + [Double](repeating: .nan, count: 20)) == Estimate(value: 1))
        #expect(Estimate(.nan, replicates: numbers) == Estimate(value: nil))
    }
}
