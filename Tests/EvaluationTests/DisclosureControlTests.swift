import Testing

@testable import Evaluation

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

    @Test("withholds a second part where a total less the others would tell a small one")
    func complementary() {
        #expect(DisclosureControl.withheld([[5], [20], [30]], rest: [0]) == [true, true, false])
        #expect(DisclosureControl.withheld([[5], [3], [30]], rest: [0]) == [true, true, false])
        #expect(DisclosureControl.withheld([[5], [2], [30]], rest: [0]) == [true, true, true])
        #expect(DisclosureControl.withheld([[20], [30]], rest: [0]) == [false, false])
    }

    @Test("counts those in no part, who are told by difference")
    func rest() {
        #expect(DisclosureControl.withheld([[20], [30]], rest: [4]) == [true, false])
        #expect(DisclosureControl.withheld([[5], [30]], rest: [40]) == [true, false])
    }

    @Test("looks at every cell of a part")
    func cells() {
        #expect(DisclosureControl.withheld([[3, 500], [20, 600], [30, 9]], rest: [0, 0]) == [true, true, false])
        #expect(
            DisclosureControl.withheld([[20, 600], [30, 90]], rest: [0, 0], given: [false, true]) == [false, true])
    }

    /// Every third row an event, from the top.
    private func places(_ count: Int, persons: (Int) -> Int = { $0 }) -> ReleasedPlaces {
        let scored = ScoredOutcomes(
            outcomes: (0..<count).map { $0.isMultiple(of: 3) ? 1 : 0 },
            risks: (0..<count).map { Double(count - $0) / Double(count + 1) })
        return ReleasedPlaces(scored, persons: (0..<count).map { UInt64(persons($0)) })
    }

    @Test("tells of places in a ranking that lie far enough apart")
    func ranking() {
        var released = places(300)
        // Of the rows after the hundredth, 22 have 7 events, as the last ten have 3.
        let inserted = [100, 100, 110, 121, 124, 290].map { released.insert($0) }
        #expect(inserted == [true, true, false, false, true, false])
        #expect(released.places == [0, 100, 124, 300])
    }

    @Test("counts people, not rows, between places")
    func people() {
        var released = places(300) { $0 / 30 }
        // Ten rows are of one person or two.
        let isInserted = released.insert(60)
        #expect(!isInserted)
        var few = places(300) { $0 % 5 }
        let isEndInserted = few.insert(300)
        #expect(!few.isWholeSafe && !isEndInserted)
    }
}
