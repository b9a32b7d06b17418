import FeatureData
import Testing

@Suite struct ShareTests {
    @Test(
        "A share is taken as an exact decimal and rounded up",
        arguments: [
            ("7%", 100, 7), ("4%", 100, 4), ("4%", 101, 5), ("0.5%", 1_000, 5), ("0.04", 250, 10), ("0.04", 251, 11),
            ("0.1%", 1, 1), ("100%", 17, 17), ("4%", 0, 0), ("29%", 100, 29), ("0.000000001%", 1_000_000, 1),
        ])
    func count(text: String, people: Int, expected: Int) throws {
        #expect(try #require(Share(text)).count(of: people) == expected)
    }

    @Test("The spelling of a share does not matter")
    func equality() {
        #expect(Share("4%") == Share("0.04"))
        #expect(Share("4.0%") == Share("04%"))
        #expect(Share("100.00%") == Share.all)
    }

    @Test(
        "A share is told as a percentage",
        arguments: [
            ("4%", "4%"), ("0.5%", "0.5%"), ("0.04", "4%"), ("40%", "40%"), ("0.05%", "0.05%"), ("12.50%", "12.5%"),
            ("100%", "100%"), ("0.1", "10%"),
        ])
    func description(text: String, expected: String) throws {
        #expect(try #require(Share(text)).description == expected)
    }

    @Test("Shares are in order of size")
    func order() throws {
        let shares = try ["0.05%", "0.5%", "4%", "12.5%", "100%"].map { try #require(Share($0)) }
        for (place, share) in shares.enumerated() {
            for (other, another) in shares.enumerated() { #expect((share < another) == (place < other)) }
        }
    }

    @Test(
        "Anything but a share over 0 and at most 100% is refused",
        arguments: [
            "", "%", "4", "1", "0", "0%", "0.0", "101%", "100.1%", "-4%", "+4%", "4 %", " 4%", "4%%", "4e1%", "1.2.3%",
            ".5%", "5.%", "4,5%", "nan", "0x4%", "0.0000000000001", "1.5", "٤%",
        ])
    func refused(text: String) { #expect(Share(text) == nil) }
}
