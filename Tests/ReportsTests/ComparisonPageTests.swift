import Evaluation
import Foundation
import Reports
import Testing

@Suite struct ComparisonPageTests {
    private static func comparison(_ count: Int = 3000) async -> ModelComparison {
        let input = EvaluationInput.example(count)
        let scored = input.scored
        let risks = scored.risks.enumerated().map { $0.offset.isMultiple(of: 5) ? 0.1 : $0.element }
        var comparison = ComparisonInput(
            champion: .init(name: "one <1>", scored: scored),
            challenger: .init(name: "two", scored: ScoredOutcomes(outcomes: scored.outcomes, risks: risks)),
            outcome: "an admission", population: "Adults", indexDates: ["2024-04-01"], isSynthetic: false,
            persons: input.persons)
        comparison.groupings = input.groupings
        comparison.limits = ["Two rows had no score."]
        return await Comparer(bootstrap: Bootstrap(replicates: 24, threads: 2)).comparison(of: comparison)
    }

    @Test("The charts hold the numbers of comparison.json")
    func charts() async throws {
        let comparison = try ModelComparison(json: await Self.comparison().json())
        let series = ChartReader(ComparisonPage.text(comparison)).series
        func points(_ curve: [ModelEvaluation.RankingPoint]) -> [[Double]] {
            curve.map { [$0.falsePositiveRate, $0.sensitivity] }
        }
        #expect(series["Discrimination (ROC curves)/champion"] == points(comparison.championCurve))
        #expect(series["Discrimination (ROC curves)/challenger"] == points(comparison.challengerCurve))
        let told = comparison.cuts.map(\.sensitivity.difference).filter { $0.value != nil }
        #expect(
            series["Differences at the cuts/Sensitivity"]
                == told.map { [$0.value, $0.low, $0.high].compactMap { $0 } })
    }

    @Test("The page says who is better, who changes and who is harmed")
    func content() async {
        let page = ComparisonPage.text(await Self.comparison())
        for words in [
            "the challenger is worse", "Who changes", "Who is harmed", "one &lt;1&gt;", "▼ worse",
            "No net reclassification index is told", "Two rows had no score.", "People with the outcome, by risk",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(ChartReader.nests(page) && !page.contains("<1>") && !page.contains("nan"))
    }

    @Test("Few people make a page that says so")
    func few() async {
        let page = ComparisonPage.text(await Self.comparison(20))
        #expect(page.contains("There are too few people, or too few outcomes, to say which is better."))
        #expect(ChartReader.nests(page) && !page.contains("nan"))
    }
}
