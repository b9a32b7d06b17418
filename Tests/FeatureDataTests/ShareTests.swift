import FeatureData
import Testing

@Suite("A share")
struct ShareTests {
    @Test(
        "is counted exactly and rounded up",
        arguments: [
            ("7%", 100, 7), ("4%", 100, 4), ("4%", 101, 5), ("4%", 0, 0), ("0.5%", 200, 1), ("0.5%", 201, 2),
            ("0.04", 100, 4), ("100%", 662_452, 662_452), ("1", 3, 3), ("0%", 100, 0), ("0.000000001", 1, 1),
            ("29%", 100, 29), ("57%", 100, 57),
        ])
    func count(text: String, total: Int, expected: Int) throws {
        #expect(try #require(Share(text)).count(of: total) == expected)
    }

    @Test("counts a population of any size without overflow")
    func largePopulation() throws {
        #expect(try #require(Share("12.3456789%")).count(of: 4_000_000_000_000_000) == 493_827_156_000_000)
    }

    @Test(
        "is refused where it is no decimal between 0 and 1",
        arguments: ["", "%", "4 %", "-4%", "+4%", "101%", "1.1", ".5", "5.", "1e-2", "4,5%", "0.0.1", "0.12345678901"])
    func refused(text: String) {
        #expect(Share(text) == nil)
    }

    @Test("is told as a percentage in the fewest digits")
    func description() {
        #expect(Share("0.04")?.description == "4%")
        #expect(Share("0.50%")?.description == "0.5%")
        #expect(Share("0.125")?.description == "12.5%")
        #expect(Share("1")?.description == "100%")
        #expect(Share("0.0005")?.description == "0.05%")
    }

    @Test("equals itself however it is written")
    func equality() {
        #expect(Share("4%") == Share("0.0400"))
        #expect(Share("4%") != Share("5%"))
    }
}
