import Foundation
import Testing

@testable import Evaluation

@Suite("The measures, with and without weights, agree with scikit-learn and statsmodels")
struct WeightedMeasuresTests {
    let fixture: Fixture

    init() throws { fixture = try Fixture() }

    private func pair(_ isWeighted: Bool) -> (ScoredOutcomes, Fixture.Measures) {
        (fixture.scored(isWeighted: isWeighted), isWeighted ? fixture.expected.weighted : fixture.expected.unweighted)
    }

    @Test("on discrimination", arguments: [false, true])
    func discrimination(isWeighted: Bool) {
        let (scored, expected) = pair(isWeighted)
        #expect(abs(scored.prevalence - expected.prevalence) < 1e-12)
        #expect(abs(scored.auroc - expected.auroc) < 1e-12)
        #expect(abs(scored.averagePrecision - expected.averagePrecision) < 1e-12)
        #expect(abs(scored.auprcTrapezoid - expected.auprcTrapezoid) < 1e-12)
    }

    @Test("on calibration", arguments: [false, true])
    func calibration(isWeighted: Bool) {
        let (scored, expected) = pair(isWeighted)
        #expect(abs(scored.brierScore - expected.brierScore) < 1e-12)
        #expect(abs(scored.scaledBrierScore - expected.scaledBrierScore) < 1e-12)
        #expect(abs(scored.logLoss - expected.logLoss) < 1e-12)
        #expect(abs(scored.observedOverExpected - expected.observedOverExpected) < 1e-12)
        #expect(abs(scored.calibrationInTheLarge - expected.calibrationInTheLarge) < 1e-12)
        #expect(abs(scored.calibrationLine.intercept - expected.calibrationIntercept) < 1e-12)
        #expect(abs(scored.calibrationLine.slope - expected.calibrationSlope) < 1e-12)
    }

    @Test("on net benefit", arguments: [false, true])
    func netBenefit(isWeighted: Bool) {
        let (scored, expected) = pair(isWeighted)
        for (threshold, value) in zip([0.1, 0.25, 0.5], expected.netBenefit) {
            #expect(abs(scored.netBenefit(atThreshold: threshold) - value) < 1e-12)
        }
    }

    @Test("on the smooth calibration curve", arguments: [false, true])
    func curve(isWeighted: Bool) throws {
        let (scored, expected) = pair(isWeighted)
        let curve = try #require(CalibrationCurve(scored))
        for (risk, value) in zip(expected.curveAt, expected.curve) {
            #expect(abs(curve.observed(at: risk) - value) < 1e-11)
        }
        let index = curve.integratedCalibrationIndex(scored)
        #expect(abs(index - expected.integratedCalibrationIndex) < 1e-11)
    }

    @Test("and weighing a row double is having it twice")
    func doubling() {
        let double = (0..<900).map { $0.isMultiple(of: 3) }
        let rows = (0..<900).flatMap { double[$0] ? [$0, $0] : [$0] }
        let weighted = ScoredOutcomes(
            outcomes: fixture.outcomes, risks: fixture.risks, weights: double.map { $0 ? 2 : 1 })
        let repeated = ScoredOutcomes(
            outcomes: rows.map { fixture.outcomes[$0] }, risks: rows.map { fixture.risks[$0] })
        for (left, right) in zip(weighted.measures, repeated.measures) { #expect(abs(left - right) < 1e-11) }
        for taken in [1.0, 10, 100] {
            let (left, right) = (weighted.cut(takingWeight: taken), repeated.cut(takingWeight: taken))
            #expect(left.found == right.found && left.threshold == right.threshold && left.count == right.count)
        }
    }

    @Test("and a row of no weight is not there")
    func noWeight() {
        let rows = (0..<900).filter { fixture.weights[$0] > 0 }
        let without = ScoredOutcomes(
            outcomes: rows.map { fixture.outcomes[$0] }, risks: rows.map { fixture.risks[$0] },
            weights: rows.map { fixture.weights[$0] })
        for (left, right) in zip(without.measures, fixture.scored(isWeighted: true).measures) {
            #expect(abs(left - right) < 1e-12)
        }
    }

    @Test("and scores that are no risks have discrimination and cuts, but no calibration")
    func scores() {
        let scores = ScoredOutcomes(outcomes: [1, 0, 1, 0], risks: [9, 3, 4, -1])
        #expect(scores.auroc == 1)
        #expect(scores.cut(takingWeight: 2).found == 2)
        #expect(scores.brierScore.isNaN && scores.calibrationInTheLarge.isNaN && scores.observedOverExpected.isNaN)
        #expect(CalibrationCurve(scores) == nil)
    }

    @Test("and no curve is drawn through risks of two values, or where there is one outcome")
    func noCurve() {
        let two = ScoredOutcomes(outcomes: [1, 0, 1, 0], risks: [0.2, 0.2, 0.6, 0.6])
        #expect(CalibrationCurve(two) == nil)
        let none = ScoredOutcomes(outcomes: [UInt8](repeating: 0, count: 9), risks: (1...9).map { Double($0) / 10 })
        #expect(CalibrationCurve(none) == nil)
    }

    @Test("and a cut may take part of a row")
    func partOfRow() {
        let scored = ScoredOutcomes(outcomes: [1, 0, 1], risks: [0.9, 0.8, 0.7], weights: [2, 2, 2])
        let cut = scored.cut(takingWeight: 5)
        #expect(cut.taken == 5 && cut.found == 3 && cut.threshold == 0.7)
        #expect(cut.oracleSensitivity == 1 && cut.oraclePositivePredictiveValue == 0.8)
        #expect(cut.randomSensitivity == 5.0 / 6)
        #expect(scored.cut(taking: [true, false, false]).positivePredictiveValue == 1)
    }
}
