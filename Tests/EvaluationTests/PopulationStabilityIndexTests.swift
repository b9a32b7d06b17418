import Evaluation
import Testing

/// Expected values by NumPy: p, q = the counts over their sums, at least 1e-4; numpy.sum((q - p) * numpy.log(q / p)).
@Suite("The population stability index")
struct PopulationStabilityIndexTests {
    @Test(
        "is the sum over bins of (q - p) ln(q / p)",
        arguments: [
            ([400, 300, 200, 100], [350, 320, 200, 130], 0.0158382679880023),
            // Bins that are empty on one side.
            ([1000, 500, 0], [600, 800, 100], 0.6630566745612553),
            ([9000, 1000], [5000, 5000], 0.8788898309344878),
        ])
    func value(reference: [Int], now: [Int], expected: Double) throws {
        let found = try #require(PopulationStabilityIndex.value(reference: reference, now: now))
        #expect(abs(found - expected) < 1e-14)
    }

    @Test("does not depend on how many people there are, nor on which of the two is the reference")
    func identities() throws {
        let (some, others) = ([400, 300, 200, 100], [35_000, 32_000, 20_000, 13_000])
        #expect(PopulationStabilityIndex.value(reference: some, now: some.map { 100 * $0 }) == 0)
        let there = try #require(PopulationStabilityIndex.value(reference: some, now: others))
        let back = try #require(PopulationStabilityIndex.value(reference: others, now: some))
        #expect(abs(there - back) < 1e-15)
        #expect(abs(there - 0.0158382679880023) < 1e-14)
    }

    @Test("is not told of few people")
    func few() {
        #expect(PopulationStabilityIndex.value(reference: [300, 200], now: [250, 249]) == nil)
        #expect(PopulationStabilityIndex.value(reference: [300, 199], now: [250, 250]) == nil)
        #expect(PopulationStabilityIndex.value(reference: [300, 200], now: [250, 250]) != nil)
    }
}
