import Cohorts
import Testing

@Suite struct RiskDistributionTests {
    @Test("Each eligible person is in the band that begins at or below their risk")
    func counts() {
        let risks = [0, 0.009, 0.01, 0.3, 0.49999, 0.5, 1, 0.7]
        let eligible = [true, true, true, true, true, true, true, false]
        #expect(RiskDistribution(risks: risks, eligible: eligible).counts == [2, 1, 0, 0, 0, 0, 2, 2])
    }
}
