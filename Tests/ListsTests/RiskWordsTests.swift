import Lists
import Testing

@Suite struct RiskWordsTests {
    @Test(
        "A risk in words is a count of people out of a round number",
        arguments: [
            (0.99, "more than 9 in 10"), (0.949, "about 9 in 10"), (0.713, "about 7 in 10"), (0.45, "about 5 in 10"),
            (0.449, "about 1 in 2"), (0.318, "about 1 in 3"), (0.1, "about 1 in 10"), (0.001, "about 1 in 1,000"),
            (0.0009, "less than 1 in 1,000"),
        ])
    func words(risk: Double, words: String) { #expect(RiskWords.words(risk) == words) }

    @Test("What is no probability has no words", arguments: [-0.1, 1.1, 7, .nan])
    func none(risk: Double) { #expect(RiskWords.words(risk) == nil) }
}
