import Evaluation
import Foundation
import Testing

@Suite("The measures of risks and outcomes")
struct ScoredOutcomesTests {
    /// Five people, one tie between the outcomes.
    let small = ScoredOutcomes(outcomes: [1, 0, 1, 0, 0], risks: [0.9, 0.8, 0.5, 0.5, 0.1])

    @Test("count a tie as half in the AUROC")
    func auroc() {
        // Pairs won by the first event: 3; by the second: 1 and a half, of 2 x 3.
        #expect(small.auroc == 4.5 / 6)
    }

    @Test("weigh precision by recall, in steps and by trapezoids")
    func precisionRecall() {
        // Points (recall, precision): (1/2, 1), (1/2, 1/2), (1, 2/4), (1, 2/5).
        #expect(abs(small.averagePrecision - 0.75) < 1e-15)
        #expect(abs(small.auprcTrapezoid - (0.5 + 0.25)) < 1e-15)
    }

    @Test("compare the Brier score with that of the prevalence")
    func brier() {
        let brier = (0.01 + 0.64 + 0.25 + 0.25 + 0.01) / 5
        #expect(abs(small.brierScore - brier) < 1e-15)
        #expect(abs(small.scaledBrierScore - (1 - brier / 0.24)) < 1e-15)
        #expect(abs(small.observedOverExpected - 2 / 2.8) < 1e-15)
    }

    @Test("take ties in their given order at the cut")
    func cut() {
        let cut = small.cut(takingWeight: 3)
        #expect(cut.found == 2)
        #expect(cut.threshold == 0.5)
        #expect(cut.positivePredictiveValue == 2.0 / 3)
        #expect(cut.sensitivity == 1)
        #expect(cut.lift == (2.0 / 3) / 0.4)
        #expect(cut.specificity == 1 - 1.0 / 3)
    }

    @Test("weigh the falsely taken by the odds of the threshold")
    func netBenefit() {
        #expect(abs(small.netBenefit(atThreshold: 0.5) - (2 - 2) / 5) < 1e-15)
        #expect(abs(small.netBenefit(atThreshold: 0.2) - (2 - 2 * 0.25) / 5) < 1e-15)
    }

    @Test("do not depend on the order of people without ties")
    func order() {
        let outcomes: [UInt8] = [0, 1, 0, 1, 1, 0]
        let risks = [0.1, 0.7, 0.3, 0.25, 0.9, 0.05]
        let forward = ScoredOutcomes(outcomes: outcomes, risks: risks)
        let backward = ScoredOutcomes(outcomes: outcomes.reversed(), risks: risks.reversed())
        #expect(forward.auroc == backward.auroc)
        #expect(forward.averagePrecision == backward.averagePrecision)
        #expect(abs(forward.calibrationLine.slope - backward.calibrationLine.slope) < 1e-12)
        #expect(forward.cut(takingWeight: 2) == backward.cut(takingWeight: 2))
    }

    @Test("find calibration in the large by the odds when all risks are equal")
    func calibrationInTheLarge() {
        let scored = ScoredOutcomes(outcomes: [1, 1, 1, 0], risks: [0.5, 0.5, 0.5, 0.5])
        #expect(abs(scored.calibrationInTheLarge - log(3)) < 1e-12)
    }

    @Test("have no calibration where they are points, though each is 0 or 1")
    func points() {
        let points = ScoredOutcomes(outcomes: [1, 0, 1, 0], risks: [1, 0, 0, 1], areRisks: false)
        #expect(!points.areRisks && points.brierScore.isNaN && points.observedOverExpected.isNaN)
        #expect(points.auroc == 0.5)
        #expect(!ScoredOutcomes(outcomes: [1, 0], risks: [2, 0]).areRisks)
    }

    @Test("are no number where there is only one outcome")
    func oneOutcome() {
        let scored = ScoredOutcomes(outcomes: [0, 0], risks: [0.1, 0.2])
        #expect(scored.auroc.isNaN)
        #expect(scored.calibrationLine.slope.isNaN)
        #expect(scored.cut(takingWeight: 1).sensitivity.isNaN)
    }
}
