import Tabular
import Testing

@Suite struct FigureTests {
    @Test(
        "Whole numbers have commas between thousands",
        arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (26_500_000, "26,500,000"), (-1_234, "-1,234")])
    func counts(value: Int, expected: String) { #expect(Figure.count(value) == expected) }

    @Test(
        "Numbers have a fixed count of decimals",
        arguments: [(0.0523, 1, "0.1"), (12.345, 1, "12.3"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"), (7.5, 0, "8")])
    func decimals(value: Double, places: Int, expected: String) {
        #expect(Figure.decimal(value, places: places) == expected)
    }

    @Test(
        "Only nothing is 0 per cent, and only all is 100",
        arguments: [
            (0, 10, "0.0%"), (10, 10, "100.0%"), (1, 3, "33.3%"), (1, 100_000, "under 0.1%"),
            (99_999, 100_000, "over 99.9%"), (0, 0, "–"),
        ])
    func percent(part: Int, whole: Int, expected: String) { #expect(Figure.percent(part, of: whole) == expected) }
}
