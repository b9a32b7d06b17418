import FeatureData
import Testing

@Suite("A value that is nobody's")
struct CoarseValueTests {
    @Test("has two digits of the spread, or of its own where there is none")
    func digits() {
        // A standard deviation of 15 is told in whole numbers, of 9.9 in tenths, of 300 in tens.
        #expect(CoarseValue.of(71.4963, spread: 15) == 71)
        #expect(CoarseValue.of(-71.4963, spread: 9.9) == -71.5)
        #expect(CoarseValue.of(2021.4963, spread: 300) == 2020)
        #expect(CoarseValue.of(0.123456, spread: 0.02) == 0.123)
        #expect(CoarseValue.of(71.4963, spread: 0) == 71)
        #expect(CoarseValue.of(0, spread: 0) == 0 && CoarseValue.of(0, spread: 3) == 0)
    }

    @Test("is the same whatever the last digits say")
    func ties() {
        for value in [12.5, 12.5.nextDown, 12.5.nextUp] { #expect(CoarseValue.of(value, spread: 15) == 13) }
        for deviation in [10, 10.0.nextDown, 10.0.nextUp] {
            #expect(CoarseValue.of(12.34, spread: deviation) == 12)
        }
        #expect(CoarseValue.of(-12.5.nextUp, spread: 15) == -13)
    }
}
