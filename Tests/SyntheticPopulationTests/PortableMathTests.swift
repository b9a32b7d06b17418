import Foundation
import Testing

@testable import SyntheticPopulation

/// Against the C library's functions, and tables.
@Suite struct PortableMathTests {
    @Test func `exponential and logarithm agree with the C library`() {
        for step in -600...600 {
            let value = Double(step) / 13
            #expect(abs(PortableMath.exponential(value) / exp(value) - 1) < 1e-12)
            #expect(abs(PortableMath.logarithm(exp(value)) - value) < 1e-11)
        }
    }

    @Test func `the normal distribution and its inverse agree with the error function`() {
        for step in 1..<1000 {
            let probability = Double(step) / 1000
            let deviate = PortableMath.normalDeviate(probability)
            #expect(abs(erfc(-deviate / 2.0.squareRoot()) / 2 - probability) < 1e-6)
            #expect(abs(PortableMath.normalProbability(deviate) - probability) < 1e-6)
        }
    }

    @Test func `draws below a count are even`() {
        var random = RandomStream(seed: 1, number: 2)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[random.below(7)] += 1 }
        #expect(counts.allSatisfy { (9_600...10_400).contains($0) })
    }

    @Test func `counts of events have the mean asked for`() {
        var random = RandomStream(seed: 1, number: 3)
        let total = (0..<50_000).reduce(0) { sum, _ in sum + random.poisson(1.7) }
        #expect(abs(Double(total) / 50_000 - 1.7) < 0.03)
    }

    @Test func `day numbers and dates agree over two centuries`() {
        var previous = CivilDate(year: 1899, month: 12, day: 31).dayNumber
        for year in 1900...2100 {
            for month in 1...12 {
                let first = CivilDate(year: year, month: month, day: 1)
                let back = CivilDate(dayNumber: first.dayNumber)
                #expect(back.year == year && back.month == month && back.day == 1)
                #expect((28...31).contains(first.dayNumber - previous) || previous < -25_567)
                previous = first.dayNumber
            }
        }
        #expect(CivilDate(year: 1970, month: 1, day: 1).dayNumber == 0)
        #expect(CivilDate("2023-02-29") == nil)
    }

    @Test func `pseudonyms differ`() {
        let pseudonyms = Pseudonyms(seed: 9)
        #expect(Set((0..<50_000).map { pseudonyms.pseudonym(of: $0) }).count == 50_000)
    }
}
