import Evaluation
import Testing

@Suite struct DisclosureControlTests {
    @Test("Counts of 1 to 7 are suppressed, others rounded to the nearest 5, and 0 stays 0")
    func releasable() {
        #expect(DisclosureControl.releasable(0) == 0)
        for count in 1...7 { #expect(DisclosureControl.releasable(count) == nil) }
        let expected = [8: 10, 9: 10, 10: 10, 11: 10, 12: 10, 13: 15, 17: 15, 18: 20, 1_002: 1_000, 1_003: 1_005]
        for (count, rounded) in expected { #expect(DisclosureControl.releasable(count) == rounded) }
    }
}
