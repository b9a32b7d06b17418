import Evaluation
import Testing

<<<<<<< HEAD
@Suite("Disclosure control")
struct DisclosureControlTests {
    @Test("suppresses 1 to 7 and rounds the rest to the nearest 5")
    func counts() {
        #expect((1...7).allSatisfy { DisclosureControl.released($0) == nil })
        #expect([0, 8, 12, 13, 17, 18, 662_452].map(DisclosureControl.released) == [0, 10, 10, 15, 15, 20, 662_450])
    }

    @Test("suppresses a share from which a small count could be worked out")
    func shares() {
        #expect(DisclosureControl.released(0.05, of: 5, in: 100) == nil)
        #expect(DisclosureControl.released(0.95, of: 95, in: 100) == nil)
        #expect(DisclosureControl.released(0.5, of: 50, in: 100) == 0.5)
        #expect(DisclosureControl.released(0, of: 0, in: 100) == 0)
=======
@Suite struct DisclosureControlTests {
    @Test("Counts of 1 to 7 are suppressed, others rounded to the nearest 5, and 0 stays 0")
    func releasable() {
        #expect(DisclosureControl.releasable(0) == 0)
        for count in 1...7 { #expect(DisclosureControl.releasable(count) == nil) }
        let expected = [8: 10, 9: 10, 10: 10, 11: 10, 12: 10, 13: 15, 17: 15, 18: 20, 1_002: 1_000, 1_003: 1_005]
        for (count, rounded) in expected { #expect(DisclosureControl.releasable(count) == rounded) }
>>>>>>> cohorts
    }
}
