import Evaluation
import Testing

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
    }
}
